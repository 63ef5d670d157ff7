"""The adversary: everything that could carry a row of one library to another, tried on both databases."""
