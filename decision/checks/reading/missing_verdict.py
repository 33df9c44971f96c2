"""A use case that says nothing about one of the integrations.

Every cell of the table has a verdict; a new integration needs one in every use case. Where it does not fit, the first
verdict of the legend says so. An integration that no use case has a verdict on is named once, where it is defined.

Bad:

    usecases:
      open: {verdicts: {desktop-app: preferred}, …}

Good:

    usecases:
      open: {verdicts: {desktop-app: preferred, folder-sharing: avoid}, …}
"""
