"""A verdict that the legend does not have.

Cells, and the `cap` of the lifecycle policy, name verdicts by their id in `legend`, not by symbol or word.

Bad:

    usecases:
      open: {verdicts: {desktop-app: prefered, folder-sharing: avoid}, …}

Good:

    usecases:
      open: {verdicts: {desktop-app: preferred, folder-sharing: avoid}, …}
"""
