"""All that is held on one candidate, in tabs."""
