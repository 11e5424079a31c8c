"""Marks and banners of the register of 2016, the manual of 2012 and the CUI registry: read, printed, joined."""

from __future__ import annotations

import pytest

from sbu_check.marking import system

PORTIONS = [
    ("ic", "(U)"),
    ("ic", "(C)"),
    ("ic", "(S)"),
    ("ic", "(TS)"),
    ("ic", "(U//FOUO)"),
    ("ic", "(S//NF)"),
    ("ic", "(TS//SI//NF)"),
    ("ic", "(TS//SI-G//OC/NF)"),
    ("ic", "(TS//SI-G ABCD//OC/NF)"),
    ("ic", "(TS//SI-G ABCD EFGH//OC/NF)"),
    ("ic", "(S//HCS-P//NF)"),
    ("ic", "(TS//HCS-P//OC/NF)"),
    ("ic", "(S//HCS-O//OC/NF)"),
    ("ic", "(TS//HCS-O-P//OC/NF)"),
    ("ic", "(TS//HCS-P/SI/TK//OC/NF)"),
    ("ic", "(TS//SI/TK//NF)"),
    ("ic", "(TS//TK-BLFH//NF)"),
    ("ic", "(TS//TK-BLFH ABC//NF)"),
    ("ic", "(S//TK-IDIT//NF)"),
    ("ic", "(S//TK-KAND//NF)"),
    ("ic", "(S//RSV-ABC)"),
    ("ic", "(S//SI-NK//NF)"),
    ("ic", "(S//SI-EU//REL TO USA, GBR)"),
    ("ic", "(S//SAR-BP)"),
    ("ic", "(TS//SAR-BP/GB)"),
    ("ic", "(TS//SAR-BP-A1 A2-B/CD)"),
    ("ic", "(TS//SI//SAR-BP//NF)"),
    ("ic", "(S//RD)"),
    ("ic", "(S//RD-CNWDI)"),
    ("ic", "(TS//RD-SG 1)"),
    ("ic", "(S//RD-SG 1 2 3)"),
    ("ic", "(S//FRD)"),
    ("ic", "(S//FRD-SG 4)"),
    ("ic", "(S//RD-CNWDI-SG 1)"),
    ("ic", "(U//DCNI)"),
    ("ic", "(U//UCNI)"),
    ("ic", "(S//TFNI)"),
    ("ic", "(S//TFNI//NF)"),
    ("ic", "(S//FGI GBR)"),
    ("ic", "(S//FGI CAN GBR)"),
    ("ic", "(S//FGI)"),
    ("ic", "(S//FGI GBR NATO)"),
    ("ic", "(//GBR S)"),
    ("ic", "(//CAN C)"),
    ("ic", "(//DEU R)"),
    ("ic", "(//FGI S)"),
    ("ic", "(//NS)"),
    ("ic", "(//NC)"),
    ("ic", "(//CTS)"),
    ("ic", "(//NR)"),
    ("ic", "(//NU)"),
    ("ic", "(//CTS//BOHEMIA)"),
    ("ic", "(//CTS//BALK)"),
    ("ic", "(//NS//ATOMAL)"),
    ("ic", "(//CTS//ATOMAL)"),
    ("ic", "(//JOINT S CAN USA)"),
    ("ic", "(//JOINT TS GBR USA)"),
    ("ic", "(//JOINT S CAN GBR USA//REL TO USA, CAN, GBR)"),
    ("ic", "(S//RS)"),
    ("ic", "(TS//RS/OC/NF)"),
    ("ic", "(S//OC)"),
    ("ic", "(S//OC-USGOV)"),
    ("ic", "(S//OC-USGOV/NF)"),
    ("ic", "(S//IMC/NF)"),
    ("ic", "(S//PR)"),
    ("ic", "(U//PR)"),
    ("ic", "(S//REL TO USA, AUS, GBR)"),
    ("ic", "(S//REL TO USA, FVEY)"),
    ("ic", "(S//REL TO USA, FRA, NATO)"),
    ("ic", "(S//REL)"),
    ("ic", "(S//RELIDO)"),
    ("ic", "(S//REL TO USA, GBR/RELIDO)"),
    ("ic", "(S//DISPLAY ONLY AFG)"),
    ("ic", "(S//DISPLAY ONLY AFG, IRQ)"),
    ("ic", "(S//REL TO USA, GBR/DISPLAY ONLY AFG)"),
    ("ic", "(S//FISA)"),
    ("ic", "(S//NF/FISA)"),
    ("ic", "(U//FISA)"),
    ("ic", "(U//DSEN)"),
    ("ic", "(S//NF/DSEN)"),
    ("ic", "(U//FOUO/REL TO USA, JPN)"),
    ("ic", "(U//DS)"),
    ("ic", "(S//NF//XD)"),
    ("ic", "(S//NF//ND)"),
    ("ic", "(U//NF//ND)"),
    ("ic", "(U//SBU)"),
    ("ic", "(U//SBU-NF)"),
    ("ic", "(U//LES)"),
    ("ic", "(U//LES-NF)"),
    ("ic", "(S//NF//LES)"),
    ("ic", "(U//SSI)"),
    ("ic", "(S//SSI)"),
    ("ic", "(C//SI)"),
    ("ic", "(U//NF)"),
    ("ic", "(U//REL TO USA, GBR)"),
    ("ic", "(U//RELIDO)"),
    ("ic", "(TS//SI//OC/REL TO USA, FVEY)"),
    ("ic", "(TS//SI/TK//RS/OC/NF)"),
    ("cui", "(CUI)"),
    ("cui", "(U)"),
    ("cui", "(CUI//SP-CTI)"),
    ("cui", "(CUI//SP-CTI/SP-EXPT)"),
    ("cui", "(CUI//PRVCY)"),
    ("cui", "(CUI//SP-CTI/PRVCY)"),
    ("cui", "(CUI//NF)"),
    ("cui", "(CUI//SP-PCII//NF)"),
    ("cui", "(CUI//FED ONLY)"),
    ("cui", "(CUI//FEDCON)"),
    ("cui", "(CUI//NOCON)"),
    ("cui", "(CUI//DL ONLY)"),
    ("cui", "(CUI//REL TO USA, GBR)"),
    ("cui", "(CUI//DISPLAY ONLY AFG)"),
    ("cui", "(CUI//RELIDO)"),
    ("cui", "(CUI//PRIVILEGE//AC)"),
    ("cui", "(CUI//PRIVILEGE//AWP)"),
    ("cui", "(CUI//DELIB)"),
    ("cui", "(CUI//OPSEC//FEDCON)"),
    ("cui", "(CUI//SP-NNPI//NF)"),
    ("cui", "(CUI//LEI)"),
    ("cui", "(S)"),
    ("cui", "(CUI//PRVCY//FED ONLY)"),
    ("dod", "(S//HCS//NF)"),
    ("dod", "(S//KDK//NF)"),
    ("dod", "(TS//SI-G//OC)"),
    ("dod", "(S//XD)"),
    ("dod", "(U//FOUO)"),
    ("dod", "(S//RD)"),
    ("dod", "(C//REL TO USA, GBR)"),
    ("dod", "(S//SI//NF)"),
]
"""Portion marks in the one spelling of their system, without a fault."""

