"""What the national body does."""
