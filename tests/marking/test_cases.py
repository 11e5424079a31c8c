"""The field's own expectations: ODNI's roll-up and rules, the manual's example pages, the tests of other tools."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sbu_check.marking import MarkingSystem, Reading, system

ROOT = Path(__file__).parents[2]
CASES = ROOT.parent / "shared" / "cases"
DISAGREEMENTS = tomllib.loads((Path(__file__).parent / "disagreements.toml").read_text("utf-8"))
DAYS = {
    "DoDM 5200.01 vol 2 (2012)": date(2012, 6, 1),
    "CAPCO 2016": date(2016, 9, 1),
    "DoD (2019)": date(2019, 1, 1),
}
IC = system("ic")

pytestmark = pytest.mark.shared


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()]


def share(name: str, wrong: dict[str, str], least: float, explained: str | None = None) -> None:
    """At least that share of the rows is right, and every other is explained in one line."""
    assert not {key: told for key, told in wrong.items() if key not in DISAGREEMENTS.get(explained or "", {})}
    assert 1 - len(wrong) / len(rows(name)) >= least, wrong


def faults(chosen: MarkingSystem, portions: list[str], banner: str) -> list[str]:
    """What is wrong with a banner, by itself and over its portions."""
    reading = chosen.read_banner(banner)
    marks = [chosen.read_portion(text).mark for text in portions]
    assert reading.mark
    assert all(marks)
    mismatches = chosen.compare(reading.mark, [mark for mark in marks if mark])
    return [problem.message for problem in (*reading.problems, *mismatches)]


def required(chosen: MarkingSystem, portions: list[str]) -> Any:
    return chosen.required([mark for text in portions if (mark := chosen.read_portion(text).mark)])


def test_rollup_state_exhaustive() -> None:
    wrong = {}
    for row in rows("rollup_state_exhaustive"):
        banner = str(required(IC, row["portions"]))
        cable = required(system("state"), row["portions_cable"])
        level, *others = row["least_banner"].split("//")
        captions = [word for word in ("NOFORN", "SBU") if any(word in other for other in others)]
        wanted = "; ".join([level, *([", ".join(captions)] if captions else [])]).replace("SBU", "SENSITIVE")
        accepted = [text for text in row["accepted_banners"] if not faults(IC, row["portions"], text)]
        if (banner, str(cable)) != (row["least_banner"], wanted) or accepted != row["accepted_banners"]:
            wrong[row["id"]] = f"{banner} | {cable} | {accepted}"
    share("rollup_state_exhaustive", wrong, 1.0)


def test_rollup_odni_oracle() -> None:
    wrong = {
        row["id"]: banner
        for row in rows("rollup_odni_oracle")
        if (banner := str(required(IC, row["portions"]))) != row["banner"]
    }
    share("rollup_odni_oracle", wrong, 1.0)


def test_rollup_odni_validate() -> None:
    wrong = {}
    for row in rows("rollup_odni_validate"):
        told = faults(IC, row["portions"], row["banner"])
        if (not told) != row["valid"]:
            wrong[row["id"]] = str(told)
    share("rollup_odni_validate", wrong, 0.98)


ATTRIBUTES = {
    "RS": "RSEN", "OC": "ORCON", "OC-USGOV": "ORCON-USGOV", "IMC": "IMCON", "NF": "NOFORN", "PR": "PROPIN",
    "REL": "REL TO", "EYES": "EYES ONLY", "DISPLAYONLY": "DISPLAY ONLY", "XD": "EXDIS", "ND": "NODIS", "DS": "LIMDIS",
    "SBU-NF": "SBU NOFORN", "LES-NF": "LES NOFORN", "DCNI": "DOD UCNI", "UCNI": "DOE UCNI",
}  # fmt: skip
CATEGORIES = {
    "disseminationControls": "dissemination",
    "nonICmarkings": "non-IC",
    "atomicEnergyMarkings": "AEA",
}


def attribute(banner: Any, name: str) -> list[str]:
    """The value of an ISM attribute of the banner, as names of this program's system."""
    mark = banner.mark
    if name == "classification":
        return [mark.highest]
    if name == "releasableTo":
        return sorted(mark.countries("REL TO") or ())
    category = CATEGORIES[name]
    return [
        control
        for control in IC.tables.controls
        if control in mark.controls and IC.tables.controls[control].category == category
    ]


def met(banner: Any, wanted: dict[str, Any]) -> bool:
    found = attribute(banner, wanted["attr"])
    for key, holds in (("equals", sorted), ("contains", None), ("lacks", None)):
        if key in wanted:
            values = [ATTRIBUTES.get(value, value) for value in wanted[key].split()]
            if holds:
                return sorted(found) == sorted(values)
            return all((value in found) == (key == "contains") for value in values)
    return bool(found) == wanted["present"]


def test_rollup_odni_xspec() -> None:
    wrong = {}
    for row in rows("rollup_odni_xspec"):
        portions = [portion["mark"] for portion in row["portions"] if not portion["exclude_from_rollup"]]
        known = [
            one
            for one in row["expect_banner"]
            if one["attr"] in {*CATEGORIES, "classification", "releasableTo"}
        ]
        banner = required(IC, portions)
        missed = [one for one in known if not met(banner, one)]
        if missed:
            wrong[row["id"]] = f"{banner}: {missed}"
    share("rollup_odni_xspec", wrong, 0.95, "xspec")


