"""How the time of a comparison grows: `python -m benchmarks comparing`.

Two texts of 1 MB have to compare in under five seconds, and twice the text may cost 2.5 times the time. Each row is a
kind of text that makes some aligner slow; the time is of the processor, for the whole comparison with all its rules.
"""

from __future__ import annotations

import time
from random import Random
from typing import TYPE_CHECKING

from benchmarks.cables import WORDS, Writer
from benchmarks.table import Row
from sbu_check.comparison.compare import compare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZE = 1_000_000
BUDGET = 5.0
GROWTH = 2.5

Texts = tuple[str, str]


def joined(size: int) -> Texts:
    """Many cables in one file; of each a sentence in ten is withheld."""
    writer = Writer(1)
    original = "\n".join(_until(size, lambda: writer.cable("archive")))
    return original, cut(original, 10)


def one_cable(size: int) -> Texts:
    """A single cable of that size."""
    original = Writer(2).cable("archive", size)
    return original, cut(original, 10)


def misread(size: int) -> Texts:
    """One word in ten is misread by a scanner."""
    random = Random(3)
    original = Writer(3).cable("archive", size)
    words = original.split(" ")
    return original, " ".join(word.replace("e", "c", 1) if random.random() < 0.1 else word for word in words)


def same_language(size: int) -> Texts:
    """Two texts of the same words that are no copies of each other."""
    return prose(size, 4), prose(size, 5)


def nothing_in_common(size: int) -> Texts:
    """Two texts without a common word."""
    return prose(size, 6), prose(size, 7).translate(str.maketrans("aeiou", "xqzwy"))


def one_line(size: int) -> Texts:
    """One line again and again, of which every hundredth is withheld."""
    line = "the minister said that the talks would go on\n"
    count = size // len(line)
    return line * count, "".join(line if at % 100 else "(b)(5)\n" for at in range(count))


def periodic(size: int) -> Texts:
    """Seven hundred lines again and again, of which every eleventh is left out."""
    lines = [f"village {at % 700} has {at % 13} wells and a school\n" for at in range(size // 36)]
    return "".join(lines), "".join(line for at, line in enumerate(lines) if at % 11)


def words_left_out(size: int) -> Texts:
    """The same seven hundred lines, of which one word in ten is left out."""
    lines = periodic(size)[0].split("\n")
    random = Random(7)
    return "\n".join(lines), "\n".join(
        " ".join(word for word in line.split(" ") if random.random() > 0.1) for line in lines
    )


def notes(size: int) -> Texts:
    """Numbered paragraphs, each with a note of its own in the place of a name."""
    lines = [f"{at}. (U) The consul visited clerk No{at}a at the hall." for at in range(size // 58)]
    return "\n\n".join(lines), "\n\n".join(
        line.replace(f"clerk No{at}a", f"[REDACTED {at}]") for at, line in enumerate(lines)
    )


def bars(size: int) -> Texts:
    """Prose that is withheld whole, line by line."""
    return prose(size, 9), "\n".join(["\u2588" * 60] * (size // 61))


def shuffled(size: int) -> Texts:
    """The same sentences in another order."""
    sentences = prose(size, 8).split("\n")
    other = list(sentences)
    Random(8).shuffle(other)
    return "\n".join(sentences), "\n".join(other)


CASES: tuple[Callable[[int], Texts], ...] = (
    joined, one_cable, misread, same_language, nothing_in_common, one_line, periodic, words_left_out, notes, bars,
    shuffled,
)  # fmt: skip


def prose(size: int, seed: int) -> str:
    """Lines of ten words."""
    random = Random(seed)
    lines = (" ".join(random.choices(WORDS, k=10)) for _ in range(size // 70))
    return "\n".join(lines)


def cut(text: str, share: int) -> str:
    """The text with every so many sentences withheld."""
    sentences = text.split(". ")
    return ". ".join("(b)(5)" if at % share == share - 1 else one for at, one in enumerate(sentences))


def _until(size: int, make: Callable[[], str]) -> Iterator[str]:
    made = 0
    while made < size:
        text = make()
        made += len(text)
        yield text


def seconds(texts: Texts) -> float:
    """Processor time of one comparison."""
    start = time.process_time()
    compare(*texts)
    return time.process_time() - start


def rows(full: bool = False) -> Iterator[Row]:
    """Two rows a kind of text: seconds, and the growth of the time when the text doubles."""
    compare(*one_cable(20_000))  # what is loaded once is not measured
    size = SIZE if full else SIZE // 2
    for case in CASES:
        first, second = (seconds(case(part)) for part in (size, 2 * size))
        name = case.__name__.replace("_", " ")
        large = second if not full else first
        yield Row(f"comparing 1 MB, {name}: seconds", f"{first:.2f} s, {second:.2f} s", large, BUDGET)
        yield Row(f"comparing, {name}: growth when twice the text", "", second / first, GROWTH)
