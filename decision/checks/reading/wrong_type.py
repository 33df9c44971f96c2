"""A value of another sort than belongs here: a list for a text, a number for a label, a text for a mapping.

A text that looks like a number, or like `true` or `false`, needs quotes to stay a text (`yes` and `no` are texts
anyway). Behind a key with entries below it, nothing may stand on the same line. A conflict names exactly two use cases.

Bad:

    questions:
      volume: {label: 1000, …}

Good:

    questions:
      volume: {label: "1000", …}
"""
