"""The small changes that a test should notice, each as the whole text of the changed file."""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


class Change(NamedTuple):
    """One change: where it is made, what it is, and the text that the file then has."""

    path: Path
    line: int
    what: str
    text: str


def changes(path: Path, tree: ast.Module) -> Iterator[Change]:
    """Every change of the file.

    Annotations, docstrings and what only type checkers read are left alone, and so is `strict=` of a zip: it changes no
    result of code that is right.
    """
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in _body(function):
                yield from _of_node(path, tree, node)


def _body(function: ast.FunctionDef) -> Iterator[ast.AST]:
    for statement in function.body:
        if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
            yield from _within(statement)


def _within(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it that runs; functions inside it have their own turn."""
    if isinstance(node, ast.FunctionDef) or (isinstance(node, ast.keyword) and node.arg == "strict"):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name != "annotation":
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from _within(child)


def _of_node(path: Path, tree: ast.Module, node: ast.AST) -> Iterator[Change]:
    line = getattr(node, "lineno", 0)
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPPED:
        other = SWAPPED[type(node.ops[0])]
        yield _changed(
            path,
            tree,
            line,
            f"{type(node.ops[0]).__name__} for {other.__name__}",
            node,
            "ops",
            [other(), *node.ops[1:]],
        )
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPPED:
        other = SWAPPED[type(node.op)]
        yield _changed(
            path, tree, line, f"{type(node.op).__name__} for {other.__name__}", node, "op", other()
        )
    elif isinstance(node, ast.If | ast.While | ast.IfExp):
        negated = ast.UnaryOp(ast.Not(), node.test)
        yield _changed(path, tree, line, "condition negated", node, "test", negated)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield _changed(path, tree, line, f"{node.value} turned", node, "value", not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield _changed(path, tree, line, f"{node.value} one more", node, "value", node.value + 1)


def _changed(
    path: Path, tree: ast.Module, line: int, what: str, node: ast.AST, name: str, value: object
) -> Change:
    before = getattr(node, name)
    setattr(node, name, value)
    text = ast.unparse(ast.fix_missing_locations(copy.deepcopy(tree)))
    setattr(node, name, before)
    return Change(path, line, what, text)
