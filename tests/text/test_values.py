"""Value classes behave as frozen dataclasses do."""

from __future__ import annotations

import copy
import pickle
from dataclasses import dataclass
from functools import cached_property

import pytest

from sbu_check.values import field, replace, value


@value
class Place:
    """A place."""

    line: int
    words: str = "none"
    notes: list[str] = field(default_factory=list)
    shade: str = field(default_factory=str, compare=False)

    @property
    def shout(self) -> str:
        return self.words.upper()


@value
class Named(Place):
    name: str = ""


@dataclass(frozen=True, slots=True)
class Standard:
    line: int
    words: str = "none"


def test_fields_are_given_by_place_or_name_and_have_defaults():
    assert Place(1).words == "none"
    assert (Place(1, "a").shout, Place(line=2, words="b").line) == ("A", 2)
    first, second = Place(1), Place(1)
    assert first.notes is not second.notes


@pytest.mark.parametrize("arguments", [{}, {"line": 1, "nothing": 2}])
def test_a_missing_or_unknown_field_is_refused(arguments):
    with pytest.raises(TypeError):
        Place(**arguments)


def test_a_value_cannot_be_changed():
    place = Place(1)
    for name in ("line", "other"):
        with pytest.raises(AttributeError, match="cannot be changed"):
            setattr(place, name, 2)
    with pytest.raises(AttributeError):
        del place.line
    assert not hasattr(place, "__dict__")


def test_equality_and_hash_are_of_class_and_compared_fields():
    assert Place(1, "a", [], "x") == Place(1, "a", [], "y")
    assert Place(1) != Place(2)
    assert Place(1) != Named(1)
    assert Place(1) != (1, "none", [], "")

    @value
    class Pair:
        one: int
        two: int

    assert len({Pair(1, 2), Pair(1, 2), Pair(2, 1)}) == 2


def test_the_class_keeps_its_own_methods():
    @value
    class Loud:
        word: str

        def __repr__(self) -> str:
            return self.word.upper()

    assert repr(Loud("a")) == "A"
    assert repr(Place(3)) == "Place(line=3, words='none', notes=[], shade='')"
    assert Place.__doc__ == "A place."


def test_without_eq_a_value_is_equal_to_itself_only():
    @value(eq=False)
    class Thing:
        table: dict[str, int]

    thing = Thing({})
    assert thing == thing
    assert thing != Thing({})
    assert len({thing, Thing({})}) == 2


def test_without_slots_there_is_room_for_what_is_worked_out():
    @value(slots=False)
    class Square:
        side: int

        @cached_property
        def area(self) -> int:
            return self.side**2

    square = Square(3)
    assert (square.area, vars(square)["area"]) == (9, 9)
    with pytest.raises(AttributeError):
        square.side = 4


def test_a_derived_class_has_the_fields_of_its_base_first():
    named = Named(1, "a", name="n")
    assert (named.line, named.shout, named.name) == (1, "A", "n")
    assert Named.__match_args__ == ("line", "words", "notes", "shade", "name")
    assert isinstance(named, Place)


def test_replace_makes_another_value_also_of_dataclasses():
    assert replace(Place(1, "a"), words="b") == Place(1, "b")
    assert replace(Standard(1, "a"), line=2) == Standard(2, "a")


def test_values_are_copied_and_pickled():
    named = Named(1, "a", ["x"], "s", "n")
    for twin in (pickle.loads(pickle.dumps(named)), copy.deepcopy(named)):
        assert twin == named
        assert twin.shade == "s"
    assert copy.deepcopy(named).notes is not named.notes


def test_values_match_by_place():
    match Place(1, "a"):
        case Place(line, words):
            assert (line, words) == (1, "a")
