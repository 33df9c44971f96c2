"""A cell of a table that `decision adopt` reads does not say its verdict with certainty.

Its symbol is a look-alike of one in the legend, or no legend has it; it is empty, or says something that is no verdict.
The table is written all the same, with what was probably meant.

Bad:

    | Use case | Desktop app | Folder |
    |---|---|---|
    | Open an asset | ✔ ✔ | as of May |

Good:

    | Use case | Desktop app | Folder |
    |---|---|---|
    | Open an asset | ✔✔ | ✔ |
"""
