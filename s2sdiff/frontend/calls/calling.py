"""Call expressions: what is called, then its arguments, in their order."""

from __future__ import annotations

import ast
from typing import Any

from s2sdiff.frontend.data import containers
from s2sdiff.frontend.data.displays import pooled, starred, taken_apart, with_stars
from s2sdiff.frontend.expressions.attributes import is_plain_name
from s2sdiff.frontend.expressions.expressions import ASKING
from s2sdiff.frontend.state.held import held, in_order, released
from s2sdiff.frontend.state.lowerer import Lowerer, expression
from s2sdiff.frontend.values import (
    Iter,
    Lib,
)
from s2sdiff.frontend.verbs import call


def starred_call(ctx: Lowerer, fn: Any, node: ast.Call) -> Any:
    """``max(*values, x)`` and ``zip(*rows)``, of lists whose lengths need not be known; None for any other call."""
    if (
        not isinstance(fn, Lib)
        or fn.external.value not in (max, min, zip)
        or not any(isinstance(a, ast.Starred) for a in node.args)
    ):
        return None
    values = with_stars(ctx, node.args)
    given = taken_apart(ctx, values)
    if given is not None:
        return call_of(ctx, fn, node, given)
    if fn.external.value is zip:
        if len(values) == 1 and not node.keywords:
            return Iter("transposed", (values[0][1],))
        raise ctx.refuse(
            "SD201", "this form of `zip` is not in the language", "name its arguments one by one"
        )
    return call(ctx, fn, [pooled(ctx, values)], {k.arg: ctx.expr(k.value) for k in node.keywords if k.arg is not None})


def is_array_library(module: str) -> bool:
    """Whether functions of a module take lists for arrays and keep none of them."""
    return module.partition(".")[0] in ("numpy", "scipy")


@expression(ast.Call)
def call_expression(ctx: Lowerer, node: ast.Call) -> Any:
    return call_by(ctx, ctx.expr(node.func), node)


def call_by(ctx: Lowerer, fn: Any, node: ast.Call) -> Any:
    """A call expression of which the callee has been lowered."""
    special = starred_call(ctx, fn, node)
    if special is not None:
        return special
    if isinstance(fn, Lib) and all(map(is_plain_name, node.args)) and asks(fn.external.value):
        return ctx.asked(lambda: call_of(ctx, fn, node))
    return call_of(ctx, fn, node)


def one_by_one(node: ast.expr) -> ast.expr:
    """A list comprehension as a generator; any other expression as it is."""
    return ast.copy_location(ast.GeneratorExp(node.elt, node.generators), node) if isinstance(node, ast.ListComp) else node


def asks(fn: Any) -> bool:
    """Whether a function reads no elements of its arguments."""
    return any(fn is f for f in ASKING)


def call_of(ctx: Lowerer, fn: Any, node: ast.Call, given: list[Any] | None = None) -> Any:
    """A call of a value, its arguments evaluated; the positional ones may be `given`."""
    passing, ctx.passing = ctx.passing, isinstance(fn, Lib) and is_array_library(fn.external.module)
    quantifies = isinstance(fn, Lib) and any(fn.external.value is f for f in (any, all))
    nodes = [one_by_one(n) for n in node.args] if quantifies else node.args
    args = [held(ctx, a) for a in (starred(ctx, nodes) if given is None else given)]
    keywords: dict[str, Any] = {}
    for k, value in zip(node.keywords, in_order(ctx, (k.value for k in node.keywords)), strict=True):
        if k.arg is not None:
            keywords[k.arg] = value
        else:
            keywords.update(containers.known_table(ctx, value))
    args = released(ctx, args)
    ctx.node, ctx.passing = node, passing
    ctx.check_sound(fn)
    return call(ctx, fn, args, keywords)
