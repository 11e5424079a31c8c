"""Rules of the family text: blocks, lines, signs and words."""
