"""A number in a table that `decision adopt` reads leads to no remark, or the remark gets another number.

Remarks are counted from 1, in the order of the page.

Bad:

    | Share many assets (3) | ✔ | ✘ |

where no remark begins with `(3)`.

Good, below the table:

    * (3) Many assets are more than a hundred
"""
