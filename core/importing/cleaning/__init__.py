"""Texts become values: numbers, dates, addresses, accounts; what is not taken as it stands is said."""
