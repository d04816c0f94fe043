"""Lists that leave the building: frozen, compared, printed, invited."""
