"""Values nested more than 50 deep: no kind of file needs this, and the rest of the file is not read.

Bad: a line of hundreds of opening brackets, as a broken export writes them.

Good: the levels that a table has; none goes deeper than a text in a language of an option of a question.
"""
