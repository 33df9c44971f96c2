"""The same table says something else in another language, or is not there.

`decision adopt` reads a page in several languages. Rows are found by their verdicts and links; where two languages
disagree, the page that was named first counts.

Bad, in Swedish, where the English page has ✔✔:

    | Öppna en resurs | ✔ | ✘ |

Good:

    | Öppna en resurs | ✔✔ | ✘ |
"""
