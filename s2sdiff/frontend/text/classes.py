"""Classes made from their text: what stands in a ``class`` statement is read, and nothing of it is run.

The class that is made has the same bases, attributes and fields. In the place of each function and value of its body
is a `Written`, which holds what that stands for in the program.
"""

from __future__ import annotations

import ast
import copy
import dataclasses
import functools
import types
from collections.abc import Callable
from typing import Any

from s2sdiff.frontend.values import UserFn, Written

#: Decorators of methods that leave them what they are.
_HARMLESS = {"abstractmethod", "override", "final"}


class Unreadable(Exception):
    """A class whose statements cannot be read; the text says why."""


def last_name(node: ast.expr) -> str:
    """The last part of a dotted name, or of what is called."""
    return ast.unparse(node.func if isinstance(node, ast.Call) else node).rpartition(".")[2]


@functools.lru_cache(maxsize=512)
def bare(node: ast.FunctionDef) -> ast.FunctionDef:
    """A definition without its decorators, the same one each time."""
    if not node.decorator_list:
        return node
    made = copy.copy(node)
    made.decorator_list = []
    return made


def method(node: ast.FunctionDef, function: Callable[[ast.FunctionDef], UserFn], known: dict[str, Any]) -> Any:
    """What a method is in its class, by its decorators; `known` is what stands above it."""
    value: Any = Written(function(bare(node)), node.name)
    for d in reversed(node.decorator_list):
        name = last_name(d)
        if isinstance(d, ast.Call):
            raise Unreadable(f"the decorator `{name}` cannot be followed")
        if name in ("staticmethod", "classmethod", "property"):
            value = {"staticmethod": staticmethod, "classmethod": classmethod, "property": property}[name](value)
        elif name == "cached_property":
            value = functools.cached_property(value)
        elif name in ("setter", "getter") and isinstance(known.get(node.name), property):
            value = getattr(known[node.name], name)(value)
        elif name not in _HARMLESS:
            raise Unreadable(f"the decorator `{name}` cannot be followed")
    return value


def options(node: ast.ClassDef) -> dict[str, Any] | None:
    """The options of the dataclass that a class is marked as; None for a class without decorators."""
    if not node.decorator_list:
        return None
    marks = node.decorator_list
    if len(marks) > 1 or last_name(marks[0]) != "dataclass":
        raise Unreadable(f"the decorator `{last_name(marks[0])}` of a class cannot be followed")
    given = marks[0].keywords if isinstance(marks[0], ast.Call) else []
    if not all(isinstance(k.value, ast.Constant) and k.arg in ("frozen", "eq", "order", "repr", "slots") for k in given):
        raise Unreadable("a dataclass has options that are not in the language")
    return {k.arg: k.value.value for k in given if k.arg not in (None, "slots")}  # type: ignore[attr-defined]


def field(node: ast.Call, value: Callable[[ast.expr], Any]) -> Any:
    """``dataclasses.field(...)``."""
    given: dict[str, Any] = {}
    for k in node.keywords:
        if k.arg in ("default", "default_factory"):
            given[k.arg] = value(k.value)
        elif k.arg in ("init", "repr", "compare", "hash") and isinstance(k.value, ast.Constant):
            given[k.arg] = k.value.value
        else:
            raise Unreadable("a field has options that are not in the language")
    return dataclasses.field(**given)


def built(
    node: ast.ClassDef,
    bases: tuple[type, ...],
    function: Callable[[ast.FunctionDef], UserFn],
    value: Callable[[ast.expr], Any],
    **marks: Any,
) -> type:
    """The class that a statement defines, given its bases, and what functions and expressions in it stand for.

    Raises:
        Unreadable: what it does is not known.
    """
    how = options(node)
    space: dict[str, Any] = {"__annotations__": {}, **marks}
    for s in node.body:
        if isinstance(s, ast.FunctionDef):
            space[s.name] = method(s, function, space)
        elif isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name):
            text = ast.unparse(s.annotation)
            if "InitVar" in text:
                raise Unreadable("a class has fields for its constructor alone")
            if "ClassVar" not in text:
                space["__annotations__"][s.target.id] = Any
            if isinstance(s.value, ast.Call) and last_name(s.value) == "field":
                space[s.target.id] = field(s.value, value)
            elif s.value is not None:
                space[s.target.id] = value(s.value)
        elif isinstance(s, ast.Assign) and all(isinstance(t, ast.Name) for t in s.targets):
            own = space.get(s.value.id) if isinstance(s.value, ast.Name) else None
            made = value(s.value) if own is None else own
            space.update({t.id: made for t in s.targets if isinstance(t, ast.Name)})
        elif not isinstance(s, ast.Pass) and not (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant)):
            raise Unreadable("what stands in this class is not in the language")
    try:
        cls = types.new_class(node.name, bases, {}, lambda ns: ns.update(space))
        return cls if how is None else dataclasses.dataclass(**how)(cls)
    except (TypeError, ValueError) as e:
        raise Unreadable(f"this class cannot be made: {e}") from None


__all__ = ["Unreadable", "built"]
