"""Organisations: known once, kept by whom it concerns, merged and taken apart."""
