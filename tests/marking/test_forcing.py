"""Which portion forces each part of a banner, by which paragraph; and each way in which a banner disagrees."""

from __future__ import annotations

import pytest

from sbu_check.marking import Mark, MarkingSystem, system
from sbu_check.marking.validate import contradictions

IC = system("ic")


def marks(one: MarkingSystem, portions: list[str]) -> list[Mark]:
    found = [one.read_portion(text).mark for text in portions]
    assert all(found)
    return [mark for mark in found if mark]


@pytest.mark.parametrize(
    ("portions", "token", "portion", "source"),
    [
        (["(S//REL TO USA, GBR)", "(S)"], "NOFORN", 1, "a portion without the release marking bars it"),
        (["(S)", "(S//REL TO USA, GBR)"], "NOFORN", 0, "a portion without the release marking bars it"),
        (["(S//REL TO USA, GBR)", "(U)", "(C//RELIDO)"], "NOFORN", 2, "bars it"),
        (["(U)", "(S//REL TO USA, GBR)", "(S//REL TO USA, FRA)"], "NOFORN", 1, "no country is on every list"),
        (["(S)", "(U//SBU-NF)"], "NOFORN", 1, "CAPCO 2016 p. 178"),
        (["(S)", "(U//LES-NF)", "(C//FISA/NF)"], "LES", 1, "CAPCO 2016 p. 185"),
        (["(S)", "(U//LES-NF)", "(C//FISA/NF)"], "NOFORN", 2, "CAPCO 2016 p. 145"),
        (["(U)", "(//DEU S)", "(S)"], "FGI DEU", 1, "CAPCO 2016 section H.7"),
        (["(//DEU S)", "(//FGI S)"], "FGI", 1, "CAPCO 2016 section H.7"),
        (["(S)", "(//NS)"], "FGI NATO", 1, "CAPCO 2016 appendix B"),
        (["(S)", "(U)", "(//JOINT S CAN USA//REL TO USA, CAN)"], "FGI CAN", 2, "CAPCO 2016 section H.3"),
        (["(U)", "(//DEU R)"], "CONFIDENTIAL", 1, "ISM-ID-00056"),
        (["(S//OC-USGOV)", "(S//OC)"], "ORCON", 1, "CAPCO 2016 p. 136"),
    ],
)
def test_a_reason_names_the_portion_that_forces_it(
    portions: list[str], token: str, portion: int, source: str
) -> None:
    (reason,) = (one for one in IC.required(marks(IC, portions)).reasons if one.token == token)
    assert reason.portion == portion
    assert source in reason.source


@pytest.mark.parametrize(
    ("portions", "banner", "told"),
    [
        (
            ["(TS//SI-G ABCD//OC/NF)"],
            "TOP SECRET//ORCON/NOFORN",
            ["missing SI-G ABCD 0", "missing SI-G 0", "missing SI-G ABCD 0"],
        ),
        (
            ["(TS//SI-G ABCD//OC/NF)"],
            "TOP SECRET//SI//ORCON/NOFORN",
            ["missing SI-G 0", "missing SI-G ABCD 0"],
        ),
        (["(S)", "(S//NF)"], "SECRET//REL TO USA, GBR", ["missing NOFORN 1", "barred REL TO 1"]),
        (["(S//REL TO USA, GBR)", "(S)"], "SECRET//REL TO USA, GBR", ["missing NOFORN 1", "barred REL TO 1"]),
        (
            ["(S//REL TO USA, GBR)", "(U)", "(C//RELIDO)"],
            "SECRET//REL TO USA, GBR",
            ["missing NOFORN 2", "barred REL TO 2"],
        ),
        (
            ["(S//REL)", "(S//REL TO USA, FRA, GBR)", "(S//REL TO USA, GBR)"],
            "SECRET//REL TO USA, FRA, GBR",
            ["barred REL TO FRA 2"],
        ),
        (["(S//REL TO USA, GBR)"], "SECRET", ["missing REL TO USA, GBR 0"]),
        (["(S)"], "TOP SECRET", ["too-high SECRET None"]),
        (["(S)", "(TS)"], "SECRET", ["too-low TOP SECRET 1"]),
        (["(U)"], "UNCLASSIFIED//FOUO", ["unsupported FOUO None"]),
        (["(S//FGI DEU)"], "SECRET//FGI", []),
        (["(S//SAR-BP)", "(S//SAR-AB)"], "SECRET//SAR-BP", ["missing SAR-AB 1"]),
        (["(S//NF)"], "SECRET//RELIDO", ["missing NOFORN 0", "barred RELIDO 0"]),
        (["(S//OC)"], "SECRET//ORCON-USGOV", ["missing ORCON 0"]),
    ],
)
def test_each_way_in_which_a_banner_disagrees(portions: list[str], banner: str, told: list[str]) -> None:
    claimed = IC.read_banner(banner).mark
    assert claimed
    found = IC.compare(claimed, marks(IC, portions))
    assert [f"{one.kind} {one.shown} {one.portion}" for one in found] == told
    assert all(one.source and one.message for one in found)


def test_a_system_may_extend_one_that_extends_another() -> None:
    bottom = {"name": "house", "extends": "state", "source": "house book"}
    middle = {"name": "floor", "extends": "house", "source": "house book"}
    top = {"name": "room", "extends": "floor", "source": "house book"}
    others = {"house": bottom, "floor": middle}
    level = {"name": "CONFIDENTIAL", "portion": "K"}
    assert [*contradictions(top | {"level": [level]}, others)] == []
    assert [
        message for _, message in contradictions(bottom | {"extends": "room"}, {**others, "room": top})
    ] == ['"house" extends itself in the end']
