"""The ranked table: its columns, cells, headings and filters."""
