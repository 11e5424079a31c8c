"""The line of a key in a TOML text."""

from __future__ import annotations

import tomllib

import pytest

from sbu_check.text.schema_faults import line_of

TEXT = '''\
id = "a"
"quoted key" = 1
message = """
id = "not this"
[variant.fake]
"""
raw = \'\'\'
x = """ \'\'\'
after = "a # no comment, \\" no end" # """ a comment

[doc]
what = 1
a.b = 2

[variant.plain]
severity = "info"

[[example]]
title = "one"
[[example]]
title = "two"
  settings = {expect = "cable"}
[[example.part]]
deep = 1
[[example]]
title = "three"
[example.sub]
key = 1
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (["id"], 1),
        (["quoted key"], 2),
        (["message"], 3),
        (["raw"], 7),
        (["after"], 9),
        (["doc"], 11),
        (["doc", "what"], 12),
        (["doc", "a", "b"], 13),
        (["variant", "plain", "severity"], 16),
        (["example", 0, "title"], 19),
        (["example", 1], 20),
        (["example", 1, "title"], 21),
        (["example", 1, "settings", "expect"], 22),
        (["example", 1, "part", 0, "deep"], 24),
        (["example", 2, "title"], 26),
        (["example", 2, "sub", "key"], 28),
        (["nothing", "of", "this"], 1),
        ([], 1),
    ],
)
def test_a_key_is_found_at_its_line(path: list[str | int], line: int) -> None:
    tomllib.loads(TEXT)
    assert line_of(TEXT, path) == line
