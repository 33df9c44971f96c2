"""A word of the interface with other names in braces than in English.

What stands in braces is replaced by a number or a text when a page is made. Nothing is known by another name, and what
is not named is not said.

Bad:

    table-remark: Anmärkning {nummer}

Good:

    table-remark: Anmärkning {number}
"""
