"""Rank: the table, the weight, the map, the rules, the score model and the dossier."""
