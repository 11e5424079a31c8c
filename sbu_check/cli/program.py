"""The program: its verbs, what it does without one, and how it ends."""

from __future__ import annotations

import errno
import os
from importlib import import_module
from io import StringIO
from typing import TYPE_CHECKING, Any

import click

from sbu_check.cli.console import Failure, complain, warn
from sbu_check.cli.verbs import ERROR, INTERRUPTED, VERBS
from sbu_check.report.terminal import clean
from sbu_check.version import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

EXIT_CODES = {
    0: "clean",
    1: "something found",
    2: "could not do the job",
    3: "no cable found",
    INTERRUPTED: "interrupted",
}


class Program(click.Group):
    """A group that imports a verb when it is called, and takes a line without a verb for `check`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of the help."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"sbu_check.cli.{cmd_name}").command
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The verbs that begin with `incomplete`; if there is none, the completions of `check`, which needs no verb."""
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(verb, help=words) for verb, words in VERBS.items() if verb.startswith(incomplete)
        ]
        if found:
            return found
        if not incomplete.startswith("-"):
            return [CompletionItem(incomplete, type="file")]
        check = self.get_command(ctx, "check")
        assert check, "there is a verb `check`"
        with check.make_context("check", [], parent=ctx, resilient_parsing=True) as inner:
            return [
                *click.Command.shell_complete(self, ctx, incomplete),
                *check.shell_complete(inner, incomplete),
            ]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` in front of a line that names no verb."""
        if args and args[0] not in {*VERBS, "--help", "-h", "--version"}:
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs with their lines, without importing them."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.command(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar="VERB …",
    epilog=f"Exit codes: {', '.join(f'{code} {words}' for code, words in EXIT_CODES.items())}.",
)
@click.version_option(__version__, prog_name="sbu-check", message="%(prog)s %(version)s")
def program() -> None:
    """Check the sensitivity markings of State Department cables: sbu-check FILE…."""


def run(arguments: list[str] | None) -> int:
    """Run the program; the exit code. No error of the user's ends in a traceback.

    Without `arguments` they are those of the process, on Windows with `*` expanded.
    """
    if os.environ.get("_SBU_CHECK_COMPLETE"):
        from sbu_check.cli import completions  # noqa: F401 - it registers our class for bash
    try:
        result: Any = program.main(arguments, prog_name="sbu-check", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except Failure as failure:
        failure.show()
        return ERROR
    except click.ClickException as error:
        words = StringIO()
        error.show(words)
        complain("".join(f"{clean(line)}\n" for line in words.getvalue().split("\n")[:-1]))
        return ERROR
    except click.Abort:
        return INTERRUPTED
    except SystemExit as ended:
        # Click ends with 1 if the reader of its help has closed the pipe, which is not a fault.
        if ended.code == 1:
            return 0
        raise
    except OSError as error:
        # Only click prints without `write`: the help, and a line after ^C.
        if error.errno == errno.EPIPE:
            return INTERRUPTED
        warn(f"standard output: {(error.strerror or str(error)).lower()}")
        return ERROR
