"""The import: the wizard, and what has been imported."""
