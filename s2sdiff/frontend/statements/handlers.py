"""What the handlers of a ``try`` catch."""

from __future__ import annotations

import ast
from typing import Any

from s2sdiff.frontend.state.hopeless import has_value
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Lib
from s2sdiff.graph import Op

FOR_NAMES = (NameError, UnboundLocalError)


def needed(ctx: Lowerer, node: ast.Try) -> list[ast.ExceptHandler]:
    """The handlers of a ``try`` but those for names that are not there, where every name is there."""
    if all(class_of(ctx, h.type) not in FOR_NAMES for h in node.handlers) or not names_hold(ctx, node.body):
        return node.handlers
    return [h for h in node.handlers if class_of(ctx, h.type) not in FOR_NAMES]


def names_hold(ctx: Lowerer, body: list[ast.stmt]) -> bool:
    """Whether no statement is seen to raise a NameError: by a name without a value, or of its own will."""
    nodes = [n for s in body for n in ast.walk(s)]
    names = [n for n in nodes if isinstance(n, ast.Name)]
    bound = {n.id for n in names if not isinstance(n.ctx, ast.Load)}
    if any(n.id not in bound and not has_value(ctx, n.id) for n in names):
        return False
    raised = [n.exc.func if isinstance(n.exc, ast.Call) else n.exc for n in nodes if isinstance(n, ast.Raise)]
    classes = [class_of(ctx, e) for e in raised]
    return all(isinstance(c, type) and not issubclass(c, NameError) for c in classes)


def class_of(ctx: Lowerer, node: ast.expr | None) -> Any:
    """The class that a name stands for, None where that is not seen."""
    fn = ctx.expr(node) if isinstance(node, ast.Name) and has_value(ctx, node.id) else None
    return fn.external.value if isinstance(fn, Lib) else None


def exception_types(ctx: Lowerer, node: ast.expr | None) -> Op | None:
    """The classes that a handler catches, as a template."""
    if node is None:
        return None
    names: list[Any] = []
    for n in node.elts if isinstance(node, ast.Tuple) else [node]:
        fn = ctx.expr(n)
        if not isinstance(fn, Lib):
            raise ctx.refuse("SD203", "the class of exception that is caught is not known", node=n)
        names.append(fn.external)
    return Op("types", "types", tuple(names))
