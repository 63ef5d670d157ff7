"""What docs/security.md promises, tried at every route, form, table and setting that there is."""
