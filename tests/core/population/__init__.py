"""Tests of the population: partitions, runs, the head."""
