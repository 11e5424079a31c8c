"""The package shows its Python interface to those who explore it."""

from __future__ import annotations

import pydoc

import sbu_check


def test_dir_and_help_show_the_whole_interface() -> None:
    assert dir(sbu_check) == sorted(["__version__", *sbu_check.__all__])
    text = pydoc.plain(pydoc.render_doc(sbu_check))
    assert all(name in text for name in sbu_check.__all__)
    assert all(getattr(sbu_check, name).__doc__ for name in sbu_check.__all__)
