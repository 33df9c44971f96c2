"""A part of the table without entries, where at least one is needed.

A table has questions, integrations and use cases; a question has options; the legend has two verdicts or more, for the
first one rules out. A question in `when` that accepts no option would never hold: leave the question out, and any
answer is accepted.

Bad:

    usecases:
      open: {when: {task: open, volume: []}, …}

Good:

    usecases:
      open: {when: {task: open}, …}
"""
