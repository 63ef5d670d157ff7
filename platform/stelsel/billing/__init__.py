"""What a library pays the platform: the plans, kept in the back office. Nothing here decides what somebody may do.

The national body needs no plan, and what a library does for a subsidy never depends on one (BILLING 125, I-24).
"""
