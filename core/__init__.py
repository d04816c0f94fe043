"""Entregent without its window: no Qt, no clock, no printing (but the command line)."""
