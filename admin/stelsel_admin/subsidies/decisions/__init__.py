"""Allocation and decision: the ceiling is taken, somebody with a mandate signs."""
