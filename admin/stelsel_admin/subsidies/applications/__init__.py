"""What a library fills in, until it is signed: its own rows, and a mirror of how its case stands."""
