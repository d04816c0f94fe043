"""The values of cells: numbers, dates, accounts and addresses, each read or left with its reason."""
