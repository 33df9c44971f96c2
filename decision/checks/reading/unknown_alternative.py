"""Another solution that is not defined under `alternatives`.

A use case names other solutions by id; label, section and address stand once, in the table's own `alternatives`.

Bad:

    usecases:
      open: {alternatives: brand-portl, …}

Good:

    usecases:
      open: {alternatives: brand-portal, …}
"""
