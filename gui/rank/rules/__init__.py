"""The rules a list has to keep, and the cut-off audit."""