FAULTY = [
    ("ic", "(S//HCS-P)"),
    ("ic", "(TS//SI-G//NF)"),
    ("ic", "(S//SI-G//OC/NF)"),
    ("ic", "(C//TK)"),
    ("ic", "(U//SI)"),
    ("ic", "(S//NF/REL TO USA, GBR)"),
    ("ic", "(S//OC/RELIDO)"),
    ("ic", "(S//NF/RELIDO)"),
    ("ic", "(S//XD)"),
    ("ic", "(S//NF//XD/ND)"),
    ("ic", "(U//OC)"),
    ("ic", "(C//RS)"),
    ("ic", "(C//IMC)"),
    ("ic", "(S//FOUO)"),
    ("ic", "(S//SBU)"),
    ("ic", "(S//DS)"),
    ("ic", "(S//REL TO GBR, USA)"),
    ("ic", "(S//REL TO USA)"),
    ("ic", "(S//REL TO AUS, USA)"),
    ("ic", "(S//FGI USA)"),
    ("ic", "(//USA S)"),
    ("ic", "(S//RD/FRD)"),
    ("ic", "(C//RD-CNWDI)"),
    ("ic", "(S//DCNI)"),
    ("ic", "(R)"),
    ("ic", "(//JOINT R CAN USA)"),
    ("ic", "(S//SAR)"),
    ("ic", "(S//REL TO USA, XX)"),
    ("ic", "(//CTS//NF)"),
    ("ic", "(//NS//NF)"),
    ("ic", "(S//RSV)"),
    ("ic", "(U//NF//SBU-NF)"),
    ("ic", "(S//OC/OC-USGOV/NF)"),
    ("ic", "(S//DISPLAY ONLY AFG/NF)"),
    ("ic", "(S//RELIDO/DISPLAY ONLY AFG)"),
    ("ic", "(C//HCS-P//NF)"),
    ("ic", "(S//NF//FOO)"),
    ("ic", "(S//FGI DEU//NF/REL TO USA, DEU)"),
    ("ic", "(TS//TK-BLFH)"),
    ("ic", "(S//RD-SG 100)"),
    ("ic", "(S//SI-GAMMA//OC/NF)"),
    ("ic", "(S//REL TO USA AND GBR)"),
    ("cui", "(CUI//FOO)"),
    ("cui", "(CUI//NF/REL TO USA, GBR)"),
    ("cui", "(CUI//REL TO GBR)"),
    ("cui", "(CUI//SP-)"),
    ("cui", "(FOUO)"),
    ("cui", "(SBU)"),
    ("cui", "(CUI//AC)"),
    ("cui", "(SP-CTI)"),
    ("cui", "(CUI//RELIDO/NF)"),
    ("cui", "(CUI//SP-FOO)"),
    ("cui", "(CIU)"),
]
"""Portion marks with an unknown part, or parts that may not stand so."""

