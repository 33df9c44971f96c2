"""What takes longer than a test may: hostile bytes, changed code, killed processes, a stressed server.

`make campaign` does all of it within an hour, with a seed; what it found stands in `campaign/REPORT.md`.
"""
