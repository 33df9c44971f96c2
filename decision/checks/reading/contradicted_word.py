"""A word that a term tells to use and to avoid.

The term's own name is a word to use. Upper and lower case make no difference.

Bad:

    terms:
      dam-user: {use: {en: [DAM user, librarian]}, avoid: {en: librarian}, …}

Good:

    terms:
      dam-user: {use: {en: DAM user}, avoid: {en: librarian}, …}
"""
