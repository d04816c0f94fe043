"""Assess: levels, evidence, differences between assessors, and the rubric."""
