"""The first page of the workroom."""
