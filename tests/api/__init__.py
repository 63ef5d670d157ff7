"""The interface for programs, asked as a program asks it."""
