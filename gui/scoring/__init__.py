"""The score model's room."""
