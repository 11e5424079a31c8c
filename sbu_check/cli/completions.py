"""`sbu-check completions`: print the completions for a shell."""

from __future__ import annotations

import click

from sbu_check.cli.console import Failure, write


@click.command(short_help="print the completions for a shell")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def command(shell: str) -> int:
    """Print a script that completes verbs, options and rule names: source <(sbu-check completions bash)."""
    from click.shell_completion import get_completion_class

    from sbu_check.cli import bash_words  # noqa: F401 - click knows its own script otherwise
    from sbu_check.cli.program import program

    completion = get_completion_class(shell)
    if completion is None:
        raise Failure(f"there are no completions for {shell}")
    source = completion(program, {}, "sbu-check", "_SBU_CHECK_COMPLETE").source()
    # Click's script for fish cuts lists of names and descriptions at their commas.
    write([source.replace('string split ","', 'string split --max 1 ","') + "\n"], kind="raw")
    return 0
