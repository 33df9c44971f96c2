"""An option that the question does not have.

Options are named by their id, not by their label.

Bad:

    usecases:
      open: {when: {task: view}, …}

Good:

    usecases:
      open: {when: {task: open}, …}
"""
