"""What machines ask, how it is served, and how it is saved."""
