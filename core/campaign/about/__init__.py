"""What is said of one candidate, in words: the score explained, and where the accounts stand among similar ones."""
