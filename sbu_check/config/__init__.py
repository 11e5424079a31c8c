"""Configuration, discovery and the run over many files."""
