"""A value where only certain words are possible, and this is none of them.

`status` of an integration is `active`, `experimental`, `deprecated` or `removed`, and `policy.lifecycle` knows the same
words. The hint names the nearest.

Bad:

    integrations:
      folder-sharing: {status: obsolete, …}

Good:

    integrations:
      folder-sharing: {status: deprecated, …}
"""
