"""Facts and helpers that several families of rules share."""
