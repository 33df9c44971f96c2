"""A file that is not YAML: the parser cannot go on at this place.

The mistake is on this line or on the one above it. The usual ones: a text that holds `: ` or ` #` without quotes, a
quote or a bracket that is not closed, a tab at the beginning of a line, lines that are not indented alike, a text that
starts with one of `* & ! % @`, a `---` that starts a second document.

Bad:

    title: Which bag: a small one?

Good:

    title: "Which bag: a small one?"
"""
