"""People's rights: shown, told, corrected, erased."""
