"""A word of the interface that a language's catalog lacks.

`decision/locales/<locale>.yaml` holds the words around a page. A language without a catalog has them in English; one
with a catalog is meant to have them all, and readers would meet English ones in between.

Bad:

    site-search: Sök

Good:

    site-search: Sök
    site-home: Till startsidan
"""
