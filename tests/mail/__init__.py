"""Letters: written with the deed, sent once, gone in time."""
