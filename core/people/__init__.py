"""People: rows, the keys they are known by, and the keyed hashes of those who were erased."""
