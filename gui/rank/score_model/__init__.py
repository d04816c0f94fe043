"""The score model: its numbers, what another would do, and other tools' scores."""
