"""Folders with a hostile configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .mutations import SIGNS, mutated
from .words import rule_files, short_seeds, system_files, vocabulary

if TYPE_CHECKING:
    from random import Random

_KEYS = (
    "profile", "select", "ignore", "severity", "preview", "marking-system", "date", "date-pattern", "expect", "captions", "posts",
    "tags", "extends", "rule-paths", "plugins", "marking-paths", "fail-level", "exclude", "per-file", "suppress", "salt", "baseline",
    "unknown", "paths", "where",
)  # fmt: skip

_PATTERNS = (
    "**", "*.txt", "/", "!", "!!", "[z-a]", "[", "[]", "[!]", "[^a", "a/**/b", "**/**/**", "*a*a*a*a*b", "\\", "\\ ", "#", " ", "a//b", "../x",
    "/document.txt", "?", "???*", "{a,b}", "document.*", "\x00", "*" * 200, "[[:alpha:]]", "[a-]", "\ud800", "!document.txt", "\u202e",
)  # fmt: skip

_EXPRESSIONS = (
    "(a+)+$", "(?P<x>a)(?P<x>b)", "(", "[", "\\", "(?<=a)b", "a{99999}", "(a|a)*b", "\\1", "(?i)qz", "", ".*", "^$", "\\b", "(?:)", "[^\\x00]",
)  # fmt: skip

_GOOD = (
    ("profile", '"release"'), ("profile", '"draft"'), ("select", '["profile:archive", "encoding"]'), ("ignore", '["smart-quotes"]'),
    ("severity", '{ section-missing = "warning" }'), ("preview", "true"), ("marking-system", '"ic"'), ("date", "2005-03-02"),
    ("date-pattern", '"%Y-%m-%d"'), ("expect", '"cable"'), ("captions", '["OURCAP"]'), ("posts", '["OUR POST"]'), ("tags", '["OURT"]'),
    ("fail-level", '"info"'), ("exclude", '["old/"]'), ("salt", '"00112233445566778899aabbccddeeff"'), ("rule-paths", '["rules"]'),
    ("marking-paths", '["systems"]'), ("marking-system", '"ours"'), ("baseline", '"known.json"'), ("extends", '"base.toml"'),
)  # fmt: skip


def _string(rng: Random) -> str:
    kind = rng.randrange(7)
    if kind == 0:
        words = rng.choice(_PATTERNS)
    elif kind == 1:
        words = rng.choice(_EXPRESSIONS)
    elif kind == 2:
        words = rng.choice(vocabulary())
    elif kind == 3:
        words = rng.choice(
            (
                "rules",
                "systems",
                "known.json",
                "base.toml",
                ".",
                "..",
                "/",
                "/dev/null",
                "nowhere",
                "document.txt",
                "sbu-check.toml",
            )
        )
    elif kind == 4:
        words = rng.choice(SIGNS) * rng.choice((1, 1, 5000))
    elif kind == 5:
        words = rng.choice(
            (
                "mark-missing",
                "profile:archive",
                "%Y-%m-%d",
                "paragraph 3",
                "subject",
                "text 0123456789abcdef01234567",
                "line",
                "%",
            )
        )
    else:
        words = "".join(rng.choices("ab*[]!/\\?{}-^$%()", k=rng.randint(0, 12)))
    quoted = words.replace("\\", "\\\\").replace('"', '\\"')
    return (
        '"'
        + "".join(f"\\u{ord(sign):04X}" if sign < " " or sign == "\x7f" else sign for sign in quoted)
        + '"'
    )


def _value(rng: Random, depth: int = 0) -> str:
    kind = rng.randrange(14)
    if kind == 0 and depth < 3:
        return (
            "{ "
            + ", ".join(
                f"{rng.choice(_KEYS)}{at} = {_value(rng, depth + 1)}" for at in range(rng.randint(0, 3))
            )
            + " }"
        )
    if kind in {1, 2, 3} and depth < 3:
        return "[" + ", ".join(_value(rng, depth + 1) for _ in range(rng.randint(0, 4))) + "]"
    if kind == 4:
        return rng.choice(("true", "false"))
    if kind == 5:
        return rng.choice(("0", "-1", "1e400", "nan", "inf", "0x10", "9" * 30, "9" * 5000, "0.1"))
    if kind == 6:
        return rng.choice(
            ("2005-03-02", "0001-01-01", "9999-12-31", "2005-03-02T00:00:00Z", "2005-02-30", "12:00:00")
        )
    if kind == 7 and rng.random() < 0.1:
        depth = rng.choice((50, 500, 5000))
        return "[" * depth + "]" * depth
    return _string(rng)


def _table(rng: Random, name: str) -> list[str]:
    keys = ("path", "rule", "where", "reason", "until") if name == "suppress" else ("paths", *_KEYS[:12])
    lines = [f"[[{name}]]"]
    if name == "suppress" and rng.random() < 0.8:
        lines += [
            'path = "document.txt"',
            f'rule = "{rng.choice(("mark-missing", "portion", "sipdis-body"))}"',
            'reason = "made up"',
        ]
        if rng.random() < 0.4:
            lines[1] = f"path = {_string(rng)}"
        return lines
    if name == "per-file" and rng.random() < 0.7:
        lines.append(f"paths = [{_string(rng)}]" if rng.random() < 0.6 else 'paths = ["document.txt"]')
        return [*lines, " = ".join(rng.choice(_GOOD[:12]))]
    return lines + [f"{key} = {_value(rng)}" for key in rng.sample(keys, k=rng.randint(0, 4))]


def configuration(rng: Random) -> str:
    """A configuration: valid keys, hostile values and tables. One in four has its text damaged."""
    keys: dict[str, str] = dict(rng.sample(_GOOD, k=rng.randint(0, 4)))
    if rng.random() < 0.4:
        keys.update((rng.choice(_KEYS), _value(rng)) for _ in range(rng.randint(1, 2)))
    lines = [f"{key} = {value}" for key, value in keys.items()]
    for _ in range(rng.choice((0, 0, 1, 2))):
        lines += _table(rng, rng.choice(("per-file", "suppress", "suppress")))
    text = "\n".join(lines) + "\n"
    return mutated(text, rng, 2) if rng.random() < 0.25 else text


def _rule(rng: Random) -> str:
    """A custom rule, or a rule of the project, with damage."""
    text = rng.choice(rule_files())
    if rng.random() < 0.6:
        text = (
            f'id = "our-rule-{rng.randrange(9)}"\nsummary = "our own"\nmessage = "{rng.choice(("our own", "{text}", "{number} {", "{0}", "{x.y}"))}"\n'
            f'severity = "{rng.choice(("error", "warning", "info", "bad"))}"\nprofiles = ["archive"]\nfix = "{rng.choice(("none", "safe"))}"\n'
            'since = "0.1.0"\nstatus = "stable"\nsources = ["a handbook"]\n\n[pattern]\n'
            f"expression = '''{rng.choice(_EXPRESSIONS)}'''\nin = \"{rng.choice(('text', 'prose', 'line', 'bad'))}\"\n\n"
            '[doc]\nwhat = "w"\nwhy = "y"\nremedy = "r"\n\n[[example]]\ntitle = "t"\nbad = "⟦a⟧"\ngood = "b"\n'
        )
    return mutated(text, rng, 3)


def _baseline(rng: Random) -> str:
    entry = '{"path": "document.txt", "rule": "mark-missing", "fingerprint": "0123456789abcdef01234567"}'
    return rng.choice((
        "", "[]", "{}", "[" * 5000, f'{{"version": 1, "key": "00", "findings": [{entry}]}}', '{"version": 1, "findings": null}',
        f'{{"version": 1, "key": "e9c67d4f", "findings": [{entry}, {entry}]}}', "\x00", '{"version": 1e999, "findings": []}', '"\\ud800"',
    ))  # fmt: skip


def _ignored(rng: Random) -> str:
    return "\n".join(rng.choice(_PATTERNS) for _ in range(rng.randint(0, 5)))


def project(rng: Random) -> dict[str, bytes]:
    """The files of a folder by their names: a configuration, the files that it names, and one document."""
    texts = {
        "document.txt": mutated(rng.choice(short_seeds()), rng, 2),
        "sbu-check.toml": configuration(rng),
    }
    if rng.random() < 0.5:
        texts["rules/our.toml"] = _rule(rng)
    if rng.random() < 0.2:
        system = rng.choice(system_files())
        texts["systems/ours.toml"] = mutated(system, rng, 2) if rng.random() < 0.7 else system
    if rng.random() < 0.3:
        texts["known.json"] = _baseline(rng)
    if rng.random() < 0.4:
        texts[".gitignore"] = _ignored(rng)
    if rng.random() < 0.3:
        texts["base.toml"] = configuration(rng)
    return {name: text.encode("utf-8", "surrogatepass") for name, text in texts.items()}
