"""The systems themselves: their files, their eras, those of the user's own, and what the parts of a mark mean."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from typing import TYPE_CHECKING

import pytest

from sbu_check import resources
from sbu_check.marking import UnknownSystem, system
from sbu_check.marking.explain import explained
from sbu_check.marking.load import tables
from sbu_check.marking.systems import document, names
from sbu_check.marking.validate import FaultySystems, contradictions, schema
from sbu_check.text.schema_faults import schema_faults

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted((resources.folder("rules") / "_markings").glob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_file_meets_the_schema_and_itself(path: Path) -> None:
    text = path.read_text("utf-8")
    data = tomllib.loads(text)
    assert not schema_faults(text, str(path), data, schema())
    assert not list(contradictions(data, {}))
    assert data["name"] == path.stem


@pytest.mark.parametrize("name", names())
def test_every_spelling_is_read_as_what_it_spells(name: str) -> None:
    one = system(name)
    for level in one.tables.levels.values():
        if level.portion:
            mark = one.read_portion(f"({level.portion})").mark
            assert mark
            assert mark.level == level.name
        if level.banner:
            mark = one.read_banner(level.banner).mark
            assert mark
            assert mark.level == level.name


@pytest.mark.parametrize("name", names())
def test_every_rewrite_speaks_of_its_authority(name: str) -> None:
    assert all(rewrite.source for rewrite in system(name).tables.rewrites)
    assert all(term.source and term.meaning for term in system(name).tables.terms())


def test_an_unknown_system_is_told_with_the_known_ones() -> None:
    with pytest.raises(UnknownSystem, match="cui, dod, ic, state") as told:
        system("nato")
    assert told.value.known == names()


def test_an_earlier_day_is_read_by_the_rules_of_that_day() -> None:
    assert system("ic", date(2012, 6, 1)).name == "dod"
    assert system("ic", date(2016, 6, 1)).name == "ic"
    assert not system("ic", date(2012, 6, 1)).read_portion("(S//XD)").problems
    assert system("ic", date(2016, 6, 1)).read_portion("(S//XD)").problems


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("ic", "(S//OC-USGOV/OC/NF)", "OC-USGOV is not used together with ORCON"),
        ("ic", "(U//OC)", "OC is not used with UNCLASSIFIED, only with CONFIDENTIAL, SECRET, TOP SECRET"),
        ("ic", "(S//XD)", "XD needs NOFORN"),
        ("ic", "(S//SI-G//OC/NF)", "SI-G is not used with SECRET, only with TOP SECRET"),
        ("ic", "(TS//SI-G//NF)", "SI-G needs ORCON"),
        ("ic", "(S//HCS-P ABC//OC/NF)", "HCS-P ABC is not used with SECRET, only with TOP SECRET"),
        ("ic", "(S//REL TO USA)", "the list of REL TO needs 2 entries"),
        ("ic", "(S//REL TO GBR, USA)", "the list of REL TO opens with USA"),
        (
            "ic",
            "(S//REL TO USA, NZL, AUS)",
            "the list of REL TO is not in alphabetical order, countries before groups",
        ),
        ("ic", "(S//FGI USA DEU)", "USA is not allowed in the list of FGI"),
        ("ic", "(//JOINT R CAN USA)", "USA has no classification RESTRICTED of this kind"),
        ("ic", "(S//RD-SG 100)", '"SG 100" is not a valid entry of RD'),
        ("ic", "(NF//S)", "the classification comes first"),
        ("ic", "(S//NF//)", "a separator has nothing beside it"),
        ("cui", "(CUI//SP-CTI//AC)", "AC needs PRIVILEGE"),
        ("cui", "(FOUO)", "FOUO is a legacy marking; CUI took its place"),
    ],
)
def test_what_a_mark_may_not_hold(name: str, text: str, message: str) -> None:
    assert message in [problem.message for problem in system(name).read_portion(text).problems]


@pytest.mark.parametrize(
    ("name", "text", "canonical"),
    [
        ("ic", "(S//NF/OC)", "S//OC/NF"),
        ("ic", "(S//NF//SI)", "S//SI//NF"),
        ("ic", "(S/NF)", "S//NF"),
        ("ic", "(S//NOFORN)", "S//NF"),
        ("cui", "(U//CUI)", "CUI"),
        ("cui", "(CUI//PRVCY/SP-CTI)", "CUI//SP-CTI/PRVCY"),
        ("cui", "(CONTROLLED)", "CUI"),
    ],
)
def test_each_system_has_one_canonical_spelling(name: str, text: str, canonical: str) -> None:
    reading = system(name).read_portion(text)
    assert reading.canonical == canonical
    assert {problem.kind for problem in reading.problems} == {"style"}
    assert system(name).read_portion(canonical).valid


@pytest.mark.parametrize(
    ("portions", "banner"),
    [
        (["(CUI)", "(U)"], "CUI"),
        (["(CUI//SP-CTI)", "(CUI//PRVCY//NF)"], "CUI//SP-CTI/PRVCY//NOFORN"),
        (["(CUI//REL TO USA, GBR)", "(U)"], "CUI//REL TO USA, GBR"),
        (["(CUI//REL TO USA, GBR)", "(CUI)"], "CUI//NOFORN"),
        (["(CUI)", "(S)"], "SECRET//CUI"),
    ],
)
def test_required_banners_of_cui(portions: list[str], banner: str) -> None:
    cui = system("cui")
    assert str(cui.required([mark for text in portions if (mark := cui.read_portion(text).mark)])) == banner


def test_release_lists_meet_with_groups_opened() -> None:
    ic = system("ic")
    portions = ["(S//REL TO USA, FVEY)", "(S//REL TO USA, AUS, CAN, GBR)", "(S//REL TO USA, ACGU)"]
    banner = ic.required([mark for text in portions if (mark := ic.read_portion(text).mark)])
    assert str(banner) == "SECRET//REL TO USA, ACGU"


def test_roll_down_is_told_beside_roll_up() -> None:
    ic = system("ic")
    marks = [mark for text in ("(U)", "(C//NF)") if (mark := ic.read_portion(text).mark)]
    claimed = ic.read_banner("SECRET//SI//REL TO USA, GBR").mark
    assert claimed
    told = [(mismatch.kind, mismatch.token, mismatch.portion) for mismatch in ic.compare(claimed, marks)]
    assert told == [
        ("too-high", "SECRET", None),
        ("missing", "NOFORN", 1),
        ("barred", "REL TO", 1),
        ("unsupported", "SI", None),
    ]


@pytest.mark.parametrize(
    ("portions", "banner", "told"),
    [
        (["(//NS)", "(//NC)"], "SECRET", ["missing FGI NATO", "missing FGI NATO"]),
        (["(//NS)", "(//NC)"], "SECRET//FGI NATO", []),
        (["(//NS)", "(//NC)"], "//NATO SECRET", []),
        (["(//DEU S//NF)"], "SECRET//NOFORN", ["missing FGI DEU", "missing FGI DEU"]),
        (["(//DEU S//NF)"], "SECRET//FGI DEU//NOFORN", []),
        (["(//DEU S//NF)"], "SECRET//FGI//NOFORN", []),
        (["(//DEU S//NF)"], "//GBR SECRET//NOFORN", ["missing //DEU SECRET"]),
        (["(//FGI S//NF)"], "SECRET//NOFORN", ["missing FGI"]),
        (["(S//NF)"], "//DEU SECRET//NOFORN", ["unsupported //DEU SECRET"]),
        (["(S)"], "//NATO SECRET", ["unsupported //NATO SECRET"]),
        (["(S)", "(//NS)"], "//NATO SECRET", ["missing FGI NATO", "missing FGI NATO"]),
        (
            ["(//JOINT S CAN USA//REL TO USA, CAN)"],
            "SECRET//REL TO USA, CAN",
            ["missing FGI CAN", "missing FGI CAN"],
        ),
        (["(//JOINT S CAN USA//REL TO USA, CAN)"], "//JOINT SECRET CAN USA//REL TO USA, CAN", []),
        (["(//JOINT S//REL)"], "//JOINT SECRET CAN USA//REL TO USA, CAN", []),
        (
            ["(//JOINT S CAN GBR USA//REL TO USA, CAN, GBR)"],
            "//JOINT SECRET GBR USA//REL TO USA, GBR",
            ["missing //JOINT SECRET CAN GBR USA"],
        ),
        (
            ["(//JOINT S CAN USA//REL TO USA, CAN, GBR)"],
            "//JOINT SECRET CAN GBR USA//REL TO USA, CAN, GBR",
            ["unsupported GBR"],
        ),
    ],
)
def test_foreign_classifications_roll_up_and_down(portions: list[str], banner: str, told: list[str]) -> None:
    ic = system("ic")
    marks = [mark for text in portions if (mark := ic.read_portion(text).mark)]
    claimed = ic.read_banner(banner).mark
    assert claimed
    assert len(marks) == len(portions)
    assert [f"{mismatch.kind} {mismatch.shown}" for mismatch in ic.compare(claimed, marks)] == told


def test_a_mark_is_explained_part_by_part() -> None:
    told = explained("(SBU/N)", system("state"))
    assert (told.canonical, told.banner, told.problems) == ("SBU/N", "UNCLASSIFIED; NOFORN, SENSITIVE", ())
    assert [(part.written, part.name, part.since) for part in told.parts] == [
        ("SBU", "SBU", date(1995, 10, 1)),
        ("N", "NOFORN", None),
    ]
    assert all(part.meaning and part.source for part in told.parts)


def test_what_is_no_mark_is_explained_by_its_problems() -> None:
    told = explained("(SUB)", system("state"))
    assert (told.canonical, told.banner, told.parts) == (None, None, ())
    assert told.problems[0].suggestion == "SBU"


def test_a_foreign_mark_is_explained() -> None:
    told = explained("(//NS//ATOMAL)", system("ic"))
    assert [part.name for part in told.parts] == ["NATO", "SECRET", "ATOMAL"]
    assert all(part.meaning and part.source for part in told.parts)


def test_compartments_are_explained_each() -> None:
    told = explained("(TS//SI-G ABCD//OC/NF)", system("ic"))
    assert [part.name for part in told.parts] == ["TOP SECRET", "SI", "SI-G", "SI-G ABCD", "ORCON", "NOFORN"]
    assert told.parts[2].meaning == "compartment of SI: GAMMA"


OWN = """
extends = "state"
name    = "consulate"
title   = "the consulate's own"

