"""The weight between score and credibility, the seats, and the rank over all weights."""
