"""What the verdicts of a table mean is not said, or said twice.

`decision adopt` takes the meaning of symbols and words from the legend beside the table. Where there is none, it
proposes words, and an order from the strictest to the best.

Bad:

    | Use case | Desktop app | Folder |
    |---|---|---|
    | Open an asset | ✔ | ◆ |

Good, below the table:

    * ✔: works
    * ◆: works with few assets
"""
