"""Totals, exact order, exact weight intervals, selection: integers and arrays only."""
