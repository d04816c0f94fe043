"""Import files: look at the columns, answer what is asked, import, settle possible duplicates."""
