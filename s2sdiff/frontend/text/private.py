"""Private names of classes: within ``class A``, Python reads ``__x`` as ``_A__x``."""

from __future__ import annotations

import ast
import re

_PRIVATE = re.compile(r"\b__\w*[^\W_]_?\b")


def spelled_out(tree: ast.Module, text: str) -> ast.Module:
    """The tree of a module's text, with private names in it as Python reads them."""
    if _PRIVATE.search(text):
        classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        for cls in reversed(classes):  # the innermost class first: its names are no longer private then
            if cls.name.strip("_"):
                for statement in cls.body:
                    for node in ast.walk(statement):
                        _rename(node, cls.name.lstrip("_"))
    return tree


def is_name_of(name: str, given: str) -> bool:
    """Whether a name is the given one, or what Python reads for it within some class."""
    return name == given or (given.startswith("__") and name.startswith("_") and name.endswith(given))


def _rename(node: ast.AST, owner: str) -> None:
    def own(name: str) -> str:
        return f"_{owner}{name}" if name.startswith("__") and not name.endswith("__") else name

    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        node.name = own(node.name)
    elif isinstance(node, ast.Name):
        node.id = own(node.id)
    elif isinstance(node, ast.Attribute):
        node.attr = own(node.attr)
    elif isinstance(node, ast.arg):
        node.arg = own(node.arg)
    elif isinstance(node, ast.Global | ast.Nonlocal):
        node.names = [own(name) for name in node.names]


__all__ = ["is_name_of", "spelled_out"]