def test_capco2016_pages() -> None:
    """Reading, validity and the required banner of every page, with lists of the banner where portions leave them open.

    From the portions alone all are required but the lists that only the banner names.
    """
    wrong, unread, open_lists = {}, [], {}
    for row in rows("capco2016_pages"):
        unread += [text for text in row["portions"] if not IC.read_portion(text).valid]
        if (not faults(IC, row["portions"], row["banner"])) != row["valid"]:
            unread.append(row["banner"])
        claimed = IC.read_banner(row["banner"]).mark
        assert claimed
        marks = [mark for text in row["portions"] if (mark := IC.read_portion(text).mark)]
        if row["valid"] and IC.required(marks, claimed).mark != claimed:
            wrong[row["id"]] = IC.required(marks, claimed).text
        if row["valid"] and IC.required(marks).mark != claimed:
            open_lists[row["id"]] = IC.required(marks).text
    assert not unread
    assert not wrong
    assert open_lists.keys() == DISAGREEMENTS["pages"].keys(), open_lists


def test_a_page_with_an_open_list_requires_all_but_the_list() -> None:
    banner = required(IC, ["(S//REL)", "(U)"])
    assert str(banner) == "SECRET//REL TO [USA, LIST]"
    assert not faults(IC, ["(S//REL)", "(U)"], "SECRET//REL TO USA, FVEY")
    assert faults(IC, ["(S//REL)", "(U)"], "SECRET")


@pytest.mark.parametrize(("name", "explained"), [("portion_cases", "portions"), ("banner_cases", "banners")])
def test_marks_of_other_tools(name: str, explained: str) -> None:
    wrong = {}
    for row in rows(name):
        chosen = system("ic", DAYS[row["policy"]])
        read = chosen.read_portion if row["kind"] == "portion" else chosen.read_banner
        reading = read(row["input"])
        told = [problem.message for problem in reading.problems]
        if reading.valid != row["valid"]:
            wrong[row["id"]] = f"{row['input']}: {told}"
        elif row["valid"]:
            found = fields(reading)
            different = {
                key: (found.get(key), value)
                for key, value in row["expected"].items()
                if found.get(key) != same(value)
            }
            if different:
                wrong[row["id"]] = f"{row['input']}: {different}"
    share(name, wrong, 0.97, explained)


NAMES = {"NOFORN": "NOFORN", "DSEN": "DEA_SENSITIVE", "SBU NOFORN": "SBU_NOFORN", "LES NOFORN": "LES_NOFORN"}


def same(value: object) -> object:
    return (
        sorted(map(str, value))
        if isinstance(value, list) and all(isinstance(one, (str, int)) for one in value)
        else value
    )


def fields(reading: Reading) -> dict[str, object]:
    """The reading in the words of those tests."""
    assert reading.mark
    of = {category: [part for part in reading.parts if part.category == category] for category in
          ("origin", "SCI", "SAP", "AEA", "FGI", "dissemination", "non-IC")}  # fmt: skip
    origin = of["origin"][0] if of["origin"] else None
    nuclear = of["AEA"][0] if of["AEA"] else None
    lists = {part.name: same(list(part.values)) for part in of["dissemination"]}
    kinds = {"JOINT": "JOINT", "NATO": "FGI", "FOREIGN": "FGI", "PROTECTED": "FGI"}
    told: dict[str, object] = {
        "type": kinds[origin.name] if origin else "US",
        "classification": reading.mark.level.replace(" ", "_"),
        "sci_controls": [tree(part.name.partition("?")[2] or part.name, part.values) for part in of["SCI"]],
        "sap_programs": [value for part in of["SAP"] for value in sorted(part.values)],
        "sap_multiple": any(part.values == ("MULTIPLE PROGRAMS",) for part in of["SAP"]),
        "sap_hvsaco": any(part.name == "HVSACO" for part in of["SAP"]),
        "aea_type": nuclear.name.replace(" ", "_") if nuclear else None,
        "cnwdi": bool(nuclear and "CNWDI" in nuclear.values),
        "sigmas": sorted(value[3:] for value in nuclear.values if value.startswith("SG ")) if nuclear else [],
        "fgi_countries": sorted(value for part in of["FGI"] for value in part.values),
        "fgi_concealed": any(part.name == "FGI" for part in of["FGI"]),
        "rel_to": lists.get("REL TO", []),
        "display_only": lists.get("DISPLAY ONLY", []),
        "dissem": sorted(
            NAMES.get(part.name, part.name)
            for part in of["dissemination"]
            if part.name not in ("REL TO", "DISPLAY ONLY")
        ),
        "other_dissem": sorted(
            NAMES.get(part.name, part.name) for part in of["non-IC"] if part.name != "ACCM"
        ),
        "accm": sorted(value for part in of["non-IC"] if part.name == "ACCM" for value in part.values),
    }
    for word, name in (("dod", "DOD UCNI"), ("doe", "DOE UCNI")):
        told[word] = told[f"{word}Ucni"] = any(part.name == name for part in of["AEA"])
    if origin and origin.name == "JOINT":
        told["joint_authorities"], told["firstAuthority"] = (
            sorted(origin.values),
            min(origin.values, default=None),
        )
    elif origin:
        cosmic = reading.mark.level == "TOP SECRET"
        told["fgi_authority"] = origin.values[0] if origin.values else "COSMIC" if cosmic else "NATO"
    return told


def tree(control: str, values: tuple[str, ...]) -> dict[str, object]:
    compartments: dict[str, list[str]] = {value: [] for value in values if " " not in value}
    for value in values:
        head, _, leaf = value.partition(" ")
        if leaf:
            compartments[head].append(leaf)
    return {"control": control, "compartments": compartments}
