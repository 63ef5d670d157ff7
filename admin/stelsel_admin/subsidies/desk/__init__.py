"""The officers' pages: the queue with its ceiling, and one case."""
