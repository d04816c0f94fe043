"""Campaigns: candidacies, the board and its ranking, rules, rubrics and score models of a campaign, the dossier."""
