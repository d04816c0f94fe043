"""The ranked table, the weight above it, and the choices that make a list."""
