"""The configuration: found beside the files, read key by key, and asked what holds for one file."""
