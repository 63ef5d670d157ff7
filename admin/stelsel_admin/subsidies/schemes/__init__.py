"""Schemes: terms that are fixed once published, and the ceiling of each period."""
