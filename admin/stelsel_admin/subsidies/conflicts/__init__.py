"""Nobody reads a case before saying whether there is a conflict of interest (I-14)."""
