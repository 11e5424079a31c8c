"""The examples of the rule files, ready to be run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sbu_check import resources
from sbu_check.cable.read import read_cables
from sbu_check.comparison.compare import compare, looker
from sbu_check.config.configuration import RunOptions
from sbu_check.config.keys import read
from sbu_check.engine import check_by
from sbu_check.rules.catalogue import catalogue, read_folder
from sbu_check.rules.rule_page import Example, example_of
from sbu_check.run.check import check_source
from sbu_check.run.rule_tests import diagnostics, variants
from sbu_check.run.unused_suppressions import SuppressionUsage, findings
from sbu_check.text.source import SourceText

if TYPE_CHECKING:
    from sbu_check.diagnostics.model import Diagnostic, Finding


@dataclass(frozen=True)
class Run:
    """An example and the rule that it belongs to."""

    rule: str
    example: Example

    def project_findings(self, text: str) -> list[Finding]:
        """What the rule says of a configuration after a run over the cable of the example."""
        configuration = read(Path("sbu-check.toml"), text)
        assert configuration is not None
        file = check_source(SourceText(self.example.given["cable"], "cable.txt"), configuration, RunOptions())
        ledger = SuppressionUsage(configuration)
        ledger.add(file, configuration)
        return list(findings(ledger, ["."], date(2026, 1, 1)))

    def diagnostics(self, text: str) -> list[Diagnostic]:
        """What the rule alone says of the text."""
        if "cable" in self.example.given:
            looks = [(catalogue()[self.rule], lambda: self.project_findings(text))]
            return list(check_by(text, read_cables(text), looks, path="sbu-check.toml").diagnostics)
        if "original" in self.example.given:
            checked = compare(self.example.given["original"], text, rules=[catalogue()[self.rule]]).checked
            assert list(checked.crashes) == []
            return list(checked.diagnostics)
        return diagnostics(catalogue()[self.rule], self.example, text)

    def variants(self, text: str) -> set[str | None]:
        """The variants that the rule chooses in the text."""
        if "cable" in self.example.given:
            return {finding.variant for finding in self.project_findings(text)}
        if "original" in self.example.given:
            comparison = compare(self.example.given["original"], text, rules=()).comparison
            return {finding.variant for finding in looker(catalogue()[self.rule])(comparison)}
        return variants(catalogue()[self.rule], self.example, text)


def runs(key: str) -> list[Any]:
    """Every example that has the key, as a parameter of a test."""
    return [
        pytest.param(Run(data["id"], example_of(example)), id=f"{data['id']}: {example['title']}")
        for _, data in read_folder(resources.folder("rules"))
        for example in data["example"]
        if key in example
    ]
