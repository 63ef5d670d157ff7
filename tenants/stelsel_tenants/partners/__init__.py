"""The local partner network: which organisation works with which library, on what."""
