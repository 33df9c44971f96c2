"""A declared conflict that names a use case which does not exist.

After a use case is renamed or removed, its conflicts follow.

Bad:

    conflicts:
      - {usecases: [share-smaller, share-noaccess], reason: Without access it cannot be used.}

Good:

    conflicts:
      - {usecases: [share-smaller, share-no-access], reason: Without access it cannot be used.}
"""
