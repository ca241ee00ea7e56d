"""Classes that are read by attribute, made again from their text."""

from __future__ import annotations

import ast
import collections
import dataclasses
from typing import TYPE_CHECKING, Any

from s2sdiff.frontend.text.classes import Unreadable, built, last_name
from s2sdiff.frontend.text.evaluate import Unknown
from s2sdiff.frontend.values import Lib, Written

if TYPE_CHECKING:
    from s2sdiff.frontend.text.static import StaticModule

_MISSING = object()
_OWN_WAYS = {
    "__post_init__",
    "__init__",
    "__new__",
    "__getattr__",
    "__getattribute__",
    "__iter__",
    "__getitem__",
}


def record(module: StaticModule, node: ast.ClassDef) -> type | None:
    """A class with the same fields as a NamedTuple or dataclass, or with the same methods; None for any other."""
    bases = [ast.unparse(b).rpartition(".")[2] for b in node.bases]
    marks = [last_name(d) for d in node.decorator_list]
    if not ((bases == ["NamedTuple"] and not marks) or (not bases and marks == ["dataclass"])):
        return written(module, node)
    fields: list[tuple[str, Any]] = []
    for s in node.body:
        if isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name):
            if "ClassVar" in ast.unparse(s.annotation) or "InitVar" in ast.unparse(s.annotation):
                return written(module, node)
            try:
                fields.append((s.target.id, module.evaluate(s.value) if s.value is not None else _MISSING))
            except Unknown:
                return written(module, node)
        elif not harmless(s):
            return written(module, node)
    try:
        cls = made(node.name, fields, bool(bases))
    except (TypeError, ValueError):
        return None
    cls.__module__, cls.__qualname__ = module.name, node.name
    return cls


def written(module: StaticModule, node: ast.ClassDef) -> type | None:
    """A class whose objects are nothing but what its methods set, made from its text; None where that is not so."""
    bases = []
    for b in node.bases:
        found = module.find(b.id) if isinstance(b, ast.Name) else None
        base = found.value.external.value if found is not None and isinstance(found.value, Lib) else None
        if not isinstance(base, type) or not any(isinstance(v, Written) for v in vars(base).values()):
            return None
        bases.append(base)
    if node.keywords:
        return None
    try:
        return built(node, tuple(bases), module.function, module.evaluate, __module__=module.name, FROM_TEXT=True)
    except (Unknown, Unreadable):
        return None


def harmless(node: ast.stmt) -> bool:
    """Whether a statement of a class leaves its fields as they are: a docstring, or a method."""
    if isinstance(node, ast.FunctionDef):
        return node.name not in _OWN_WAYS
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def made(name: str, fields: list[tuple[str, Any]], named: bool) -> type:
    """A NamedTuple or dataclass with these fields and defaults."""
    if named:
        defaults = [d for _, d in fields if d is not _MISSING]
        return collections.namedtuple(name, [n for n, _ in fields], defaults=defaults)
    rows: list[Any] = [(n, Any) if d is _MISSING else (n, Any, d) for n, d in fields]
    return dataclasses.make_dataclass(name, rows)


__all__ = ["record"]
