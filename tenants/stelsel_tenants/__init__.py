"""What a library and its partners do."""
