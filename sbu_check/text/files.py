"""Files of the file system: why one cannot be read, in words."""

from __future__ import annotations


def reason(error: OSError | ValueError) -> str:
    """Why a file cannot be read, in words."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "there is no permission to read it"
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return "this can be no path"
