"""A file becomes a plain table of text, whatever its form."""
