"""The options of one file: the rules in force and why (profile, select, ignore, severities), and its known facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from sbu_check.marking.systems import digest as marking_digest
from sbu_check.rules.catalogue import NO_CUSTOM_RULES, CustomRules, catalogue, every, profiles
from sbu_check.rules.model import HIDDEN
from sbu_check.values import field, replace, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from sbu_check.diagnostics.model import Severity
    from sbu_check.rules.model import Rule, Wording


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


_ALL = "all"
_PROFILE = "profile:"


class UnknownName(Exception):
    """A name that is not a rule, family or profile; `near` is the name that may have been meant, or None."""

    def __init__(self, name: str, near: str | None) -> None:
        if name.startswith(_PROFILE):
            *others, last = sorted(profiles())
            expected = f"{', '.join(others)} or {last}"
            message = f'there is no profile "{name.removeprefix(_PROFILE)}": expected {expected}'
        else:
            message = f'there is no rule "{name}"' + (f': did you mean "{near}"?' if near else "")
        super().__init__(message)
        self.name = name
        self.near = near


@value
class Decision:
    """Whether a rule is in force, and what decided it: a name of the options, or `preview`."""

    on: bool
    by: str


def in_force(
    options: Options, rules: Mapping[str, Rule] | None = None, *, comparison: bool = False
) -> tuple[Rule, ...]:
    """The rules in force of the program and the custom ones (or of `rules`), with the severities of the options.

    With `comparison` those that compare an original with its released copy, else those that check a text; those that
    check the hidden content of a file are in both. Raises UnknownName.
    """
    rules = every(options.custom) if rules is None else rules
    names = {*options.select, *options.ignore, *options.severity, _PROFILE + options.profile}
    check_names(names, rules)
    looking = (
        rule
        for rule in rules.values()
        if rule.project is None
        and not rule.program
        and (rule.kind == HIDDEN or (rule.compare is not None) == comparison)
    )
    return _chosen(options, looking)


_IN_FORCE: dict[tuple[object, ...], tuple[Rule, ...]] = {}


def rules_of(options: Options) -> tuple[Rule, ...]:
    """Return the rules in force, computed once for each choice of rules. Raises UnknownName."""
    chosen = options.rules_key
    if chosen not in _IN_FORCE:
        _IN_FORCE[chosen] = in_force(options)
    return _IN_FORCE[chosen]


def of_project(options: Options) -> tuple[Rule, ...]:
    """The rules in force that look at a configuration, with the severities of the options."""
    return _chosen(options, (rule for rule in catalogue().values() if rule.project is not None))


def _chosen(options: Options, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(graded(rule, options) for rule in rules if decide(rule, options).on)


def graded(rule: Rule, options: Options) -> Rule:
    """The rule at the severities of the selection and its profile."""
    return _graded(_graded(rule, profiles()[options.profile].severity), options.severity)


def decide(rule: Rule, options: Options) -> Decision:
    """Whether the selection switches the rule on, and by which of its names."""
    if options.select:
        chosen, by = _strongest(rule, options.select)
    else:
        # The profile was not selected by name, so that any name in `ignore` is stronger.
        chosen, by = int(options.profile in rule.profiles), _PROFILE + options.profile
    refused, against = _strongest(rule, options.ignore)
    if chosen <= refused:
        return Decision(False, against) if refused else Decision(False, "")
    if rule.status == "preview" and not options.preview and chosen < _rank(rule, rule.id):
        return Decision(False, "preview")
    return Decision(True, by)


def resolve(name: str, rules: Mapping[str, Rule] | None = None) -> Rule:
    """Return the rule of that name, also of a former one. Raises UnknownName with the nearest known name."""
    rules = catalogue() if rules is None else rules
    if name in rules:
        return rules[name]
    for rule in rules.values():
        if name in rule.former:
            return rule
    raise UnknownName(name, _near(name, rules))


def check_names(names: Iterable[str], rules: Mapping[str, Rule]) -> None:
    """Raise UnknownName for the first name that is not a rule, former name, family, `profile:NAME` or `all`."""
    known = {*_names(rules.values()), *(_PROFILE + profile for profile in profiles()), _ALL}
    for name in sorted(names):
        if name not in known:
            raise UnknownName(name, _near(name, known))


def names_in(field: str, given: Any) -> tuple[str, ...]:
    """Return the rules, families and profiles that the value of a field of the options names."""
    if field == "profile":
        return (_PROFILE + given,) if given else ()
    return tuple(given or ()) if field in {"select", "ignore", "severity"} else ()


def _names(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        yield from (rule.id, rule.family, *rule.former)


def _near(name: str, known: Iterable[str]) -> str | None:
    from difflib import get_close_matches  # noqa: PLC0415 - only a wrong name needs it

    return next(iter(get_close_matches(name, list(known), n=1)), None)


def _strongest(rule: Rule, names: Iterable[str]) -> tuple[int, str]:
    """The rank of the most exact of the names that hold the rule, and the name; (0, "") for none."""
    return max(((_rank(rule, name), name) for name in names), default=(0, ""))


def _rank(rule: Rule, name: str) -> int:
    """How exactly a name means a rule: 4 its own, 3 its family, 2 a profile, 1 `all`, 0 not at all."""
    if name == rule.id or name in rule.former:
        return 4
    if name == rule.family:
        return 3
    if name.startswith(_PROFILE):
        return 2 if name.removeprefix(_PROFILE) in rule.profiles else 0
    return 1 if name == _ALL else 0


def _graded(rule: Rule, severity: Mapping[str, Severity]) -> Rule:
    """The rule at the severity that the most exact name gives it; its variants too."""
    rank, name = _strongest(rule, severity)
    if not rank:
        return rule
    level = severity[name]

    def graded(wording: Wording) -> Wording:
        return wording._replace(severity=level)

    variants = {variant: graded(wording) for variant, wording in rule.variants.items()}
    return replace(rule, main=graded(rule.main), variants=variants)
