"""What the text of a module binds to each of its names, in order, and on which conditions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from s2sdiff.frontend.text.parameters import every

MUTATING = set(
    "append extend insert remove pop clear sort reverse update setdefault popitem add discard fill resize "
    "put difference_update intersection_update symmetric_difference_update setflags".split()
)
PURE = set(
    "len sum sorted min max list tuple dict set frozenset float int str abs zip enumerate range isinstance "
    "print repr array asarray".split()
)

Condition = tuple[str, Any, bool]
Position = tuple[int, int]


@dataclass(frozen=True)
class Binding:
    """One binding of a name.

    `form` says what `node` is: "def", "class", "value" (an expression), "import" (`extra` is the alias),
    or "unknown". Each of `conditions` is an ``if`` or a ``try`` with the way through it. From `end` on, the
    name is bound.
    """

    form: str
    node: Any
    extra: Any = None
    conditions: tuple[Condition, ...] = ()
    end: Position = (0, 0)


@dataclass
class Bindings:
    """What a module binds.

    Attributes:
        names: the bindings of each name, in order.
        stars: its star imports.
        changed: the names of containers that it changes in place.
        rebound: the names that its functions bind with ``global``.
    """

    names: dict[str, list[Binding]] = field(default_factory=dict)
    stars: list[Binding] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    rebound: set[str] = field(default_factory=set)

    def bind(
        self, name: str, form: str, node: Any, conditions: tuple[Condition, ...], extra: Any = None
    ) -> None:
        """Note a binding."""
        end = (node.end_lineno, node.end_col_offset)
        binding = Binding(form, node, extra, conditions, end)
        if name == "*":
            self.stars.append(binding)
        else:
            self.names.setdefault(name, []).append(binding)


def bindings_of(tree: ast.Module) -> Bindings:
    """The bindings of a module."""
    found = Bindings()
    _collect(tree.body, (), found)
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            found.rebound.update(node.names)
    found.changed = set(_changed(tree, frozenset(), True))
    return found


def _collect(nodes: list[ast.stmt], conditions: tuple[Condition, ...], found: Bindings) -> None:
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.bind(node.name, "def", node, conditions)
        elif isinstance(node, ast.ClassDef):
            found.bind(node.name, "class", node, conditions)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                _assign(target, node.value, conditions, found)
        elif isinstance(node, ast.AnnAssign):
            if node.value is not None:
                _assign(node.target, node.value, conditions, found)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                found.bind(alias.asname or alias.name.split(".")[0], "import", node, conditions, alias)
        elif isinstance(node, ast.If):
            _collect(node.body, (*conditions, ("if", node, True)), found)
            _collect(node.orelse, (*conditions, ("if", node, False)), found)
        elif isinstance(node, ast.Try):
            _collect([*node.body, *node.orelse], (*conditions, ("try", node, True)), found)
            for handler in node.handlers:
                _collect(handler.body, (*conditions, ("try", node, False)), found)
            _collect(node.finalbody, conditions, found)
        else:
            for name in sorted(
                {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
            ):
                found.bind(name, "unknown", node, conditions)
            continue
        for inner in _here(node):
            if isinstance(inner, ast.NamedExpr):
                found.bind(inner.target.id, "unknown", inner, conditions)


def _assign(target: ast.expr, value: ast.expr, conditions: tuple[Condition, ...], found: Bindings) -> None:
    if isinstance(target, ast.Name):
        found.bind(target.id, "value", value, conditions)
        return
    if isinstance(target, ast.Tuple | ast.List):
        fits = isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts)
        if fits and not any(isinstance(n, ast.Starred) for n in [*target.elts, *value.elts]):  # type: ignore[attr-defined]
            for t, v in zip(target.elts, value.elts, strict=True):  # type: ignore[attr-defined]
                _assign(t, v, conditions, found)
            return
    for n in ast.walk(target):
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store):
            found.bind(n.id, "unknown", value, conditions)


def _here(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a statement, those inside functions, classes and compound statements left out."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(
            child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef | ast.stmt
        ):
            yield child
            yield from _here(child)


def _locals(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> set[str]:
    names = {p.arg for p in every(node.args)}
    body = node.body if isinstance(node.body, list) else [node.body]
    stored = {
        n.id for s in body for n in ast.walk(s) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    declared = {x for s in body for n in ast.walk(s) if isinstance(n, ast.Global) for x in n.names}
    return (names | stored) - declared


def _changed(node: ast.AST, hidden: frozenset[str], top: bool) -> Iterator[str]:
    """The names of what may be changed in place somewhere in a module."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        hidden, top = hidden | _locals(node), False
    changed: list[ast.expr] = []
    if isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
        changed.append(node.value)
    elif isinstance(node, ast.AugAssign):
        changed.append(node.target)
    elif isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in MUTATING:
            changed.append(node.func.value)
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if top and called not in PURE:
            changed += [a for a in [*node.args, *(k.value for k in node.keywords)] if isinstance(a, ast.Name)]
    for e in changed:
        while isinstance(e, ast.Subscript | ast.Starred):
            e = e.value
        if isinstance(e, ast.Name) and e.id not in hidden:
            yield e.id
    for child in ast.iter_child_nodes(node):
        yield from _changed(child, hidden, top)
