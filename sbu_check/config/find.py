"""Find the configuration file in force in a folder, and load it.

The keys are imported where a file is read: most runs have no configuration.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.config.configuration import TABLE, Configuration, ConfigurationError, content, root_of
from sbu_check.text.files import inside, is_folder, is_there, outside, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("sbu-check.toml", ".sbu-check.toml", "pyproject.toml")


def find(folder: Path, known: dict[Path, Path | None]) -> Path | None:
    """The configuration file in force in a folder, None when there is none up to the root of its repository.

    `known` holds the answers of a run so far, and gets those that are new.
    """
    passed: list[Path] = []
    found: Path | None = None
    for here in _upwards(folder.absolute()):
        if here in known:
            found = known[here]
            break
        passed.append(here)
        found = next((path for path in map(here.joinpath, NAMES) if _is_configuration(path)), None)
        if found or (here / ".git").exists():
            break
    known.update(dict.fromkeys(passed, found))
    return found


def _upwards(folder: Path) -> Iterator[Path]:
    yield folder
    yield from folder.parents


def _is_configuration(path: Path) -> bool:
    return is_there(path) and not is_folder(path) and (path.name != "pyproject.toml" or _ours(path))


def _ours(path: Path) -> bool:
    # A cheap look first: most projects have a pyproject.toml that says nothing of us.
    try:
        data = read_bytes(path)
    except OSError:
        return False
    if b"sbu-check" not in data:
        return False
    from sbu_check.config.keys import has_table

    return has_table(path, content(path))


def load(path: Path, trust: tuple[Path, ...] = (), *, named: bool = True) -> Configuration:
    """The configuration in a file. Raises ConfigurationError.

    What it names lies in its repository or in a folder of `trust`; so does the file itself unless the user `named` it.
    """
    within = (root_of(path), *trust)
    if not named and not inside(path, within):
        raise ConfigurationError(f"{path}: it is a link, and the file {outside(within)}")
    from sbu_check.config.keys import read

    found = read(path, content(path), trust=trust)
    if found is None:
        raise ConfigurationError(f"{path}: there is no table [{'.'.join(TABLE)}] in it")
    return found
