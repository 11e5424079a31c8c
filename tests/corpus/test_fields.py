"""What is understood of the corpus, field by field, against its hand-made truth files."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sbu_check.api import DEFAULT, Run, understand

if TYPE_CHECKING:
    from types import ModuleType

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.shared
LEAST, LEAST_OF_LAYOUT, MANY = 0.98, 0.95, 5


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    path = SHARED / "tools" / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def pairs() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    truths = sorted((SHARED / "corpus" / "dev").glob("*.truth.json"))
    texts = {path.name.replace(".truth.json", ".txt"): json.loads(path.read_text("utf-8")) for path in truths}
    paths = [str(SHARED / "corpus" / "dev" / name) for name in texts]
    seen = {Path(document["path"]).name: document for document in inspected(paths)}
    return [(texts[name], seen[name]) for name in texts]


def inspected(paths: list[str]) -> list[dict[str, Any]]:
    return [document for document in understand(Run(DEFAULT), paths) if isinstance(document, dict)]


def test_fields(scorer: ModuleType) -> None:
    right: dict[str, list[bool]] = defaultdict(list)
    for truth, seen in pairs():
        for name in scorer.FIELDS:
            right[seen["layout"]].append(scorer.field(truth, name) == scorer.field(seen, name))
    every = [one for ones in right.values() for one in ones]
    assert sum(every) / len(every) >= LEAST
    for layout, ones in right.items():
        if len(ones) >= MANY * len(scorer.FIELDS):
            assert sum(ones) / len(ones) > LEAST_OF_LAYOUT, layout