[[control]]
name     = "VISA"
category = "caption"
portion  = "VISA"
banner   = "VISA RECORD"
meaning  = "a visa record"
source   = "custom rule 1"
"""


def test_a_user_adds_a_system(tmp_path: Path) -> None:
    (tmp_path / "consulate.toml").write_text(OWN, "utf-8")
    own = system("consulate", folders=(tmp_path,))
    reading = own.read_portion("(C/VISA)")
    assert reading.valid
    assert reading.mark
    assert str(own.required([reading.mark])) == "CONFIDENTIAL; VISA RECORD"
    assert "consulate" in names((tmp_path,))
    assert own.read_portion("(SBU/N)").canonical == "SBU/N"


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "reason"),
    [
        ("portion ", "portoin ", 9, "control.0.portoin", 'unknown key: did you mean "portion"?'),
        ('"caption"', '"captions"', 8, "control.0.category", '"captions" is not defined in this system'),
        ('"state"', '"stat"', 2, "extends", 'no marking system is named "stat"'),
        ('"consulate"', '"ic"', 3, "name", 'there is a system "ic" already'),
        ('meaning  = "a visa record"\n', "", 6, "control.0", 'the key "meaning" is missing'),
        ('"VISA"\nbanner', "7\nbanner", 9, "control.0.portion", "must be a string, not 7"),
        ("[[control]]", "[[control]", 6, "", "this is no valid TOML"),
        ('meaning ', 'value = "[A"\nmeaning ', 11, "control.0.value", "this is not a regular expression"),
        ('meaning ', 'value = "(A+)+"\nmeaning ', 11, "control.0.value", "it takes linear time"),
        ('meaning ', 'since = "1995-02-30"\nmeaning ', 11, "control.0.since", "the calendar has no such day"),
        ('meaning ', 'excludes = ["NODISS"]\nmeaning ', 11, "control.0.excludes", '"NODISS" is not defined'),
    ],
)  # fmt: skip
def test_a_fault_in_a_users_system_is_told_with_file_line_and_key(
    tmp_path: Path, old: str, new: str, line: int, key: str, reason: str
) -> None:
    path = tmp_path / "consulate.toml"
    assert old in OWN
    path.write_text(OWN.replace(old, new, 1), "utf-8")
    with pytest.raises(FaultySystems) as told:
        system("consulate", folders=(tmp_path,))
    fault = told.value.faults[0]
    assert (fault.file, fault.line, fault.key) == (str(path), line, key)
    assert reason in fault.message


def test_documents_as_json_has_them_make_the_same_system() -> None:
    for name in names():
        whole = document(name)
        assert tables(json.loads(json.dumps(whole, default=str))) == tables(whole)


def test_a_joined_mark_can_be_hashed():
    marking = system("ic")
    marks = [marking.read_portion(f"(S//SI//REL TO USA, {code})").mark for code in ("FVEY", "GBR")]
    assert hash(marking.join(marks)) == hash(marking.join(marks[::-1]))
