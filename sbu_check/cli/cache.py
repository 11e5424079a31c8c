"""`sbu-check cache clear`: forget the reports that are remembered."""

from __future__ import annotations

import click

from sbu_check.cli.console import Failure, tell, write


@click.group(short_help="forget the reports that are remembered")
def command() -> None:
    """What was checked before under the same rules is not checked again: its report is remembered."""


@command.command(short_help="forget them all")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def clear(quiet: bool) -> int:
    """Forget all reports that are remembered."""
    from sbu_check import api

    try:
        count = api.clear_cache()
    except OSError as error:
        raise Failure(f"the cache cannot be cleared: {(error.strerror or str(error)).lower()}") from None
    if not quiet:
        tell(f"{count:,} {'report' if count == 1 else 'reports'} forgotten")
    return 0


@command.command(name="path", short_help="show where they are")
def path() -> int:
    """Show the folder that remembered reports are in."""
    from sbu_check import api

    write([f"{api.cache_folder()}\n"])
    return 0
