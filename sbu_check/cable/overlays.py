"""What an archive, a release or a page lays over a cable: stamps, dispositions, codes, notices, page markings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sbu_check.cable import header_lines
from sbu_check.cable.terminals import term, terminal, trimmed
from sbu_check.grammar import Tok
from sbu_check.text.span import Span

if TYPE_CHECKING:
    from sbu_check.cable.elements import BannerLine, Term

PASSED = {
    "BLANK", "ARCHIVE_STAMP", "HANDLING", "MARKUP", "WEB_TAG", "END_MARK", "BT", "COUNTER", "YAML", "EDITION",
    "MESSAGE_TEXT",
}  # fmt: skip
"""Kinds that carry no value of the cable."""


class Overlays:
    """Collects the overlays of one cable."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.notices: list[Term] = []
        self.stamps: list[Term] = []
        self.dispositions: list[Term] = []
        self.codes: list[Term] = []
        self.later: list[Term] = []
        self.banners: list[BannerLine] = []
        self.continuation_lines: list[Term] = []
        self.page_lines: list[Term] = []
        self.warning: Term | None = None

    def overlay(self, token: Tok) -> bool:
        """Take the line if it is an overlay; whether it is one."""
        match token.kind:
            case "STAMP":
                self.stamps.append(term(self.text, token.span))
            case "DISPOSITION":
                self.dispositions.append(term(self.text, token.span))
                self._take_codes(token.span)
            case "MARGIN_CODE":
                self._take_codes(token.span)
            case "LATER_CLASS":
                self.later.append(term(self.text, token.span))
            case "NOTICE":
                self.notices.append(term(self.text, token.span))
            case "BANNER" | "BANNER_SBU":
                self.banners.append(header_lines.banner(self.text, token))
            case "PAGE":
                self.page_lines.append(term(self.text, token.span))
                if word := terminal("CLASS_ALONE").search(self.text, token.start, token.end):
                    self.banners.append(header_lines.banner(self.text, Tok("BANNER", *word.span())))
            case "CONTINUATION":
                self.continuation_lines.append(term(self.text, token.span))
            case kind:
                return kind in PASSED
        return True

    def _take_codes(self, span: Span) -> None:
        for code in terminal("EXEMPTION").finditer(self.text, span.start, span.end):
            self.codes.append(term(self.text, trimmed(self.text, Span(*code.span()))))
