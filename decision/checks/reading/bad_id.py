"""A name that is not written as an id: small letters and digits, words joined by a hyphen.

Ids stand in addresses, on the command line and in other people's files, so they are plain and do not change.
What readers see is the `label`, which may be anything.

Bad:

    alternatives:
      Brand_Portal: {label: Brand Portal}

Good:

    alternatives:
      brand-portal: {label: Brand Portal}
"""
