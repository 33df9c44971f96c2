"""A file that is not saved as UTF-8, so letters such as å, ë and ✔ would come out wrong.

The place is the first byte that is not UTF-8. Old editors and spreadsheets save as "Windows-1252", "Latin-1", "ANSI"
or "UTF-16"; each editor can save as UTF-8, with or without a byte order mark.

Bad: a page saved as Latin-1.

Good: the same page, opened once more and saved with the encoding UTF-8.
"""
