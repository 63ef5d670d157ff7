"""A library's own space."""
