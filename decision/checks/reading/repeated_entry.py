"""The same entry twice in a list.

It does no harm, but one of the two was probably meant to be another.

Bad:

    usecases:
      open: {when: {task: [open, open]}, …}

Good:

    usecases:
      open: {when: {task: [open]}, …}
"""
