"""The fictional sample campaign."""
