"""`sbu-check completions`: print the completions for a shell, and what bash completes."""

from __future__ import annotations

import os
import re
from typing import Any

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class, split_arg_string

from sbu_check.cli.console import Failure, write


@click.command(short_help="print the completions for a shell")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print a script that completes verbs, options and rule names: source <(sbu-check completions bash)."""
    from click.shell_completion import get_completion_class

    completion = get_completion_class(shell)
    if completion is None:
        raise Failure(f"there are no completions for {shell}")
    source = completion(context.find_root().command, {}, "sbu-check", "_SBU_CHECK_COMPLETE").source()
    # Click's script for fish cuts lists of names and descriptions at their commas.
    write([source.replace('string split ","', 'string split --max 1 ","') + "\n"], kind="raw")
    return 0


_SCRIPT = """\
%(complete_func)s() {
    local completion
    COMPREPLY=()
    while IFS= read -r completion; do
        case $completion in
            plain,*) COMPREPLY+=("${completion#*,}") ;;
            file,*) compopt -o default ;;
            dir,*) compopt -o dirnames ;;
        esac
    done < <(COMP_WORDS="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" \\
        %(complete_var)s=bash_complete "$1")
    return 0
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_LAST_WORD = re.compile(r"""(?:[^\\\s'"]|\\.|'[^']*'?|"(?:[^\\"]|\\.)*"?)*\Z""", re.DOTALL)


@add_completion_class
class Bash(BashComplete):
    """The completions of click, cut to the part of the word that bash completes.

    The script passes the line up to the cursor, because the words that bash makes of it do not show whether a blank
    comes before the cursor.
    """

    source_template = _SCRIPT
    _word = ""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The whole words of the line, and the one that the cursor is at."""
        line = os.environ["COMP_WORDS"]
        match = _LAST_WORD.search(line)
        self._word = match[0] if match else ""
        words = split_arg_string(line)
        return (words[1:-1], words[-1]) if self._word else (words[1:], "")

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """The kind of an item, and its value after the last sign at which bash splits words."""
        breaks = "".join(sign for sign in ":=" if sign in os.environ.get("COMP_WORDBREAKS", ":="))
        if item.path and ":" in breaks:
            return "file,"  # bash can write the names of files itself
        option, equals, _ = self._word.partition("=")
        value = (
            item.value
            if item.value.startswith("-") or not option.startswith("-")
            else option + equals + item.value
        )
        if breaks and not re.search(r"['\"\\]", self._word):
            before = re.match(f"(?:.*[{breaks}])?", self._word)
            value = value[before.end() if before else 0 :]
        return f"{item.type},{value}"
