"""A TOML file whose faults can be reported with their line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_AT = re.compile(r"\(at line (\d+), column \d+\)$")
_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*[=.]")


class ConfigurationError(Exception):
    """A configuration that cannot be used; the message names the file, the 1-based line, and what is wrong."""

    def __init__(self, path: Path, line: int | None, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")


@dataclass(frozen=True, slots=True)
class TomlTable:
    """A table of a parsed file: its content, its dotted name ("" for the whole file), and which of several it is."""

    path: Path
    text: str
    data: dict[str, Any]
    name: str = ""
    index: int = 0

    def part(self, name: str, data: dict[str, Any], index: int = 0) -> TomlTable:
        """A table inside this one; `index` chooses among `[[name]]` tables."""
        return TomlTable(self.path, self.text, data, f"{self.name}.{name}" if self.name else name, index)

    def error(self, message: str, key: str | None = None, word: str | None = None) -> ConfigurationError:
        """The error that a key of the table, or `word` in its value, causes."""
        return ConfigurationError(self.path, self._line(key, word), message)

    def _line(self, key: str | None, word: str | None) -> int | None:
        """The line of the word, else of the key, else of the table; None when the file writes none of them out."""
        inside = list(self._inside())
        if key is None:
            return inside[0][0] if inside else None
        at = next((place for place, (_, line) in enumerate(inside) if _is_key(line, key)), 0)
        if word is not None:
            for number, line in inside[at:]:
                if f'"{word}"' in line or f"'{word}'" in line or _is_key(line, word):
                    return number
        return inside[at][0] if inside else None

    def _inside(self) -> Iterator[tuple[int, str]]:
        """The lines of the table with their numbers, its header first, tables below it included."""
        here, seen = "", -1
        for number, line in enumerate(self.text.split("\n"), start=1):
            header = _HEADER.match(line)
            if header:
                here = re.sub(r"[\"' ]", "", header[2])
                seen += here == self.name
            below = here == self.name or here.startswith(f"{self.name}.") or not self.name
            if below and (seen == self.index or not self.name):
                yield number, line


def _is_key(line: str, key: str) -> bool:
    written = _KEY.match(line)
    header = _HEADER.match(line)
    return bool(written and written[1] == key) or bool(
        header and header[2].split(".")[-1].strip("\"' ") == key
    )


def read_toml(path: Path, name: str = "") -> TomlTable | None:
    """The table `name` of a TOML file, None when the file lacks it. Raises ConfigurationError for what is no TOML."""
    import tomllib

    text = ""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        data: Any = tomllib.loads(text)
    except OSError as error:
        raise ConfigurationError(path, None, f"cannot be read: {error.strerror or error}".lower()) from None
    except UnicodeDecodeError:
        raise ConfigurationError(path, None, "is not UTF-8, which TOML files are") from None
    except tomllib.TOMLDecodeError as error:
        where = _AT.search(str(error))
        line = int(where[1]) if where else text.count("\n") + 1
        raise ConfigurationError(path, line, "is not valid TOML from here on") from None
    for step in filter(None, name.split(".")):
        data = data.get(step) if isinstance(data, dict) else None
    return TomlTable(path, text, data, name) if isinstance(data, dict) else None
