"""What checks and builds the repository; nothing here is part of the application."""
