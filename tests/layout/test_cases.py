"""The header lines of public cable readers' own tests, read as they stand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sbu_check.cable.read import read_cable

if TYPE_CHECKING:
    from sbu_check.cable.elements import Reference
    from sbu_check.cable.model import Cable

CASES = Path(__file__).parents[3] / "shared" / "cases"
LEAST = 0.95
pytestmark = pytest.mark.shared
CONTRADICTORY = {
    # The words of the expectation were replaced, those of the input, which a converter glued to a label, were not.
    "cablemap-subj-041",
    "cablemap-subj-042",
}


def rows(name: str) -> list[dict[str, Any]]:
    path = CASES / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def expect(name: str, wrong: list[str], total: int) -> None:
    assert (total - len(wrong)) / total >= LEAST, f"{name}: {total - len(wrong)} of {total}\n" + "\n".join(
        wrong
    )


def identity(reference: Reference, year: int) -> str:
    post = "".join(c for c in reference.post or "" if c.isalnum())
    return f"{(reference.year or year) % 100:02}{post}{(reference.number or '').lstrip('0')}"


def test_references() -> None:
    wrong = []
    cases = rows("cable_references")
    for row in cases:
        cable = read_cable(row["input"])
        seen = [identity(r, row["year"]) for r in cable.references if r.kind == "cable" and r.post]
        expected = row.get("expected_cable_ids")
        if expected is None:
            expected = [ref["value"] for ref in row["expected_refs"] if ref["kind"] == "cable"]
        unique = list(dict.fromkeys(seen))
        if list(dict.fromkeys(expected)) != [one for one in unique if one != row["own_id"]]:
            wrong.append(f"{row['id']}: {row['input']!r}\n   expected {expected}\n   seen     {unique}")
    expect("references", wrong, len(cases))


def test_tags() -> None:
    wrong = []
    cases = rows("cable_tags")
    for row in cases:
        seen = [tag.text for tag in read_cable(row["input"]).tags]
        if seen != row["expected"]:
            wrong.append(f"{row['id']}: {row['input']!r}\n   expected {row['expected']}\n   seen     {seen}")
    expect("tags", wrong, len(cases))


def plain(text: str) -> str:
    return " ".join(text.split())


def test_subjects() -> None:
    wrong = []
    cases = [row for row in rows("cable_subjects") if row["id"] not in CONTRADICTORY]
    for row in cases:
        subject = read_cable(row["input"]).subject
        seen = subject.text if subject else ""
        if subject and subject.mark and row["strip_portion_mark"]:
            seen = seen.removeprefix(row["input"][subject.mark.span.start : subject.mark.span.end]).strip()
        if plain(seen) != plain(row["expected"]):
            wrong.append(
                f"{row['id']}: {row['input']!r}\n   expected {row['expected']!r}\n   seen     {seen!r}"
            )
    expect("subjects", wrong, len(cases))


def recipients(cable: Cable, section: str) -> list[dict[str, Any]]:
    return [
        {
            "route": r.route,
            "name": r.name,
            "precedence": r.precedence,
            "mcn": r.number,
            "excluded": list(r.excluded),
        }
        for r in cable.routing.recipients
        if r.action == section
    ]


def test_recipients() -> None:
    wrong = []
    cases = rows("cable_recipients")
    for row in cases:
        seen = recipients(read_cable(row["input"]), row["section"])
        if seen != row["expected"]:
            wrong.append(f"{row['id']}: {row['input']!r}\n   expected {row['expected']}\n   seen     {seen}")
    expect("recipients", wrong, len(cases))


def test_signatures() -> None:
    wrong = []
    cases = rows("cable_signers")
    for row in cases:
        seen = [signature.text for signature in read_cable(row["input"]).signatures]
        if seen != row["expected"]:
            wrong.append(f"{row['id']}: {row['input']!r}\n   expected {row['expected']}\n   seen     {seen}")
    expect("signatures", wrong, len(cases))


def test_declassification_dates() -> None:
    for row in rows("cable_declass_dates"):
        order = read_cable(row["input"]).executive_order
        seen = order.declassify_date.isoformat() if order and order.declassify_date else None
        assert seen == row["expected"], row["input"]
