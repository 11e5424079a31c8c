"""The rules as data: files of `rules/` read, validated and indexed."""
