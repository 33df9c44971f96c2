"""A word that two terms claim, by their names or under `use`: nobody could tell which of the two is meant.

Upper and lower case make no difference.

Bad:

    terms:
      dam-user: {use: {en: [DAM user, creative user]}, …}

Good:

    terms:
      dam-user: {use: {en: DAM user}, …}
"""
