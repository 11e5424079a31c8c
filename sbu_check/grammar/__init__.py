"""Grammars of the folder `grammar/` as parse tables.

Made by Lark, saved in the wheel, driven here without Lark.

Importing Lark costs more than checking a cable, so the ordinary path never does: `load` takes tables that the
build saved, when they belong to the grammar that lies beside them, and asks Lark only where they are missing
or older than the grammar.
"""

from sbu_check.grammar.parser import Grammar, NotRead, load
from sbu_check.grammar.tree import Branch, Node, Tok

__all__ = ["Branch", "Grammar", "Node", "NotRead", "Tok", "load"]
