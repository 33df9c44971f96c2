"""One id for two of integration, replacement and alternative.

A recommendation names these three by their id, so an id stands for one thing. Something that is a column already need
not be listed as a replacement: `replaced_by` may name it as it is. Two files in `data/` have one id, too, where only
the endings of their names differ.

Bad:

    replacements:
      desktop-app: {label: AEM desktop app}

Good:

    integrations:
      folder-sharing: {replaced_by: desktop-app, …}
"""
