"""A file with more than 500,000 keys and values, with the ends of lists and mappings.

Reading such a file takes seconds and hundreds of megabytes; no table that people keep is as dense as that.

Bad: four megabytes of `[],[],[],…`.

Good: a table in several files, or `decision --most-bytes 8000000 check`, which doubles this limit as well.
"""
