import pytest

from sbu_check.text.slips import nearest, one_slip


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("PRLE", "PREL"),
        ("PRL", "PREL"),
        ("PREEL", "PREL"),
        ("PRELS", "PREL"),
        ("PRAL", "PREL"),
        ("RPEL", "PREL"),
    ],
)
def test_one_slip_parts_them(written, meant):
    assert one_slip(written, meant)
    assert one_slip(meant, written)


@pytest.mark.parametrize(
    ("written", "meant"), [("PREL", "PREL"), ("PLER", "PREL"), ("P", "PREL"), ("PERLS", "PREL"), ("", "AB")]
)
def test_none_or_several_slips_part_them(written, meant):
    assert not one_slip(written, meant)
    assert not one_slip(meant, written)


def test_a_word_near_two_known_ones_is_not_guessed():
    assert nearest("CAT", ["CAR", "DOG"]) == "CAR"
    assert nearest("CAT", ["CAR", "CUT"]) is None
    assert nearest("CAT", ["CAT"]) is None