STYLES = [
    ("ic", "(S//NOFORN)", "S//NF"),
    ("ic", "(S//ORCON/NOFORN)", "S//OC/NF"),
    ("ic", "(SECRET//NF)", "S//NF"),
    ("ic", "(S/NF)", "S//NF"),
    ("ic", "(S//NF/OC)", "S//OC/NF"),
    ("ic", "(//JOINT S GBR CAN USA)", "//JOINT S CAN GBR USA"),
    ("ic", "(//GBR DEU S//NF)", "//DEU GBR S//NF"),
    ("ic", "(S//SAR-BP/AB)", "S//SAR-AB/BP"),
    ("ic", "(TS//SI-G EFGH ABCD//OC/NF)", "TS//SI-G ABCD EFGH//OC/NF"),
    ("ic", "(S//RD-SG 10 2)", "S//RD-SG 2 10"),
    ("ic", "(S//TK/SI//NF)", "S//SI/TK//NF"),
    ("ic", "(s//nf)", "S//NF"),
    ("ic", "(U//FOR OFFICIAL USE ONLY)", "U//FOUO"),
    ("ic", "(S//RSEN)", "S//RS"),
    ("ic", "(S//IMCON/NF)", "S//IMC/NF"),
    ("ic", "(S//PROPIN)", "S//PR"),
    ("ic", "(S//NF//EXDIS)", "S//NF//XD"),
    ("ic", "(TS//SI-GAMMA ABCD//OC/NF)", "TS//SI-G ABCD//OC/NF"),
    ("ic", "(U//LIMDIS)", "U//DS"),
    ("ic", "(U//DEA SENSITIVE)", "U//DSEN"),
    ("ic", "(S//RD-SIGMA 1)", "S//RD-SG 1"),
    ("ic", "(S // NF)", "S//NF"),
    ("ic", "(TS//TALENT KEYHOLE//NF)", "TS//TK//NF"),
    ("ic", "(S//REL TO USA,GBR)", "S//REL TO USA, GBR"),
]
"""Portion marks in another spelling, each with the one of its system."""

