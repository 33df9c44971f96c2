"""A text that is not written in the form that belongs here.

`version` is three numbers, as `1.0.0`; `reviewed` is a date with year, month and day, as `2026-01-31`; `address`
begins with `https://` or `http://` and holds no blank.

Bad:

    reviewed: 31.1.2026

Good:

    reviewed: 2026-01-31
"""
