"""Something that every entry of this sort must have is not there.

A table has `kind`, `version`, `title`, `legend`, `questions`, `integrations` and `usecases`; whatever readers see has
a `label`; a verdict of the legend has `symbol`, `word` and `meaning`.

Bad:

    alternatives:
      brand-portal: {section: integration-best-practices.md#brand-portal}

Good:

    alternatives:
      brand-portal: {label: Brand Portal, section: integration-best-practices.md#brand-portal}
"""
