"""From decoded text to a Cable: lexing, layout (the parse), model and build."""
