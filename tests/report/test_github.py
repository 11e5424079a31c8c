"""Commands of GitHub Actions: what the runner would make of them."""

from __future__ import annotations

import re

from checked import HOSTILE, HOSTILE_NAME, MIXED, checked
from report_values import file, one, report

from sbu_check.diagnostics.model import RuleCrash
from sbu_check.report import github

COMMAND = re.compile(r"::([a-z-]+)(?: ([^:]*))?::(.*)")


def rendered(found):
    return "".join(github.render(found, "/repository"))


def runner(output):
    """Commands and plain lines as the runner takes them: `##[` anywhere, or `::` at the head, unless it is paused."""
    commands, plain, pause = [], [], None
    for line in output.split("\n"):
        if pause:
            if line == f"::{pause}::":
                pause = None
            else:
                plain.append(line)
            continue
        match = COMMAND.match(line.lstrip())
        if match and match[1] == "stop-commands":
            pause = match[3]
        elif match:
            properties = dict(pair.split("=", 1) for pair in (match[2] or "").split(",") if pair)
            commands.append(
                (match[1], {key: unescaped(value) for key, value in properties.items()}, unescaped(match[3]))
            )
        elif "##[" in line:
            commands.append(("old", {}, line))
        else:
            plain.append(line)
    assert pause is None, "the pause is not ended"
    return commands, plain


def unescaped(words):
    for code, sign in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        words = words.replace(code, sign)
    return words


def annotations(found):
    commands, _ = runner(rendered(found))
    return [command for command in commands if command[0] in {"error", "warning", "notice"}]


def test_errors_come_first_whatever_the_order_of_the_files():
    found = report(
        file(one(severity="info"), one(severity="warning")), file(one(severity="error"), path="b.txt")
    )
    assert [name for name, _, _ in annotations(found)] == ["error", "warning", "notice"]


def test_an_annotation_has_its_place():
    (annotation,) = annotations(report(file(one(remedy="write U"))))
    assert annotation == (
        "error",
        {
            "file": "cables/draft.txt",
            "line": "7",
            "endLine": "7",
            "col": "4",
            "title": "sbu-check mark-unknown",
        },
        'unknown portion mark "SBV"\nwrite U',
    )


def test_no_more_than_ten_of_a_kind_and_the_rest_is_said():
    many = [one(severity=severity) for severity in ("error", "warning", "info") for _ in range(14)]
    found = annotations(report(file(*many, dropped={"x": 5})))
    names = [name for name, _, _ in found]
    assert (names.count("error"), names.count("warning"), names.count("notice")) == (10, 10, 10)
    assert found[-1][2] == (
        "not shown as annotations: 4 errors, 4 warnings, 5 notes, "
        "5 that were found beyond the limit of a rule; see the log"
    )


def test_the_log_has_all_of_them():
    many = [one(number=number) for number in range(1, 31)]
    _, plain = runner(rendered(report(file(*many))))
    assert len([line for line in plain if "mark-unknown" in line]) == 30


def test_all_five_characters_are_escaped():
    found = report(file(one(message="100%, a:b\r\nc", path="a,b:c%.txt")))
    line = rendered(found).split("\n")[0]
    assert line == (
        "::error file=a%2Cb%3Ac%25.txt,line=7,endLine=7,col=4,title=sbu-check mark-unknown::100%25, a:b\u240d%0Ac"
    )
    (annotation,) = annotations(found)
    assert annotation[1]["file"] == "a,b:c%.txt"


def test_nothing_of_a_document_becomes_a_command():
    found = checked((f"::error::{HOSTILE_NAME}", HOSTILE))
    commands, _ = runner(rendered(found))
    assert {name for name, _, _ in commands} <= {"error", "warning", "notice", "group", "endgroup"}
    assert len([name for name, _, _ in commands if name in {"error", "warning", "notice"}]) == len(
        found.diagnostics
    )


def test_files_that_failed_are_errors():
    found = annotations(
        report(
            file(path="b.txt", status="failed", problem="gone"),
            file(path="d.txt", crashes=(RuleCrash("d.txt", 0, "tag-unknown", "ValueError"),)),
        )
    )
    assert [
        (name, given["file"], words.partition("%0A")[0].partition("\n")[0]) for name, given, words in found
    ] == [
        ("error", "b.txt", "gone"),
        ("error", "d.txt", "internal error: the rule tag-unknown failed: ValueError"),
    ]


def test_known_findings_are_not_annotated_and_the_log_tells_of_the_run():
    found = report(file(one(state="suppressed"), one(state="baselined")))
    assert rendered(found) == f"sbu-check {found.version}, rules {found.rules_digest}: nothing found\n"


def test_the_log_stands_under_its_banner_and_names_version_and_digest():
    found = checked(MIXED.replace("(ZZ)", "(SBU)"))
    commands, plain = runner(rendered(found))
    quoted = [line for line in plain if line == found.quoted]
    assert found.quoted is None or len(quoted) == 2
    (group,) = (words for name, _, words in commands if name == "group")
    assert group == f"sbu-check {found.version}, rules {found.rules_digest}"


def test_a_place_that_ends_at_the_head_of_a_line_does_not_cover_it():
    first = one()
    last = first.start._replace(line=9, column=1)
    found = report(file(one(end=last)))
    assert annotations(found)[0][1]["endLine"] == "8"
