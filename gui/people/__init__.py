"""People: somebody added by hand, and imports."""
