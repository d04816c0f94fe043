"""The dossier: all that is held on the selected candidate."""
