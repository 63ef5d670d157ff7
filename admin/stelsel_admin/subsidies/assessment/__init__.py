"""Completeness, assessment, and the second pair of eyes."""
