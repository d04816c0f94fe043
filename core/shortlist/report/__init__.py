"""The printed report: its pages, words and drawings."""
