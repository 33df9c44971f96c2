"""A value with a tag (`!…`), which is not read here.

Data files hold texts, numbers, `true` and `false`, lists and mappings. Tags let YAML make objects of a program, and no
table needs them. In `mkdocs.yml` they are fine, for MkDocs knows them.

Bad:

    title: !upper Which bag

Good:

    title: WHICH BAG
"""
