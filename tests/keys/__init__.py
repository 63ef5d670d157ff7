"""Keys of programs: made, used, taken back."""
