"""Stelsel's platform floor: what every tenant and every role stands on."""
