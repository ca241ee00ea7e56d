"""Classes that a function defines for itself."""

from __future__ import annotations

import ast
from typing import Any

from s2sdiff.frontend.data import fields, objects
from s2sdiff.frontend.expressions.expressions import nested_function
from s2sdiff.frontend.state.lowerer import Lowerer, statement
from s2sdiff.frontend.text.classes import Unreadable, built
from s2sdiff.frontend.values import Lib, UserFn, Written
from s2sdiff.graph import External


@statement(ast.ClassDef)
def class_definition(ctx: Lowerer, node: ast.ClassDef) -> None:
    bases = tuple(base_of(ctx, b) for b in node.bases)
    if node.keywords:
        raise ctx.refuse("SD201", "a class with options is not in the language", "define it outside")
    frame = ctx.frame

    def function(of: ast.FunctionDef) -> UserFn:
        return nested_function(ctx, of, of.name)

    marks: dict[str, Any] = {"__module__": "", "LOCAL_TO": (*frame.outer, frame.id)}
    try:
        cls = built(node, bases, function, lambda value: Written(ctx.expr(value), node.name), **marks)
    except Unreadable as e:
        raise ctx.refuse("SD201", str(e), "define the class outside the function", node) from None
    ctx.assign_name(node.name, Lib(External("", node.name, cls)))


def base_of(ctx: Lowerer, node: ast.expr) -> type:
    """A base of a class: a class that is followed."""
    base = ctx.expr(node)
    cls: Any = base.external.value if isinstance(base, Lib) else None
    if cls is object or objects.followed(cls) or (fields.is_plain(cls) and not issubclass(cls, tuple)):
        return cls  # type: ignore[no-any-return]
    raise ctx.refuse("SD201", "a class inherits here from one that cannot be followed", "define it outside", node)
