"""All tests. They never live below platform/: pytest would then replace the standard library's module of that name."""