BANNERS = [
    ("ic", "UNCLASSIFIED"),
    ("ic", "CONFIDENTIAL"),
    ("ic", "SECRET"),
    ("ic", "TOP SECRET"),
    ("ic", "UNCLASSIFIED//FOUO"),
    ("ic", "SECRET//NOFORN"),
    ("ic", "TOP SECRET//SI//NOFORN"),
    ("ic", "TOP SECRET//SI-G ABCD EFGH/TK//ORCON/NOFORN"),
    ("ic", "TOP SECRET//HCS-O-P/SI/TK//ORCON/NOFORN"),
    ("ic", "TOP SECRET//SAR-BUTTER POPCORN"),
    ("ic", "SECRET//SAR-BP/GB/TC"),
    ("ic", "TOP SECRET//HCS-P JJJ//ORCON/NOFORN"),
    ("ic", "SECRET//RD-CNWDI//NOFORN"),
    ("ic", "SECRET//RD-SIGMA 1 2//NOFORN"),
    ("ic", "SECRET//FRD"),
    ("ic", "SECRET//FGI DEU GBR//REL TO USA, DEU, GBR"),
    ("ic", "SECRET//FGI//NOFORN"),
    ("ic", "//COSMIC TOP SECRET"),
    ("ic", "//COSMIC TOP SECRET//BOHEMIA"),
    ("ic", "//NATO SECRET"),
    ("ic", "//NATO SECRET//ATOMAL"),
    ("ic", "//NATO CONFIDENTIAL"),
    ("ic", "//NATO RESTRICTED"),
    ("ic", "//DEU SECRET"),
    ("ic", "//JOINT SECRET CAN GBR USA"),
    ("ic", "//JOINT SECRET CAN GBR USA//REL TO USA, CAN, GBR"),
    ("ic", "SECRET//RSEN/NOFORN"),
    ("ic", "SECRET//ORCON-USGOV/NOFORN"),
    ("ic", "SECRET//ORCON/IMCON/NOFORN"),
    ("ic", "SECRET//PROPIN"),
    ("ic", "SECRET//REL TO USA, FVEY"),
    ("ic", "SECRET//REL TO USA, AUS, GBR"),
    ("ic", "SECRET//RELIDO"),
    ("ic", "SECRET//REL TO USA, GBR/RELIDO"),
    ("ic", "SECRET//DISPLAY ONLY AFG"),
    ("ic", "SECRET//NOFORN/FISA"),
    ("ic", "UNCLASSIFIED//DEA SENSITIVE"),
    ("ic", "UNCLASSIFIED//LIMDIS"),
    ("ic", "SECRET//NOFORN//EXDIS"),
    ("ic", "SECRET//NOFORN//NODIS"),
    ("ic", "UNCLASSIFIED//SBU"),
    ("ic", "UNCLASSIFIED//SBU NOFORN"),
    ("ic", "UNCLASSIFIED//LES"),
    ("ic", "UNCLASSIFIED//LES NOFORN"),
    ("ic", "SECRET//NOFORN//LES"),
    ("ic", "UNCLASSIFIED//SSI"),
    ("ic", "UNCLASSIFIED//NOFORN//NODIS"),
    ("ic", "TOP SECRET//USA/CAN/GBR EYES ONLY"),
    ("ic", "UNCLASSIFIED//DOD UCNI"),
    ("ic", "UNCLASSIFIED//DOE UCNI"),
    ("cui", "CUI"),
    ("cui", "CUI//SP-CTI"),
    ("cui", "CUI//SP-CTI//NOFORN"),
    ("cui", "CUI//SP-CTI/SP-EXPT/PRVCY//NOFORN"),
    ("cui", "CUI//NOFORN"),
    ("cui", "CUI//FED ONLY"),
    ("cui", "CUI//REL TO USA, GBR"),
    ("cui", "CUI//DL ONLY"),
    ("cui", "CUI//PRIVILEGE//Attorney-Client"),
]
"""Banners in the one spelling of their system, without a fault."""

FAULTY_BANNERS = [
    ("ic", "SECRET//XYZZY"),
    ("ic", "SERCET//NOFORN"),
    ("ic", "SECRET//NOFORN/REL TO USA, GBR"),
    ("ic", "UNCLASSIFIED//SI"),
    ("ic", "CONFIDENTIAL//HCS-P//NOFORN"),
    ("ic", "SECRET//SI-G//ORCON/NOFORN"),
    ("ic", "SECRET//FOUO"),
    ("ic", "RESTRICTED"),
    ("ic", "SECRET//NOFORN//NODIS/EXDIS"),
    ("ic", "NOFORN"),
    ("ic", "SECRET//NOFORN//"),
    ("ic", "SECRET//SBU"),
    ("ic", "SECRET//LIMDIS"),
]
"""Banners with an unknown part, or parts that may not stand so."""

