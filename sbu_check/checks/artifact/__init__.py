"""Rules of the family artifact: remains of converters, archives and circuits in a cable."""
