"""Findings that a project knows already: the baseline file, and the findings that it covers."""
