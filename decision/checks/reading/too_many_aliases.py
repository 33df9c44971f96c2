"""Aliases (`*name`) that stand for more than 100,000 values in one file.

A few lines in which each alias holds several others can stand for billions of values and use up all memory; reading
stops before that.

Bad: ten lines like `b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]`, each made of the one above.

Good: the values written out.
"""
