"""Which files of a folder are read."""

from __future__ import annotations

import pytest
from cli_texts import CLEAN


@pytest.fixture
def tree(folder):
    for name in (
        "a/b/x.txt",
        "a/y.txt",
        "a/build/z.txt",
        "build/w.txt",
        ".hidden/h.txt",
        "a/.h.txt",
        "logs/l.log",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CLEAN)
    for name in ("clean.txt", "faulty.txt", "note.txt"):
        (folder / name).unlink()
    return folder


def paths(ended):
    return [file["path"] for file in ended.report["files"]]


@pytest.fixture
def seen(sbu):
    return lambda *arguments: paths(sbu("check", "--format", "json", *arguments))


def test_a_folder_is_walked_in_order_and_hidden_entries_are_left_out(seen, tree):
    assert seen(".") == ["a/y.txt", "a/b/x.txt", "a/build/z.txt", "build/w.txt", "logs/l.log"]
    assert seen() == seen(".")


def test_gitignore_files_are_honoured_each_in_its_folder(seen, tree):
    (tree / ".gitignore").write_text("build/\n*.log\n")
    assert seen(".") == ["a/y.txt", "a/b/x.txt"]
    (tree / "a" / ".gitignore").write_text("!build/\ny.txt\n")
    assert seen(".") == ["a/b/x.txt", "a/build/z.txt"]


def test_gitignore_files_above_the_folder_count_up_to_the_repository(seen, tree):
    (tree / ".gitignore").write_text("y.txt\n")
    assert seen("a") == ["a/b/x.txt", "a/build/z.txt"]
    (tree / "a" / ".git").mkdir()
    assert "a/y.txt" in seen("a")


def test_what_is_named_is_read_though_ignored(seen, tree):
    (tree / ".gitignore").write_text("build/\n*.log\n")
    assert seen("logs/l.log", "build") == ["logs/l.log", "build/w.txt"]
    assert seen("a/.h.txt") == ["a/.h.txt"]


def test_each_file_is_read_once(seen, tree):
    assert seen("a/y.txt", "a", "a/b/x.txt") == ["a/y.txt", "a/b/x.txt", "a/build/z.txt"]


def test_the_configuration_can_leave_files_out(seen, tree):
    (tree / "sbu-check.toml").write_text('exclude = ["a/b/", "*.log", "sbu-check.toml"]\n')
    assert seen(".") == ["a/y.txt", "a/build/z.txt", "build/w.txt"]
    assert seen("a/b/x.txt") == ["a/b/x.txt"]


def test_paths_are_told_as_they_were_given(seen, tree):
    assert seen("./a/y.txt") == ["./a/y.txt"]
    assert seen(str(tree / "a")) == [
        (tree / name).as_posix() for name in ("a/y.txt", "a/b/x.txt", "a/build/z.txt")
    ]


def test_a_deep_tree_is_walked(seen, tree):
    here = tree / "logs"
    for _ in range(300):
        here /= "d"
        here.mkdir()
    (here / "x.txt").write_text(CLEAN)
    assert len(seen("logs")) == 2
