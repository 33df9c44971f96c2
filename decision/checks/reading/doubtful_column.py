"""A column of a table that `decision adopt` reads holds neither verdicts nor other solutions, or has no name.

Such a column is left out. The same is said where it is not certain whether integrations are the columns or the rows.

Bad:

    | Use case | Who asked | Desktop app | Folder |
    |---|---|---|---|
    | Open an asset | Sales | ✔ | ✘ |

Good: what the column says stands in the labels or in remarks, or is not needed.

    | Use case | Desktop app | Folder |
    |---|---|---|
    | Open an asset (sales) | ✔ | ✘ |
"""
