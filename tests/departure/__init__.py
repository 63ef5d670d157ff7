"""A library leaves: what it takes along, and what is left of it."""
