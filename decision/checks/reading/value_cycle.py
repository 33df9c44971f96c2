"""A value that is made from itself, directly or by way of others: it has no end.

Bad:

    values:
      folder: "{{ path }}/originals"
      path: "{{ folder }}/.."

Good:

    values:
      path: /content/dam
      folder: "{{ path }}/originals"
"""
