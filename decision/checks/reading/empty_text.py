"""A text that is empty or only blanks, or a key with nothing behind it.

Readers would find a hole where words should be. Where a text is not needed, its key goes too; a translation that is
not there yet is left out, and the default language is shown.

Bad:

    alternatives:
      brand-portal: {label: {en: Brand Portal, sv: ""}, …}

Good:

    alternatives:
      brand-portal: {label: {en: Brand Portal}, …}
"""
