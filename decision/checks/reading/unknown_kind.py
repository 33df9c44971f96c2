"""A data file of a kind that does not exist.

The file is not read any further; the hint names the kinds that there are.

Bad:

    kind: decision-tables

Good:

    kind: decision-table
"""
