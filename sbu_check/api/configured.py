"""Configurations, and what depends on them: custom rules, their examples, and the baseline."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sbu_check.config.configuration import DEFAULT, Configuration, ConfigurationError
from sbu_check.config.find import load
from sbu_check.rules.catalogue import every
from sbu_check.rules.selection import resolve, rules_of

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from sbu_check.baseline.manager import BaselineManager
    from sbu_check.rules.catalogue import CustomRules
    from sbu_check.rules.model import Rule
    from sbu_check.text.schema_faults import Fault

Config: TypeAlias = "Configuration | Mapping[str, Any] | str | os.PathLike[str] | None"
"""A configuration, a table with its keys, or the file that holds it. None is the built-in one: none is looked for."""


def configuration_of(config: Config) -> Configuration:
    """Return the configuration that an argument of the interface names. Raises ConfigurationError."""
    if config is None:
        return DEFAULT
    if isinstance(config, Configuration):
        return config
    if isinstance(config, Mapping):
        from sbu_check.config import keys

        return keys.configuration_of(config, Path("configuration"))
    return load(Path(config))


def explain_rule(name: str, *, width: int | None = None, config: Config = None) -> str:
    """The page of a rule, by its name or a former one: as text of that width, or as Markdown.

    `config` is the configuration whose custom rules are known too. Raises UnknownName, ConfigurationError.
    """
    from sbu_check.rules.rule_page import as_markdown, as_text, page

    found = page(resolve(name, every(configuration_of(config).custom)))
    return as_text(found, width) if width else as_markdown(found)


def read_custom_rules(places: Iterable[Path], trust: tuple[Path, ...] = ()) -> CustomRules:
    """Return the custom rules in files and folders. Raises FaultyRules with all faults, ConfigurationError.

    The lists that they name must be in the repository of each place or in a folder of `trust`.
    """
    from sbu_check.rules.custom_files import custom_rules
    from sbu_check.text.files import reason

    try:
        return custom_rules(places, trust=trust)
    except OSError as error:
        raise ConfigurationError(f"{error.filename}: {reason(error)}") from None


def run_examples(rule: Rule, config: Config = None) -> Iterator[Fault | None]:
    """Each example of a rule's file as a test: None for one that holds, else what is wrong with it.

    `config` is the configuration whose plugins may be asked. Raises ConfigurationError for a rule that needs another.
    """
    configuration = configuration_of(config)
    if rule.plugin and rule.plugin not in configuration.plugins:
        where = configuration.path or "no configuration"
        raise ConfigurationError(f'{rule.file}: plugin: "{rule.plugin}" is not among the plugins of {where}')
    from sbu_check.run.rule_tests import tested

    return tested(rule)


def verify(path: Path, trust: tuple[Path, ...] = (), *, named: bool = True) -> None:
    """Read a configuration file and its baseline. Raises ConfigurationError, UnknownName."""
    from sbu_check.baseline.entries import baseline_of

    configuration = load(path, trust, named=named)
    rules_of(configuration.options())
    baseline_of(configuration)


def baseline_manager(path: str | None = None, trust: tuple[Path, ...] = ()) -> BaselineManager:
    """Return the manager of the baseline of a configuration file, or of the configuration in force in this folder.

    `trust` are folders that the configuration may name. Raises ConfigurationError.
    """
    from sbu_check.baseline.manager import BaselineManager
    from sbu_check.run.run import check_everything

    return BaselineManager.of(Path(path) if path else None, check_everything, trust)
