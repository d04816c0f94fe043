"""Table models: columns are data."""
