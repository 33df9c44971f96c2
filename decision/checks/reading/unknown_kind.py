"""A data file of a kind that does not exist, or that holds what belongs to another kind.

The file is not read any further; the hint names the kinds that there are.

Bad:

    kind: decision-tables

Bad:

    kind: values
    terms: {}

Good:

    kind: decision-table
"""
