"""What holds for one file: which rules run, how severe they are, and what is known about its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sbu_check.marking.systems import digest as marking_digest
from sbu_check.rules.catalogue import NO_CUSTOM_RULES, CustomRules
from sbu_check.values import field, replace, value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from sbu_check.diagnostics.model import Severity

DEFAULT_PROFILE = "archive"

_ADDED = ("ignore", "severity")


@value
class Options:
    """What holds for one file.

    `select` and `ignore` hold rules, families, `profile:NAME` and `all`. If `select` is empty, the profile decides. The
    more exact name wins: a rule over its family, a family over a profile, a profile over `all`; between equals,
    `ignore` wins. A preview rule runs only if `select` has its own name, or with `preview`. `severity` is by rule or
    family and holds for all variants of a rule. `custom` are the project's own rules.

    `system` is the marking system, `marking_paths` are the folders of the project's own systems. `on` is the day whose
    rules apply to a document without a date; `date_pattern` is the template that finds that day in the file's name.
    If `expect` is "cable", a text that is not a cable is an error. `captions`, `posts` and `tags` are the project's
    additions to the vocabularies.
    """

    profile: str = DEFAULT_PROFILE
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    preview: bool = False
    custom: CustomRules = NO_CUSTOM_RULES
    system: str = "state"
    marking_paths: tuple[Path, ...] = ()
    on: date | None = None
    date_pattern: str | None = None
    expect: Literal["cable"] | None = None
    captions: frozenset[str] = frozenset()
    posts: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()

    def changed(self, changes: Mapping[str, Any]) -> Options:
        """Return the options after changes by field. None changes nothing; `ignore` and `severity` are added."""
        values = {name: given for name, given in changes.items() if given is not None and name not in _ADDED}
        if "on" in values:
            # A day that is set directly wins over the names of files.
            values.setdefault("date_pattern", None)
        values["ignore"] = (*self.ignore, *(changes.get("ignore") or ()))
        values["severity"] = {**self.severity, **(changes.get("severity") or {})}
        return replace(self, **values)

    @property
    def rules_key(self) -> tuple[object, ...]:
        """Key that is equal for options under which the same rules run with the same severities."""
        severity = tuple(sorted(self.severity.items()))
        return self.profile, self.select, self.ignore, severity, self.preview, self.custom.digest

    @property
    def key(self) -> tuple[object, ...]:
        """Key that is equal for equivalent options."""
        words = (tuple(sorted(one)) for one in (self.captions, self.posts, self.tags))
        return *self.rules_key, self.system, marking_digest(self.marking_paths), self.on, self.expect, *words
