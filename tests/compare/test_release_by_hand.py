"""Leaks and right copies of a kind that the generator does not make, one by one."""

from __future__ import annotations

import pytest

from sbu_check.comparison.compare import compare

STAMP = "UNCLASSIFIED U.S. Department of State Case No. F-2030-00001 Doc No. C00000001 Date: 01/02/2030\n"
ORIGINAL = """UNCLAS BRIDGETOWN 000101

SIPDIS

E.O. 12958: N/A
TAGS: ETRD, PREL, {tags}
SUBJECT: HARBOR TALKS

REF: {ref}

1. (U) The dredging of the deep harbor begins in June. {one}

2. (U) The delegation was led by Alwyn J. Marchetti of the port
authority, telephone (246) 555-0199, passport number AB1234567.

3. (U) {three} The minister will attend with a party of four.
FARRELL
"""
NAME, PHONE, PASSPORT = "Alwyn J. Marchetti", "(246) 555-0199", "AB1234567"


def original(one: str = "", three: str = "", tags: str = "BB", ref: str = "A. STATE 1234") -> str:
    return ORIGINAL.format(one=one, three=three, tags=tags, ref=ref)


@pytest.mark.parametrize(
    ("hidden", "given"),
    [
        (NAME, {"one": "A. Marchetti asked for tea."}),
        (NAME, {"one": "A.J.M. asked for tea."}),
        (NAME, {"one": "The Marchettis asked for tea."}),
        (NAME, {"one": "Marchetti's brother asked for tea."}),
        (NAME, {"one": "Later Minister A. Marchetti asked for tea."}),
        (NAME, {"one": "Later Alwyn asked for tea."}),
        (NAME, {"one": "See MARCHETTI, Alwyn J. in the list."}),
        (NAME, {"one": "Marchétti asked for tea."}),
        (NAME, {"one": "The Marchetti-Osterman firm asked for tea."}),
        (NAME, {"one": "Write to amarchetti@port.example.org for tea."}),
        (NAME, {"one": "Write to marchetti_a@port.example.org for tea."}),
        (NAME, {"one": "See http://example.org/marchetti for tea."}),
        (NAME, {"one": "See Marchetti_cv.doc for tea."}),
        (NAME, {"one": "The list has M A R C H E T T I on it."}),
        (NAME, {"one": "The list has M.A.R.C.H.E.T.T.I. on it."}),
        (NAME, {"one": "The list has M-A-R-C-H-E-T-T-I on it."}),
        (NAME, {"one": "The list has m_a_r_c_h_e_t_t_i on it."}),
        (NAME, {"one": "The list has A L W Y N   M A R C H E T T I on it."}),
        (NAME, {"one": "The list has\nM\nA\nR\nC\nH\nE\nT\nT\nI\non it."}),
        (NAME, {"tags": "BB, (MARCHETTI, ALWYN)"}),
        (NAME, {"ref": "A. STATE 1234, B. MARCHETTI E-MAIL OF 03/12/2005"}),
        (PHONE, {"one": "Call 246.555.0199 for tea."}),
        (PHONE, {"one": "Call 2465550199 for tea."}),
        (PHONE, {"one": "Call +1 246 555 0199 for tea."}),
        (PASSPORT, {"one": "Passport AB 1234567 was shown."}),
        (PASSPORT, {"one": "Passport A B 1 2 3 4 5 6 7 was shown."}),
        (PASSPORT, {"one": "Passport AB-1234567 was shown."}),
    ],
)
def test_a_leak(hidden: str, given: dict[str, str]) -> None:
    text = original(**given)
    at = text.index("2. (U) The delegation")
    copy = f"{STAMP}RELEASE IN PART B6\n\n" + text[:at] + text[at:].replace(hidden, "[REDACTED B6]", 1)
    assert {one.rule for one in compare(text, copy).diagnostics} == {"leak-elsewhere"}


@pytest.mark.parametrize(
    ("hidden", "said"),
    [
        ("1,250,000", "They paid 1250000 in cash."),
        ("1250000", "They paid 1,250,000 in cash."),
        ("1,250,000", "They paid 1.250.000 in cash."),
        ("4317 dollars", "They paid USD 4,317 in cash."),
        ("4.3 million dollars", "They paid $4.3 million in cash."),
    ],
)
def test_an_amount(hidden: str, said: str) -> None:
    text = original(one=said, three=f"The price was {hidden} for all.")
    copy = STAMP + "RELEASE IN PART B4\n\n" + text.replace(f"was {hidden} for", "was [REDACTED B4] for")
    assert {one.rule for one in compare(text, copy).diagnostics} == {"leak-elsewhere"}


@pytest.mark.parametrize(
    ("one", "three", "cuts", "changes"),
    [
        ("Robert Marchetti of Genoa asked for tea.", "", {}, {}),
        ("The Roberts family came.", "Robert asked.", {"Robert asked": "B6"}, {}),
        ("They paid 5,000 in cash.", "The fee was 5,000 then.", {"fee was 5,000 then": "B4"}, {}),
        ("In 2005 they paid.", "In 2005 he fled.", {"In 2005 he fled.": "B5"}, {}),
        ("The U.S. and the U.N. agreed at 9 A.M. sharp.", "", {}, {}),
        ("Write to press@port.example.org for tea.", "", {}, {}),
        ('It\'s a "fine" deal - he said.', "", {}, {"It's": "It’s", '"fine"': "“fine”", " - ": " — "}),
        ("", "", {}, {"[REDACTED B6]": "(b)(6)"}),
        ("", "", {}, {"port\nauthority, ": f"port authority,\n\f\n{STAMP}"}),
        ("", "", {}, {"[REDACTED B6] of the port\n": f"████████ of the port{' ' * 20}B6\n"}),
    ],
)
def test_a_right_copy(one: str, three: str, cuts: dict[str, str], changes: dict[str, str]) -> None:
    text = original(one, three)
    copy = text
    for words, code in {NAME: "B6", **cuts}.items():
        copy = copy.replace(words, f"[REDACTED {code}]")
    for words, others in changes.items():
        assert words in copy
        copy = copy.replace(words, others)
    codes = ",".join(sorted({"B6", *cuts.values()}))
    assert compare(text, f"{STAMP}RELEASE IN PART {codes}\n\n{copy}").diagnostics == ()


def test_the_post_that_writes_is_no_secret_of_its_references() -> None:
    text = original(ref="A. KUALA LUMPUR 1234").replace("UNCLAS BRIDGETOWN", "UNCLAS KUALA LUMPUR")
    copy = f"{STAMP}RELEASE IN PART B1\n\n" + text.replace("KUALA LUMPUR 1234", "[REDACTED B1]")
    assert compare(text, copy).diagnostics == ()
    # Where the name of the post is what was withheld, its header has it all the same.
    copy = f"{STAMP}RELEASE IN PART B1\n\n" + text.replace("KUALA LUMPUR 1234", "[REDACTED B1] 1234")
    assert {one.rule for one in compare(text, copy).diagnostics} == {"leak-elsewhere"}


@pytest.mark.parametrize("said", ["M A R C O", "A B C D E F", "M A R C H", "I O U"])
def test_other_letters_are_no_name(said: str) -> None:
    text = original(one=f"The list has {said} on it.")
    copy = f"{STAMP}RELEASE IN PART B6\n\n" + text.replace(NAME, "[REDACTED B6]")
    assert compare(text, copy).diagnostics == ()
