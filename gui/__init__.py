"""The window: shows, asks, and calls the actions of core's rooms."""
