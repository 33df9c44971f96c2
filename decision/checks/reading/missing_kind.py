"""A data file whose first key is not `kind`.

Every file in `data/` says in its first line what it is, so that nobody has to guess, neither a program nor the next
person who opens it.

Bad:

    version: 1.0.0
    kind: decision-table
    title: Which bag

Good:

    kind: decision-table
    version: 1.0.0
    title: Which bag
"""
