"""Two verdicts of the legend with the same symbol: readers could not tell them apart.

Bad:

    legend:
      preferred: {symbol: ✔, …}
      acceptable: {symbol: ✔, …}

Good:

    legend:
      preferred: {symbol: ✔✔, …}
      acceptable: {symbol: ✔, …}
"""
