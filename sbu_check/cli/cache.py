"""`sbu-check cache clear`: clear the cache of reports."""

from __future__ import annotations

import click

from sbu_check.cli.console import Failure, tell, write


@click.group(short_help="clear the cache of reports")
def command() -> None:
    """Manage the cache. A file that was checked before under the same rules is not checked again."""


@command.command(short_help="remove all reports")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def clear(quiet: bool) -> int:
    """Remove all reports from the cache."""
    from sbu_check import api

    try:
        count = api.clear_cache()
    except OSError as error:
        raise Failure(f"the cache cannot be cleared: {(error.strerror or str(error)).lower()}") from None
    if not quiet:
        tell(f"{count:,} {'report' if count == 1 else 'reports'} removed")
    return 0


@command.command(name="path", short_help="show the folder")
def path() -> int:
    """Show the folder of the cache."""
    from sbu_check import api

    write([f"{api.cache_folder()}\n"])
    return 0
