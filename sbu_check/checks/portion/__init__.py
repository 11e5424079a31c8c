"""Rules of the family portion: portion marks."""
