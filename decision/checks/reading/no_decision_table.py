"""A table of a page is left alone by `decision adopt`, because it does not look like one that decides.

It needs columns with verdicts, at least two of them or one with symbols, and a column that says what they are about.
Tables of parameters, fields or settings are none, even if they say yes and no.

Bad:

    | Parameter | Required | Description |
    |---|---|---|
    | name | Yes | The name of the folder |

Good:

    | Use case | Desktop app | Folder |
    |---|---|---|
    | Open an asset | Yes | No |

A table that is one all the same is adopted with `--table` and its number.
"""
