"""Lists: frozen shortlists, their comparison, and what leaves as file or on paper."""
