"""Rules of the classification line: its words, its post and number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable.class_words import is_struck, level_meant
from sbu_check.cable.elements import Term
from sbu_check.checks.common.document import CLASSIFIED
from sbu_check.checks.common.stated import SBU_SINCE
from sbu_check.diagnostics.model import Edit, Finding, Related
from sbu_check.text.slips import nearest
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sbu_check.cable.elements import ClassLine
    from sbu_check.cable.model import Cable
    from sbu_check.checks.common.context import Context
    from sbu_check.rules.vocabulary import Vocabulary

_CONTROLS = frozenset({"SENSITIVE", "SBU", "FOUO", "LOU", "FOR OFFICIAL USE ONLY", "LIMITED OFFICIAL USE"})


def class_missing(cable: Cable, context: Context) -> Iterator[Finding]:
    """A cable whose first line names post and number but no class; one that has no class line at all."""
    if cable.layout in {"none", "edition"}:
        return
    line = cable.classification
    if line is None:
        if not cable.banners and cable.header.start < cable.header.end:
            yield Finding(_first_line(cable), variant="absent")
    elif line.level is None and _odd_words(line, context.vocabulary) is None:
        yield Finding(line.span)
    elif (
        cable.layout == "aad"
        and line.level
        and line.post is None
        and line.number is None
        and cable.routing.recipients
    ):
        order = cable.executive_order
        place = order.span if order else _first_line(cable)
        yield Finding(place, {"level": line.level}, (Related(line.span, "a page marking"),), variant="page")


def class_unknown(cable: Cable, context: Context) -> Iterator[Finding]:
    """Class words that are unknown and resemble no class, and those that a line strikes out. Values: `words`."""
    for line in cable.class_lines:
        words = _odd_words(line, context.vocabulary)
        if words and not _meant(words.text, context.vocabulary):
            struck = is_struck(words.text)
            yield Finding(words.span, {"words": words}, variant="struck" if struck else None)


def class_spacing(cable: Cable, context: Context) -> Iterator[Finding]:
    """Class words in spaced letters with one missing, or unevenly spaced. Values: `words`, `meant`."""
    for line in cable.class_lines:
        if line.level and _uneven(
            line.words.text.partition("/")[0], context.vocabulary.classes[line.level].forms
        ):
            form = _apart(line.level)
            edit = Edit(line.words.span, form)
            yield Finding(line.words.span, {"words": line.words, "meant": form}, edits=(edit,))
            continue
        words = _odd_words(line, context.vocabulary)
        if words and _spaced(words.text) and (meant := _meant(words.text, context.vocabulary)):
            form = _apart(meant)
            yield Finding(words.span, {"words": words, "meant": form}, edits=(Edit(words.span, form),))


def class_typo_glue(cable: Cable, context: Context) -> Iterator[Finding]:
    """A class word that is misspelt, or EFTO glued to the post. Values: `words`, `meant`."""
    for line in cable.class_lines:
        words, post = _odd_words(line, context.vocabulary) or _misspelt(line, context.vocabulary), line.post
        if words and not _spaced(words.text) and (meant := _meant(words.text, context.vocabulary)):
            yield Finding(words.span, {"words": words, "meant": meant}, edits=(Edit(words.span, meant),))
        elif line.level and (glued := _glued(cable.text, line)):
            edit = Edit(Span(line.words.span.end, line.words.span.end), " ")
            yield Finding(glued, {"words": glued, "meant": line.words.text}, variant="class", edits=(edit,))
        elif post and line.efto and cable.text[post.span.start - 1].isalpha():
            glued = Span(cable.text.rfind(" ", line.span.start, post.span.start) + 1, post.span.end)
            edit = Edit(Span(post.span.start, post.span.start), " ")
            yield Finding(glued, {"words": glued}, variant="efto", edits=(edit,))


def mrn_shape(cable: Cable, context: Context) -> Iterator[Finding]:
    """An unknown post, none, or a number that is not a number. Values: `post`, `meant`, `number`."""
    mrn = cable.routing.mrn
    last = mrn.text.rpartition(" ")[2] if mrn else ""
    if mrn and last and not last.isdigit():
        place = Span(mrn.span.end - len(last), mrn.span.end)
        yield Finding(place, {"number": place})
    vocabulary, line = context.vocabulary, cable.classification
    if line is None or line.level is None or cable.layout == "edition":
        return
    post, number = line.post, line.number
    if post and not vocabulary.post_known(post.text):
        meant = vocabulary.post_meant(post.text)
        yield Finding(
            post.span,
            {"post": post, "meant": meant or ""},
            variant="misspelt" if meant else "strange",
            edits=(Edit(post.span, meant),) if meant else (),
        )
    if number and not post and number.text.isdigit() and cable.layout in {"aad", "archive", "telegram"}:
        yield Finding(number.span, {"number": number}, variant="no-post")
    if number and not number.text.partition("/")[0].isdigit():
        yield Finding(number.span, {"number": number})
    elif (
        number and cable.layout in {"archive", "telegram"} and _padded(context.year) and len(number.text) < 6
    ):
        yield Finding(number.span, {"number": number}, variant="unpadded")


def lou_era(cable: Cable, context: Context) -> Iterator[Finding]:
    """LIMITED OFFICIAL USE after its end; SENSITIVE before it. Values: `year`."""
    if context.on is None:
        return
    later = context.on >= SBU_SINCE
    for line in cable.class_lines if later else ():
        if line.level == "LIMITED OFFICIAL USE":
            yield Finding(line.words.span, {"year": context.on.year})
    for caption in cable.captions if not later else ():
        if caption.name == "SENSITIVE":
            yield Finding(caption.span, {"year": context.on.year}, variant="early")


def unsubstantiated_level(cable: Cable, context: Context) -> Iterator[Finding]:
    """A class fused with a control word, as in SECRET SENSITIVE. Values: `words`, `extra`."""
    for line in cable.class_lines:
        extra = line.extra
        if extra and line.level in CLASSIFIED and extra.text.strip(" ,/-").upper() in _CONTROLS:
            words = Span(
                min(line.words.span.start, extra.span.start), max(line.words.span.end, extra.span.end)
            )
            yield Finding(words, {"level": line.level, "extra": extra})


def _odd_words(line: ClassLine, vocabulary: Vocabulary) -> Term | None:
    """Return the words in the position of the class that are not a class; None without such words."""
    if line.level is not None:
        return None
    if line.words.text:
        return line.words
    # "GUARDED OTTAWA" may be a post of two words, unless the rest alone is a post.
    first, _, rest = line.post.text.partition(" ") if line.post else ("", "", "")
    if (
        line.post is None
        or not rest
        or vocabulary.post_known(line.post.text)
        or not vocabulary.post_known(rest)
    ):
        return None
    return Term(Span(line.post.span.start, line.post.span.start + len(first)), first)


def _misspelt(line: ClassLine, vocabulary: Vocabulary) -> Term | None:
    """The words of a class that is known in spite of a slip in them: `C O N F I D E N T A L`."""
    joined = _letters(line.words.text)
    if line.level not in vocabulary.classes or is_struck(line.words.text):
        return None
    return line.words if joined.isalpha() and joined not in _forms(vocabulary) else None


def _letters(words: str) -> str:
    """Class words in capitals without blanks."""
    return words.replace(" ", "").upper()


def _forms(vocabulary: Vocabulary) -> dict[str, str]:
    """The forms of all classes, by their letters."""
    forms = [form for word in vocabulary.classes.values() for form in word.forms]
    return {**{_letters(form): form for form in forms}, "SENSITIVEBUTUNCLASSIFIED": "UNCLASSIFIED"}


def _glued(text: str, line: ClassLine) -> Span | None:
    """The class words with the word that follows them without a blank."""
    start, end = line.words.span
    while end < line.span.end and text[end].isalnum():
        end += 1
    return Span(start, end) if start < line.words.span.end < end else None


def _meant(words: str, vocabulary: Vocabulary) -> str | None:
    """The form of a class word that a slip parts from the words, letters apart or not; two slips in a long word."""
    joined, level = _letters(words), level_meant(words)
    forms = {form: written for form, written in _forms(vocabulary).items() if len(form) > 4}
    found = nearest(joined, forms)
    if found is None and level and level in vocabulary.classes and not is_struck(words):
        # The longest form has room for two slips.
        return max(vocabulary.classes[level].forms, key=len)
    return forms[found] if found else None


def _uneven(words: str, forms: Sequence[str]) -> bool:
    """Whether class words that are understood are printed letter by letter, and not each letter of them alone."""
    if not any(len(word) == 1 for word in words.split()):
        return False
    return not _spaced(words) or words.replace(" ", "") not in {form.replace(" ", "") for form in forms}


def _spaced(words: str) -> bool:
    return len(words) > 3 and all(len(word) == 1 for word in words.split())


def _apart(form: str) -> str:
    return "  ".join(" ".join(word) for word in form.split())


def _padded(year: int | None) -> bool:
    return year is not None and 1990 <= year <= 2009


def _first_line(cable: Cable) -> Span:
    start = cable.header.start
    end = cable.text.find("\n", start, cable.header.end)
    return Span(start, cable.header.end if end < 0 else end)
