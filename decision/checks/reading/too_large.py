"""A YAML file of more than 4,000,000 bytes, which is not read at all.

No table that people can read is so large. The limit keeps a file that got into `data/` by mistake from using up the
memory of whoever builds the site.

Bad: an export of 50 MB in `data/`.

Good: the table split into several files in `data/`, each with its own marker in a guide; or, if it has to be one file,
a higher limit:

    decision --most-bytes 10000000 check
"""
