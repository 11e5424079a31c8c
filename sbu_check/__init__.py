"""Checks the sensitivity markings of State Department cables and other marked records."""

__version__ = "0.1.0"
