"""Bytes to text: decoding, positions and lines. Knows nothing of cables."""
