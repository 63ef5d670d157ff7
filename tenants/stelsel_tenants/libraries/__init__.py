"""A library's own space: how it presents itself, its branches, and when they are open."""
