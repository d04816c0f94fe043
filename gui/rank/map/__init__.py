"""The map of score against credibility."""
