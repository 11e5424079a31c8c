"""`sbu-check config show | validate | init | schema`: show, check and create the configuration."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sbu_check.cli.console import Failure, tell, warn, write
from sbu_check.cli.options import FILE as FILE_NAME
from sbu_check.cli.options import PROFILE, RULES, configured, trusted
from sbu_check.cli.runs import faults, fixed_configuration, trust_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sbu_check.api import Origins

FILE = "sbu-check.toml"


@click.group(short_help="show, check or create the configuration")
def command() -> None:
    """Show, check or create the configuration.

    It is the nearest sbu-check.toml, .sbu-check.toml or pyproject.toml with [tool.sbu-check], from the folder of a file
    up to the root of its repository. Files are not merged.
    """


@command.command(short_help="show the settings and rules for a file, and why")
@click.argument("file", type=FILE_NAME, metavar="FILE")
@configured
@click.option("--profile", type=PROFILE, metavar="NAME", help="As for check.")
@click.option("--select", type=RULES, metavar="NAMES", help="As for check.")
@click.option("--ignore", type=RULES, metavar="NAMES", help="As for check.")
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True,
    help="Form of the output.",
)  # fmt: skip
def show(file: str, form: str, **parameters: Any) -> int:
    """Show the settings for FILE, which may be missing: each value with its origin, each rule with its reason."""
    from sbu_check import api

    with faults():
        changes = {name: parameters[name] for name in ("profile", "select", "ignore")}
        run = api.Run(fixed_configuration(parameters), changes=changes, trust=trust_of(parameters))
        found = api.origins(run.configuration(Path(file).parent), file)
    if form == "json":
        write(_json(found), kind="json")
    else:
        write(_text(found))
    return 0


@command.command(short_help="check configuration files")
@click.argument("files", nargs=-1, type=FILE_NAME, metavar="[FILE]…")
@trusted
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def validate(files: tuple[str, ...], quiet: bool, **parameters: Any) -> int:
    """Check configuration files and their baselines (default: those in force in this folder)."""
    from sbu_check import api

    with faults():
        paths = [Path(file) for file in files] or [path for path in (api.find(Path(), {}),) if path]
    if not paths:
        raise Failure("no configuration is in force in this folder")
    code = 0
    for path in paths:
        try:
            api.verify(path, trust_of(parameters), named=bool(files))
        except (api.ConfigurationError, api.FaultyRules, api.UnknownName, api.UnknownSystem) as error:
            warn(str(error))
            code = 2
        else:
            if not quiet:
                tell(f"{path}: valid")
    return code


@command.command(short_help="write a commented configuration")
def init() -> int:
    """Write a sbu-check.toml with a comment for every key into this folder. An existing file is not changed."""
    from sbu_check import api

    try:
        with Path(FILE).open("x", encoding="utf-8", newline="\n") as file:
            file.write(api.config_text())
    except FileExistsError:
        raise Failure(f"{FILE} already exists") from None
    except OSError as error:
        raise Failure(f"{FILE}: {(error.strerror or str(error)).lower()}") from None
    tell(f"{FILE} written")
    return 0


@command.command(short_help="print the JSON Schema of a configuration")
def schema() -> int:
    """Print the JSON Schema of a configuration, for editors that complete and check it."""
    from sbu_check.schemas import schema as schema_of

    write([json.dumps(schema_of("config"), indent=2) + "\n"], kind="json")
    return 0


def _text(found: Origins) -> Iterator[str]:
    yield f"{found.path}\nconfiguration: {found.configuration or 'none'}\n\n"
    shown = [(one.key, json.dumps(one.value, ensure_ascii=False), one.origin) for one in found.settings]
    keys, values = (max(len(row[at]) for row in shown) for at in (0, 1))
    for key, value, origin in shown:
        yield f"{key:<{keys}}  {value:<{min(values, 40)}}  {origin}\n"
    yield "\n"
    width = max(len(one.rule) for one in found.rules)
    for one in found.rules:
        yield f"{'on ' if one.on else 'off'}  {one.rule:<{width}}  {one.severity:<7}  {one.why}\n"


def _json(found: Origins) -> Iterator[str]:
    data = {
        "version": 1,
        "path": found.path,
        "configuration": found.configuration,
        "settings": [{"key": one.key, "value": one.value, "origin": one.origin} for one in found.settings],
        "rules": [
            {"rule": one.rule, "on": one.on, "severity": one.severity, "why": one.why} for one in found.rules
        ],
    }
    yield json.dumps(data, indent=1) + "\n"
