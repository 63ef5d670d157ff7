"""Figures, measured and printed beside their goals by `make bench`. Never a test: a figure depends on the machine."""
