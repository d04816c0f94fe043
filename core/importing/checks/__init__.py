"""What is held against a file’s cells and rows: figures that cannot be, rows that hold nobody, and what is said."""
