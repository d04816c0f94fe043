"""The assessors of a campaign: who they are, how strict, and whom each assesses."""
