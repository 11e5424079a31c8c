"""Rules of the family artifact: what converters, archives and circuits leave in a cable."""
