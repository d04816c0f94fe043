"""One SQLite file: the only place where SQL is written."""
