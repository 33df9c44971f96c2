"""The same key twice in one mapping: one of the two values would be lost without a word.

It comes from copying a block and forgetting to rename it, or from two blocks that became one as the line between them
was lost. Compare the two and keep one, or give the second its own name. What else is wrong with the values of the file
is told once that is done.

Bad:

    usecases:
      open: {when: {task: open}, …}
      open: {when: {task: edit}, …}

Good:

    usecases:
      open: {when: {task: open}, …}
      open-change: {when: {task: edit}, …}
"""
