"""A TOML file checked against a JSON Schema: each fault with its line, the key that is wrong, and what was expected.

For rule files, marking systems and configurations alike. Only what reads files of the user's needs it, so jsonschema
is imported where it is used.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from sbu_check.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from jsonschema import ValidationError


Path = tuple[str | int, ...]
"""The way to a value from the top: keys of tables, indices of arrays of tables."""

_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*\.?""")
_STRING = re.compile(r'''"""|\'\'\'|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*''')


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The 1-based line of the key (or table) that `path` names in a valid TOML text.

    A value inside an inline table or an array is found by the nearest key around it; 1 when nothing of the path is
    there.
    """
    best, line = 0, 1
    for number, place, _ in places(text):
        length = len(place)
        if best < length <= len(path) and tuple(path[:length]) == place:
            best, line = length, number
    return line


def places(text: str) -> Iterator[tuple[int, Path, bool]]:
    """Each table header and key with its line, its whole path, and whether it is a header."""
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, line in _statements(text):
        if header := _HEADER.match(line):
            table = _absolute(_parts(header[2]), counts)
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            yield number, table, True
        elif key := _KEY.match(line):
            yield number, (*table, *_parts(key[1])), False


def _absolute(parts: Path, counts: dict[Path, int]) -> Path:
    """The path of a header, with the index of the last element of each array of tables on the way."""
    path: Path = ()
    for index, part in enumerate(parts):
        path = (*path, part)
        if path in counts and index < len(parts) - 1:
            path = (*path, counts[path])
    return path


def _parts(dotted: str) -> Path:
    return tuple(a or b or c for a, b, c in _PART.findall(dotted))


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The lines that begin outside a multi-line string, each with its number."""
    quote = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not quote:
            yield number, line
        quote = _open_quote(line, quote)


def _open_quote(line: str, quote: str) -> str:
    """Return the multi-line quote that is open after a line, "" for none."""
    at = 0
    while True:
        if quote:
            end = line.find(quote, at)
            if end < 0:
                return quote
            at, quote = end + 3, ""
        else:
            match = _STRING.search(line, at)
            if match is None:
                return ""
            at = match.end()
            if match[0] in {'"""', "'''"}:
                quote = match[0]


_TYPES = {
    "string": "a string",
    "array": "a list",
    "object": "a table",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}
_EMPTY = frozenset({"minItems", "minLength", "minProperties"})


DEEP = 50
"""Lists and tables that may lie in each other."""

_TOO_DEEP = f"more than {DEEP} lists or tables lie in each other"


class Fault(NamedTuple):
    """What is wrong with a file: its name, the 1-based line, the key (`example.0.bad`, "" for the whole) and why."""

    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        return f"{self.file}:{self.line}: {key}{self.message}"


