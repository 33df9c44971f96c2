"""A question that the table does not have, or that is asked only later.

`when`, `requires` and the answers of a case name questions by their id. `ask_when` may name only questions above its
own, because they are asked in the order of the file.

Bad:

    usecases:
      open: {when: {taks: open}, …}

Good:

    usecases:
      open: {when: {task: open}, …}
"""
