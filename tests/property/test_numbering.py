"""Numbers damaged by a generator are explained by the damage that was done to them."""

from __future__ import annotations

import gc
import random
import time
from typing import TYPE_CHECKING

import pytest
from damaged_numbers import (
    Cable,
    Done,
    Pick,
    equivalent,
    legible,
    one_damage,
    printed,
    reprinted,
    several_damages,
    told,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from sbu_check.cable.numbering.explain import Printed, explain, explain_paragraphs
from sbu_check.cable.read import read_cable

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(("generator", "cables"), [(one_damage, 6000), (several_damages, 4000)])
def test_at_least_99_of_100_causes_are_named_rightly(
    generator: Callable[[Pick], tuple[list[Done], Cable]], cables: int
) -> None:
    seed = 20050317
    pick = random.Random(seed).randint
    damages = strictly = rightly = 0
    for _ in range(cables):
        dones, cable = generator(pick)
        seen = printed(cable)
        explanation = explain(seen)
        visible = sum(done.kind is not None for done in dones)
        surplus = max(0, len(explanation.causes) - visible)
        named = told(dones, explanation.causes) - (len(dones) - visible)
        damages += visible
        strictly += named - surplus
        rightly += visible if equivalent(dones, seen, explanation) else named - surplus
    print(
        f"seed {seed}: {damages} damages, {strictly} reported by name and place, {rightly} counting equivalent names"
    )
    assert strictly / damages >= 0.985
    assert rightly / damages >= 0.995


@pytest.mark.parametrize(("mark", "pilcrow"), [("(SBU) ", ""), ("", ""), ("", "¶")])
def test_the_causes_are_the_same_when_a_whole_cable_is_read(mark: str, pilcrow: str) -> None:
    """Read from text, where a number in front of a paragraph first has to be recognised as one."""
    pick = random.Random(19991231).randint
    damages = rightly = 0
    for _ in range(250):
        dones, cable = one_damage(pick)
        if len(cable) < 2 or any(paragraph.quoted for paragraph in cable) or dones[0].kind == "look-alike":
            continue
        explanation = explain_paragraphs(read_cable(written(cable, mark, pilcrow)))
        damages += 1
        named = told(dones, explanation.causes) == 1 and len(explanation.causes) == (
            dones[0].kind is not None
        )
        rightly += named or equivalent(dones, printed(cable), explanation)
    assert rightly / damages >= 0.99


def written(cable: Cable, mark: str, pilcrow: str) -> str:
    """The text of a cable with these paragraphs."""
    heads = [f"{pilcrow}{paragraph.printed}. {mark}" if paragraph.printed else mark for paragraph in cable]
    body = "The delegation asked the port authority for a survey, and learned what it costs. It agreed."
    header = "UNCLAS BRIDGETOWN 000101\n\nE.O. 12958: N/A\nTAGS: ETRD, BB\nSUBJECT: HARBOR TALKS\n\n"
    return header + "\n\n".join(head + body for head in heads) + "\n"


# --- What holds for any numbers.

OTHERS = (Printed(None), Printed("1", quoted=True), Printed("945", weak=True))
"""What may be between the numbers of a clean cable."""

PRINTED = st.builds(
    Printed,
    st.one_of(
        st.integers(1, 14).map(str),
        st.text("0123456789", min_size=1, max_size=4),
        st.text("0123456789lOSB²٣x", min_size=1, max_size=12),
        st.none(),
    ),
    quoted=st.sampled_from([False, False, False, True]),
    weak=st.sampled_from([False, False, False, True]),
    withheld=st.sampled_from([False, False, False, False, True]),
)


@st.composite
def damaged_cables(draw: st.DrawFn) -> list[Printed]:
    """A cable of the generator, so that long sequences with few damages are tried too."""
    _, cable = several_damages(lambda low, high: draw(st.integers(low, high)))
    return printed(cable)


def readable(numbers: list[str | None]) -> list[str | None]:
    """The numbers that ASCII digits print; what holds other characters is never a number."""
    return [number if number and number.isascii() and number.isdigit() else None for number in numbers]


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(PRINTED, max_size=25), damaged_cables()), st.booleans())
def test_every_printed_number_is_accounted_for(seen: list[Printed], begins_anywhere: bool) -> None:
    explanation = explain(seen, begins_anywhere=begins_anywhere)
    assert len(explanation.numbers) == len(seen)
    for cause in explanation.causes:
        assert list(cause.indices) == sorted(set(cause.indices))
        assert all(not seen[index].quoted for index in cause.indices)
        if cause.kind not in {"gap", "quoted", "stray", "false-start"}:
            assert len(cause.expected) == len(cause.indices)
    starts = [cause.indices[0] for cause in explanation.causes]
    assert starts == sorted(starts)
    if not begins_anywhere and not any(paragraph.withheld for paragraph in seen):
        assert readable(reprinted(seen, explanation)) == readable([legible(paragraph) for paragraph in seen])


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 60), st.data())
def test_a_clean_cable_has_no_cause(length: int, data: st.DataObject) -> None:
    """Also with unnumbered paragraphs and quoted texts anywhere, and with false starts that fit nowhere."""
    seen = [Printed(str(number)) for number in range(1, length + 1)]
    for other in data.draw(st.lists(st.sampled_from(OTHERS))):
        seen.insert(data.draw(st.integers(0, len(seen))), other)
    explanation = explain(seen)
    own = [
        number for number, paragraph in zip(explanation.numbers, seen, strict=True) if paragraph not in OTHERS
    ]
    assert own == list(range(1, length + 1))
    assert {cause.kind for cause in explanation.causes} <= {"false-start"}


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(lambda at: str(at + 1), id="clean"),
        pytest.param(lambda at: f"1{at + 1}", id="one run"),
        pytest.param(lambda at: str(at // 2 + 1), id="every number twice"),
        pytest.param(lambda at: str(at * 7919 % 97), id="noise"),
        pytest.param(lambda at: f"0{at % 9 + 1}", id="zeros in front"),
        pytest.param(lambda at: "9" * (at % 12), id="nines"),
    ],
)
def test_time_is_linear_in_the_number_of_paragraphs(number: Callable[[int], str]) -> None:
    def seconds(length: int) -> float:
        seen = [Printed(number(at)) for at in range(length)]
        gc.disable()  # a collection that falls into one measurement says nothing of the other
        started = time.process_time()
        explain(seen)
        taken = time.process_time() - started
        gc.enable()
        return taken

    seconds(100)
    small = min(seconds(1000) for _ in range(3))
    assert seconds(10_000) < 40 * max(small, 0.002)


def test_a_million_digits_are_no_number_and_cost_no_time() -> None:
    huge = "6" * 1_000_000
    started = time.process_time()
    explanation = explain([Printed(digits) for digits in ("1", huge, "3", "4" + huge, huge)])
    assert time.process_time() - started < 0.5
    assert explanation.numbers == (1, 2, 3, 4, 5)
    assert [cause.kind for cause in explanation.causes] == ["misprint", "misprint", "misprint"]
