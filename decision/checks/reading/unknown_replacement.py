"""Something in `replaced_by` that the table does not know.

It names another integration, an alternative, or an entry of `replacements`, which is for what has no column. Nothing
replaces itself.

Bad:

    integrations:
      folder-sharing: {replaced_by: assetlink, …}

Good:

    integrations:
      folder-sharing: {replaced_by: asset-link, …}
"""
