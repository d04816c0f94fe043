"""Which column is which field: by its heading and by its contents."""
