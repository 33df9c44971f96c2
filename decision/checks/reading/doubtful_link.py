"""A link in a table that `decision adopt` reads is broken, leads to no page of the site, or is not the only one.

What was meant is nearly always plain, so the solution is taken by the text of its link.

Bad:

    | Share an asset | ✔ | [Link share] (link-share.md) |

Good:

    | Share an asset | ✔ | [Link share](link-share.md) |
"""
