"""The package shows its Python interface to those who explore it."""

from __future__ import annotations

import pydoc
import re
from collections import Counter
from pathlib import Path

import sbu_check


def test_dir_and_help_show_the_whole_interface() -> None:
    assert dir(sbu_check) == sorted(["__version__", *sbu_check.__all__])
    text = pydoc.plain(pydoc.render_doc(sbu_check))
    assert all(name in text for name in sbu_check.__all__)
    assert all(getattr(sbu_check, name).__doc__ for name in sbu_check.__all__)


def test_no_two_classes_have_one_name() -> None:
    package = Path(sbu_check.__file__).parent
    names = Counter(
        name
        for path in package.rglob("*.py")
        for name in re.findall(r"^class (\w+)", path.read_text("utf-8"), re.MULTILINE)
    )
    assert [name for name, count in names.items() if count > 1] == []
