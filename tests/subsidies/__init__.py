"""Subsidies, from scheme to grant."""
