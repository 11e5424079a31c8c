"""What a parse yields: nodes named by their rule, and tokens with their place."""

from __future__ import annotations

from typing import TypeAlias

from sbu_check.text.span import Span
from sbu_check.values import NamedTuple


class Tok(NamedTuple):
    """A token: the kind that matched, and the half-open range of code points that it covers."""

    kind: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where the token stands."""
        return Span(self.start, self.end)


class Node:
    """A node of the tree: the name of its rule (or alias) and its children in the order of the text."""

    __slots__ = ("children", "rule")

    def __init__(self, rule: str, children: list[Branch]) -> None:
        self.rule = rule
        self.children = children

    @property
    def start(self) -> int:
        """Where its first child starts."""
        return self.children[0].start

    @property
    def end(self) -> int:
        """Where its last child ends."""
        return self.children[-1].end

    @property
    def span(self) -> Span:
        """From its first child to its last."""
        return Span(self.start, self.end)

    @property
    def head(self) -> Tok:
        """The first token below it."""
        branch: Branch = self
        while not isinstance(branch, Tok):
            branch = branch.children[0]
        return branch

    def tokens(self) -> list[Tok]:
        """Every token below it, in the order of the text."""
        found: list[Tok] = []
        waiting: list[Branch] = [self]
        while waiting:
            branch = waiting.pop()
            if isinstance(branch, Tok):
                found.append(branch)
            else:
                waiting.extend(reversed(branch.children))
        return found

    def first(self, *kinds: str) -> Tok | None:
        """The first direct child that is a token of one of the kinds."""
        for child in self.children:
            if isinstance(child, Tok) and child.kind in kinds:
                return child
        return None

    def all(self, rule: str) -> list[Node]:
        """Every node of that rule below it, in the order of the text, not searched within each other."""
        found: list[Node] = []
        for child in self.children:
            if isinstance(child, Node):
                found.extend([child] if child.rule == rule else child.all(rule))
        return found

    def __repr__(self) -> str:
        return f"Node({self.rule!r}, {self.children!r})"


Branch: TypeAlias = Node | Tok
