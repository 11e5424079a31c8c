"""Rules of the family numbering: the numbers of paragraphs."""
