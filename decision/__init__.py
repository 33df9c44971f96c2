"""A decision engine for use-case matrices, and the checks and pages made from it."""

__version__ = "0.1.0"
