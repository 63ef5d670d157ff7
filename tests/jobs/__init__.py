"""Jobs: queued with the deed that asks for them, and done whatever happens to the worker."""
