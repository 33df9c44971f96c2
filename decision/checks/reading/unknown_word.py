"""A word in a language's catalog that the English one does not have.

Nobody asks for it: its key is misspelt, or the word is not needed any more.

Bad:

    site-serach: Sök

Good:

    site-search: Sök
"""
