"""A data file that holds nothing, or nothing but comments.

A file in `data/` is a table, and its first line says so. A file for later belongs somewhere else.

Bad:

    # the table comes later

Good:

    kind: decision-table
    version: 1.0.0
    title: Which bag
"""
