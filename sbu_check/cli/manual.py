"""The manual page, made from the help: `python -m sbu_check.cli.manual docs/sbu-check.1`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sbu_check.cli.program import EXIT_CODES, program
from sbu_check.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "sbu-check"

_ENVIRONMENT = {
    "SBU_CHECK_CONFIG": "The configuration for all files, as --config names it.",
    "NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE": "No colour, or colour also if the output is not a terminal.",
    "CI": "If it is set, words above (U) are masked also on a terminal, and no progress is shown.",
    "XDG_CACHE_HOME": "The folder of the cache (default: that of the system).",
}
_FILES = {
    "sbu-check.toml, .sbu-check.toml, pyproject.toml": "The configuration: the nearest one, from the folder of a file "
    "up to the root of its repository.",
    "sbu-check-baseline.json": "The findings accepted by baseline create.",
}


def manual() -> str:
    """The page, in the language of roff's `man` macros."""
    with click.Context(program, info_name=NAME, **program.context_settings) as context:
        return "\n".join(_page(context)) + "\n"


def _page(context: click.Context) -> Iterator[str]:
    assert isinstance(program, click.Group)
    yield '.\\" Made from the help by sbu_check.cli.manual.'
    yield f'.TH SBU\\-CHECK 1 "" "{NAME} {_text(__version__)}" "User Commands"'
    yield from (".SH NAME", f"{_text(NAME)} \\- check the sensitivity markings of State Department cables")
    yield ".SH SYNOPSIS"
    yield f".B {_text(NAME)}"
    yield "[\\fIVERB\\fR] [\\fIOPTION\\fR]... [\\fIPATH\\fR]..."
    yield ".SH DESCRIPTION"
    yield _text((program.help or "").partition(":")[0] + ".")
    yield "A line without a verb is one for"
    yield ".BR check ."
    for verb in program.list_commands(context):
        command = program.get_command(context, verb)
        assert command
        yield from _verb(command, verb, context)
    yield ".SH EXIT STATUS"
    yield from _listed({str(code): words for code, words in EXIT_CODES.items()})
    yield ".SH ENVIRONMENT"
    yield from _listed(_ENVIRONMENT)
    yield ".SH FILES"
    yield from _listed(_FILES)


def _verb(command: click.Command, name: str, parent: click.Context, heading: str = ".SH") -> Iterator[str]:
    """The section of a verb, and below it those of the verbs that it has."""
    with click.Context(command, parent=parent, info_name=name) as context:
        path = context.command_path.removeprefix(f"{NAME} ")
        yield f"{heading} {_text(path.upper() if heading == '.SH' else path)}"
        yield f".B {_text(context.command_path)}"
        yield " ".join(_text(piece) for piece in command.collect_usage_pieces(context))
        for paragraph in (command.help or "").strip().split("\n\n"):
            yield from (".PP", _text(" ".join(paragraph.split())))
        yield from _listed(dict(_options(command, context)))
        for below in command.list_commands(context) if isinstance(command, click.Group) else ():
            inner = command.get_command(context, below)  # type: ignore[attr-defined] # it is a group
            yield from _verb(inner, below, context, ".SS")


def _options(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    for parameter in command.get_params(context):
        # An argument is in the usage and in the text; newer versions of click give it an empty line as well.
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record:
            yield record


def _listed(entries: dict[str, str]) -> Iterator[str]:
    for term, words in entries.items():
        yield from (".TP", f"\\fB{_text(term)}\\fR", _text(words))


def _text(words: str) -> str:
    """Words with the characters that roff would interpret escaped."""
    for sign, written in (("\\", "\\e"), ("-", "\\-"), ("…", "..."), ("’", "\\(cq")):
        words = words.replace(sign, written)
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in words.splitlines())


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(manual(), encoding="utf-8", newline="\n")
