"""Rules of the family header: the lines above the text."""
