"""`python -m sbu_check.rules.site_pages FOLDER`: the pages of all rules as Markdown, one file a rule and an index."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from sbu_check.rules.catalogue import catalogue, profiles
from sbu_check.rules.rule_page import as_markdown, page

_HEAD = """\
# Rules

Generated from `rules/` by `python -m sbu_check.rules.site_pages docs/rules`: not edited by hand.

"""


def pages() -> dict[str, str]:
    """Every generated file by name."""
    rules = catalogue()
    files = {f"{rule.id}.md": as_markdown(page(rule)) for rule in rules.values()}
    index = [_HEAD, "| profile | |\n| --- | --- |\n"]
    index += [f"| {profile.name} | {profile.summary} |\n" for profile in profiles().values()]
    for family, members in groupby(rules.values(), key=lambda rule: rule.family):
        index.append(
            f"\n## {family}\n\n| rule | what is wrong | severity | fix |\n| --- | --- | --- | --- |\n"
        )
        index += [
            f"| [{rule.id}]({rule.id}.md) | {rule.summary} | {rule.severity} | {rule.fix} |\n"
            for rule in members
        ]
    files["README.md"] = "".join(index)
    return files


def main(folder: Path) -> None:
    """Write the files, and remove those of rules that no longer exist."""
    folder.mkdir(parents=True, exist_ok=True)
    files = pages()
    for old in folder.glob("*.md"):
        if old.name not in files:
            old.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
