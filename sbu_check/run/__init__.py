"""Runs over many files: discovery, workers, the cache, and the report of a file."""
