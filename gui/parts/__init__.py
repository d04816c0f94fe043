"""The window's small parts: controls, forms, colours, and the words for days."""
