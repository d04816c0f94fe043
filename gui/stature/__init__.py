"""Assessing: levels, evidence, several assessors, the rubric."""
