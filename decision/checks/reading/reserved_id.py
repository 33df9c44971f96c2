"""An id that is the name of an outcome: `alternative`, `deprecated`, `none`, `undecided` or `unanswered`.

The outcome of a decision is the id of a verdict or one of these words, and nobody could tell which was meant.
Questions and options may be called like this.

Bad:

    alternatives:
      none: {label: Do without}

Good:

    alternatives:
      do-without: {label: Do without}
"""
