"""One module per family of rules, one small pure function per rule that needs logic."""
