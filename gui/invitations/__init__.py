"""Invitations: guests, their replies, and what the list was worth."""
