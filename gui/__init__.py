"""The window: shows, asks, calls core.actions."""
