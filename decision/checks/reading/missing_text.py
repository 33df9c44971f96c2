"""A text that is there in a translation, and not in the default language.

What a language lacks is shown in the default language, the first one in `mkdocs.yml`, so that one has to have
everything. A text without a language is in the default language.

Bad:

    title: {sv: Vilken väska?}

Good:

    title: {en: Which bag?, sv: Vilken väska?}
"""
