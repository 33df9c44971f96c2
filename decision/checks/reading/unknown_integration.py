"""A verdict on something that is not an integration of the table.

Every key under `verdicts` is the id of a column. Other solutions have no column; they are named under `alternatives`.

Bad:

    usecases:
      open: {verdicts: {desktop-app: preferred, folder-sharing: avoid, brand-portal: preferred}, …}

Good:

    usecases:
      open: {verdicts: {desktop-app: preferred, folder-sharing: avoid}, alternatives: brand-portal, …}
"""