def parsed(text: str, file: str) -> dict[str, Any] | Fault:
    """The content of a TOML text, or the fault that keeps it from being one."""
    import tomllib  # noqa: PLC0415 - a wheel that reads no file of the user's needs none

    try:
        data = tomllib.loads(text)
    except RecursionError:
        return Fault(file, 1, "", _TOO_DEEP)
    except tomllib.TOMLDecodeError as error:
        # The parser tells the place in its message only.
        place = re.search(r"\(at line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        twice = str(error).startswith(("Cannot overwrite", "Cannot declare"))
        return Fault(
            file, line, "", "a key or table stands here a second time" if twice else "this is no valid TOML"
        )
    except ValueError:
        # The parser leaves what Python says of a number of thousands of digits as it is.
        return Fault(file, 1, "", "a number here has too many digits")
    return _excess(text, file, data) or data


def _excess(text: str, file: str, data: dict[str, Any]) -> Fault | None:
    """The fault of the first value that is nested too deeply or that is a number beyond those of TOML."""
    waiting: list[tuple[tuple[str | int, ...], object]] = [((), data)]
    while waiting:
        way, value = waiting.pop()
        if len(way) > DEEP:
            return Fault(file, line_of(text, way[:1]), str(way[0]), _TOO_DEEP)
        if isinstance(value, dict):
            waiting.extend(((*way, key), one) for key, one in value.items())
        elif isinstance(value, list):
            waiting.extend(((*way, at), one) for at, one in enumerate(value))
        elif isinstance(value, int) and not -(2**63) <= value < 2**63:
            return fault_at(text, file, way, "a whole number has 64 bits at most")
    return None


def schema_faults(text: str, file: str, data: Mapping[str, Any], schema: Mapping[str, Any]) -> list[Fault]:
    """Where `data`, parsed from `text`, departs from the schema, in the order of the text."""
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - heavy, and only for files of the user's

    faults = set()
    for error in Draft202012Validator(schema).iter_errors(_plain(data)):
        way = list(error.absolute_path)
        for key, message in _told(error):
            faults.add(fault_at(text, file, [*way, key] if key else way, message))
    return sorted(faults)


def fault_at(text: str, file: str, way: Sequence[str | int], message: str) -> Fault:
    """The fault of the key that `way` names in the text."""
    return Fault(file, line_of(text, way), ".".join(map(str, way)), message)


def _told(error: ValidationError) -> Iterator[tuple[str, str]]:
    """The error in this program's words, with the key below the error's place that it is about ("" for the place)."""
    kind = str(error.validator)
    wanted: Any = error.validator_value
    there: Any = error.instance
    schema: Any = error.schema
    known = schema.get("properties", {})
    if kind == "additionalProperties":
        yield from ((key, unknown_key(known, key)) for key in there if key not in known)
    elif kind == "required":
        misspelt = {_near(known, key) for key in there if key not in known}
        yield from (("", f'the key "{key}" is missing') for key in wanted if key not in {*there, *misspelt})
    elif kind == "dependentRequired":
        yield from (
            (key, f'needs the key "{other}" beside it')
            for key, others in wanted.items()
            for other in others
            if key in there and other not in there
        )
    elif kind in {"oneOf", "anyOf"} and all("required" in choice for choice in wanted):
        yield "", _one_of([choice["required"][0] for choice in wanted], there)
    elif kind == "enum":
        yield "", f"must be one of {', '.join(map(shown, wanted))}, not {shown(there)}"
    elif kind == "type":
        types = [wanted] if isinstance(wanted, str) else wanted
        yield "", f"must be {' or '.join(_TYPES[one] for one in types)}, not {shown(there)}"
    elif kind in _EMPTY:
        yield "", "must not be empty"
    elif kind == "uniqueItems":
        yield "", "holds something twice"
    else:
        form = schema.get("description", f"{kind} {shown(wanted)}")
        yield "", f"{shown(there)} has not the form that is wanted here: {form}"


def unknown_key(known: Iterable[str], key: str) -> str:
    """What to say of a key that nobody knows, with the one that may have been meant."""
    near = _near(known, key)
    return "unknown key" + (f': did you mean "{near}"?' if near else "")


def _near(known: Iterable[str], key: str) -> str | None:
    from difflib import get_close_matches  # noqa: PLC0415 - only a wrong key needs it

    return next(iter(get_close_matches(key, list(known), n=1)), None)


def _one_of(keys: list[str], there: Mapping[str, Any]) -> str:
    found = [key for key in keys if key in there]
    if found:
        return f"only one of the keys {', '.join(keys)} may be here, not {' and '.join(found)}"
    return f"one of the keys {', '.join(keys)} is missing"


def shown(value: object) -> str:
    """A value as a message shows it: as JSON, cut at 60 characters."""
    words = json.dumps(_plain(value), ensure_ascii=False)
    return words if len(words) <= 60 else words[:59] + "…"


def _plain(value: object) -> object:
    """The value as JSON has it: days and times as strings."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, (date, datetime, time)) else value
