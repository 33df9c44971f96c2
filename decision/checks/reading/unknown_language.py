"""A text in a language that the site does not have.

The languages stand in `mkdocs.yml` under `extra.languages`. If the "language" is a piece of your sentence, the sentence
holds a comma inside `{ … }` and needs quotes. A language in which many texts are written is named once.

Bad:

    title: {en: Which bag, or case}

Good:

    title: {en: "Which bag, or case"}
"""
