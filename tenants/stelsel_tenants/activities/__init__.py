"""Activities: what a library or a partner offers, on which schedule, and the sessions that follow from it."""
