"""The catalogue of fields: every fact of a ranked candidate, declared once."""
