"""A row of a table that `decision adopt` reads is not as long as the head, says no verdict, or has another's name.

A row that cannot be read is left out; the others are taken.

Bad:

    | Use case | Desktop app | Folder |
    |---|---|---|
    | Open an asset | ✔ |

Good:

    | Open an asset | ✔ | ✘ |
"""
