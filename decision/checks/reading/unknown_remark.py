"""A remark that is not defined under `remarks`.

`remarks` of a use case or option, and `[^…]` in the label of a use case, name remarks by id; the page shows their
numbers.

Bad:

    usecases:
      open: {label: "Open an asset [^smaller]", …}

Good:

    usecases:
      open: {label: "Open an asset [^smaller-number]", …}
"""
