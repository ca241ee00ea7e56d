"""What the handlers of a ``try`` catch."""

from __future__ import annotations

import ast
from typing import Any

from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Lib
from s2sdiff.graph import Op


def is_for_names(ctx: Lowerer, node: ast.expr | None) -> bool:
    """Whether a handler is for names that are not there: every name that is lowered is there."""
    if node is None:
        return False
    fn = ctx.expr(node) if isinstance(node, ast.Name) else None
    return isinstance(fn, Lib) and fn.external.value in (NameError, UnboundLocalError)


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
