"""A file that cannot be opened: a folder has its name, a link leads nowhere, or its permissions forbid it.

Nothing else can be said of the file, so its table or page is missing from the site until it can be read.

Bad: a folder called `data/usecases.yaml`, or a page that only its owner may read.

Good: a file, readable for whoever builds the site (`chmod a+r data/usecases.yaml`).
"""