BANNER_STYLES = [
    ("ic", "SECRET//NF", "SECRET//NOFORN"),
    ("ic", "SECRET//OC/NF", "SECRET//ORCON/NOFORN"),
    ("ic", "TOP SECRET//TALENT KEYHOLE//NOFORN", "TOP SECRET//TK//NOFORN"),
    ("ic", "SECRET//ORIGINATOR CONTROLLED", "SECRET//ORCON"),
    ("ic", "SECRET/NOFORN", "SECRET//NOFORN"),
    ("ic", "TS//SI//NF", "TOP SECRET//SI//NOFORN"),
    ("ic", "Secret//Noforn", "SECRET//NOFORN"),
    ("ic", "TOP SECRET//SPECIAL ACCESS REQUIRED-BP", "TOP SECRET//SAR-BP"),
    ("ic", "SECRET//FOREIGN GOVERNMENT INFORMATION GBR", "SECRET//FGI GBR"),
    ("ic", "SECRET//AUTHORIZED FOR RELEASE TO USA, GBR", "SECRET//REL TO USA, GBR"),
    ("cui", "CONTROLLED", "CUI"),
    ("cui", "CONTROLLED//SP-CTI", "CUI//SP-CTI"),
    ("cui", "CUI//PRVCY/SP-CTI", "CUI//SP-CTI/PRVCY"),
    ("cui", "CUI//NF", "CUI//NOFORN"),
    ("cui", "CUI/SP-CTI", "CUI//SP-CTI"),
    ("cui", "CUI//SP-CTI/NOFORN", "CUI//SP-CTI//NOFORN"),
    ("cui", "UNCLASSIFIED//CUI", "CUI"),
    ("cui", "SECRET//CUI", "SECRET//CUI"),
    ("cui", "SECRET//CUI//NOFORN", "SECRET//CUI//NOFORN"),
]
"""Banners in other words or separators, each with the one spelling of its system."""

ROLL_UPS = [
    ("ic", ["(U)", "(S//NF)", "(TS//SI//REL TO USA, GBR)"], "TOP SECRET//SI//NOFORN"),
    ("ic", ["(S//REL TO USA, AUS, GBR)", "(S//REL TO USA, GBR)", "(U)"], "SECRET//REL TO USA, GBR"),
    ("ic", ["(S//REL TO USA, AUS)", "(S//REL TO USA, GBR)"], "SECRET//NOFORN"),
    ("ic", ["(S//REL TO USA, FVEY)", "(S//REL TO USA, AUS, CAN)"], "SECRET//REL TO USA, AUS, CAN"),
    ("ic", ["(S)", "(S//REL TO USA, GBR)"], "SECRET//NOFORN"),
    ("ic", ["(S//RELIDO)", "(S//RELIDO)"], "SECRET//RELIDO"),
    ("ic", ["(S//RELIDO)", "(S)"], "SECRET"),
    ("ic", ["(U//FOUO)", "(U)"], "UNCLASSIFIED//FOUO"),
    ("ic", ["(U//FOUO)", "(U//SBU)"], "UNCLASSIFIED//SBU"),
    ("ic", ["(U//FOUO)", "(S)"], "SECRET"),
    ("ic", ["(S//OC)", "(S//OC-USGOV)"], "SECRET//ORCON"),
    ("ic", ["(S//NF//XD)", "(S//NF//ND)"], "SECRET//NOFORN//NODIS"),
    ("ic", ["(U//SBU-NF)", "(S//REL TO USA, GBR)"], "SECRET//NOFORN"),
    ("ic", ["(U//LES-NF)", "(S//REL TO USA, GBR)"], "SECRET//NOFORN//LES"),
    ("ic", ["(TS//SI-G//OC/NF)", "(S//TK//NF)", "(S//HCS-P//NF)"], "TOP SECRET//HCS-P/SI-G/TK//ORCON/NOFORN"),
    ("ic", ["(TS//SI-G ABCD//OC/NF)", "(TS//SI-G EFGH//OC/NF)"], "TOP SECRET//SI-G ABCD EFGH//ORCON/NOFORN"),
    ("ic", ["(S//RD)", "(S//FRD)", "(S//TFNI)"], "SECRET//RD"),
    ("ic", ["(S//RD-CNWDI)", "(C//RD)"], "SECRET//RD-CNWDI"),
    ("ic", ["(S//RD-SG 1)", "(S//FRD-SG 2)"], "SECRET//RD-SIGMA 1 2"),
    ("ic", ["(S)", "(//GBR S//REL TO USA, GBR)"], "SECRET//FGI GBR//NOFORN"),
    ("ic", ["(S//FGI GBR)", "(S//FGI DEU)"], "SECRET//FGI DEU GBR"),
    ("ic", ["(S//FGI)", "(S//FGI DEU)"], "SECRET//FGI"),
    ("ic", ["(//NS)", "(S)"], "SECRET//FGI NATO"),
    ("ic", ["(//NS)", "(//NC)"], "//NATO SECRET"),
    (
        "ic",
        ["(//JOINT S CAN USA//REL TO USA, CAN)", "(//JOINT S CAN USA//REL TO USA, CAN)"],
        "//JOINT SECRET CAN USA//REL TO USA, CAN",
    ),
    ("ic", ["(S//SAR-BP)", "(S//SAR-AB)"], "SECRET//SAR-AB/BP"),
    ("ic", ["(S//DISPLAY ONLY AFG)", "(S//DISPLAY ONLY AFG, IRQ)"], "SECRET//DISPLAY ONLY AFG"),
    ("ic", ["(S//REL TO USA, GBR)", "(S//DISPLAY ONLY GBR)"], "SECRET//DISPLAY ONLY GBR"),
    ("ic", ["(C//REL TO USA, AUS/DISPLAY ONLY ACGU)"], "CONFIDENTIAL//REL TO USA, AUS/DISPLAY ONLY CAN, GBR"),
    ("ic", ["(U//DSEN)", "(U//FOUO)"], "UNCLASSIFIED//DEA SENSITIVE"),
    ("ic", ["(U//DS)", "(S//NF)"], "SECRET//NOFORN"),
    ("ic", ["(U//SSI)", "(S//NF)"], "SECRET//NOFORN//SSI"),
    ("ic", ["(S//PR)", "(U//FOUO)"], "SECRET//PROPIN"),
    ("ic", ["(S//NF/FISA)", "(U)"], "SECRET//NOFORN/FISA"),
    ("ic", ["(TS//RS/OC/NF)", "(S//IMC/NF)"], "TOP SECRET//RSEN/ORCON/IMCON/NOFORN"),
    ("cui", ["(CUI//SP-CTI)", "(CUI//FED ONLY)"], "CUI//SP-CTI//FED ONLY"),
    ("cui", ["(CUI//NF)", "(CUI//REL TO USA, GBR)"], "CUI//NOFORN"),
    ("cui", ["(U)", "(U)"], "UNCLASSIFIED"),
    ("cui", ["(CUI//SP-EXPT)", "(CUI//SP-CTI)", "(U)"], "CUI//SP-CTI/SP-EXPT"),
]
"""Portions and the banner that they require."""


