"""The window of a folder of cases: list, filters, next dates, certified dwellings against a target."""
