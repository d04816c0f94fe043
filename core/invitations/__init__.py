"""Invitations: states of each guest, replies, and what the list was worth afterwards."""
