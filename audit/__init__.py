"""What holds for the site as a whole: nobody is shut out of a page, and no page costs more than its budget.

`make audit` looks at the project's own site in every combination; `make test` at a selection, on a site of the tests.
"""