@pytest.mark.parametrize(("name", "text"), PORTIONS)
def test_a_mark_without_a_fault(name: str, text: str) -> None:
    reading = system(name).read_portion(text)
    assert [problem.message for problem in reading.problems] == []
    assert name == "dod" or reading.canonical == text[1:-1]


@pytest.mark.parametrize(("name", "text"), FAULTY)
def test_a_mark_with_a_fault(name: str, text: str) -> None:
    problems = system(name).read_portion(text).problems
    assert problems
    assert all(problem.source for problem in problems)
    assert all(0 <= problem.span.start <= problem.span.end <= len(text) for problem in problems)


@pytest.mark.parametrize(("name", "text", "canonical"), STYLES)
def test_another_spelling_of_a_mark(name: str, text: str, canonical: str) -> None:
    reading = system(name).read_portion(text)
    assert reading.canonical == canonical
    assert {problem.kind for problem in reading.problems} == {"style"}
    assert system(name).read_portion(canonical).mark == reading.mark


@pytest.mark.parametrize(("name", "text"), BANNERS)
def test_a_banner_without_a_fault(name: str, text: str) -> None:
    reading = system(name).read_banner(text)
    assert reading.valid
    assert reading.canonical == text


@pytest.mark.parametrize(("name", "text"), FAULTY_BANNERS)
def test_a_banner_with_a_fault(name: str, text: str) -> None:
    assert system(name).read_banner(text).problems


@pytest.mark.parametrize(("name", "text", "canonical"), BANNER_STYLES)
def test_another_spelling_of_a_banner(name: str, text: str, canonical: str) -> None:
    reading = system(name).read_banner(text)
    assert reading.canonical == canonical
    assert {problem.kind for problem in reading.problems} <= {"style"}


@pytest.mark.parametrize(("name", "portions", "banner"), ROLL_UPS)
def test_what_portions_require(name: str, portions: list[str], banner: str) -> None:
    one = system(name)
    marks = [mark for text in portions if (mark := one.read_portion(text).mark)]
    assert len(marks) == len(portions)
    required = one.required(marks)
    assert str(required) == banner
    assert one.required(marks[::-1]).mark == required.mark
    assert one.read_banner(banner).mark == required.mark
    assert one.compare(required.mark, marks) == ()
