"""Reductions: sums, products, extremes, quantifiers, and what orders items; those of NumPy over a number without axes."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

import numpy as np

from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.calls.calls import call
from s2sdiff.frontend.calls.structural import structural
from s2sdiff.frontend.data import containers, subscripts
from s2sdiff.frontend.expressions.comparisons import comparison
from s2sdiff.frontend.expressions.decisions import truth_of
from s2sdiff.frontend.expressions.expressions import binary
from s2sdiff.frontend.library.expansions import array_kind
from s2sdiff.frontend.loops.loops import each_item, iteration
from s2sdiff.frontend.state.atoms import atom_of, load_ref
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Ref, Seq, is_plain
from s2sdiff.graph import Const, Op, Var
from s2sdiff.kinds import (
    ANY,
    BOOL,
    INT,
    DictOf,
    ListOf,
)
from s2sdiff.operations import RANGE, builtin_call


@structural(sum, math.fsum)
def sum_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return fold_items(
        ctx, "add", args[0], args[1] if len(args) > 1 else keywords.get("start", Const(0)), "total"
    )


@structural(math.prod)
def prod_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return fold_items(ctx, "mul", args[0], keywords.get("start", Const(1)), "product")


def fold_items(ctx: Lowerer, op: str, items: Any, start: Any, name: str) -> Any:
    """``start op item op item ...``."""
    seq = iteration(ctx, items)
    if isinstance(seq, list):
        total = start
        for item in seq:
            total = (
                item
                if isinstance(total, Const) and total.value == (op == "mul") and type(total.value) is int
                else binary(ctx, op, total, item)
            )
        return total
    return reduce_over(ctx, items, start, lambda total, item: binary(ctx, op, total, item), name)


def reduce_over(ctx: Lowerer, items: Any, start: Any, step: Callable[[Any, Any], Any], name: str) -> Any:
    """Carry a value through a loop over items."""
    key = (ctx.frame.id, f"%{name}#{len(ctx.env.names)}")
    ctx.bind(key, start)

    def body(item: Any) -> None:
        ctx.check_sound(ctx.env.names[key])
        ctx.bind(key, step(ctx.env.names[key], item))

    each_item(ctx, items, body, {key})
    result = ctx.env.names.pop(key)
    if isinstance(result, Var):
        result.name = name
        result.weak = True
    return result


@structural(functools.reduce)
def reduce_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    def step(total: Any, item: Any) -> Any:
        return call(ctx, args[0], [total, item], {})

    if len(args) > 2:
        return reduce_over(ctx, args[1], args[2], step, "total")
    known = iteration(ctx, args[1]) if isinstance(args[1], Seq) else None
    if isinstance(known, list) and known:
        return functools.reduce(step, known)
    items = args[1] if isinstance(args[1], Ref) else containers.copy_list(ctx, args[1])
    first = subscripts.get_item(ctx, items, Const(0))
    rest = subscripts.get_item(ctx, items, slice(Const(1), Const(None), Const(None)))
    return reduce_over(ctx, rest, first, step, "total")


@structural(min)
def min_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return extreme(ctx, "lt", args, keywords)


@structural(max)
def max_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return extreme(ctx, "gt", args, keywords)


def extreme(ctx: Lowerer, op: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    """The first smallest or largest of values: the branch taken decides, as in Python."""
    key = keywords.get("key")
    default = keywords.get("default")
    source: Any = args[0] if len(args) == 1 else Seq(tuple(args))
    if isinstance(source, Seq) and len(source.items) == 1 and len(args) > 1:
        source = source.items[0]

    def score(item: Any) -> Any:
        return item if key is None else call(ctx, key, [item], {})

    def better(best: Any, item: Any) -> Any:
        return ctx.branch(comparison(ctx, op, score(item), score(best)), lambda: item, lambda: best)

    seq = iteration(ctx, source)
    if isinstance(seq, list):
        if not seq and default is not None:
            return default
        if key is None and len(seq) > 1 and any(isinstance(v, Var) for v in seq) and all(map(is_count, seq)):
            return ctx.let(builtin_call(min if op == "lt" else max), tuple(seq), INT)
        best = seq[0]
        for item in seq[1:]:
            best = better(best, item)
        return best
    items = source if isinstance(source, Ref) else containers.copy_list(ctx, source)
    name = "smallest" if op == "lt" else "largest"
    if default is not None:
        empty = ctx.let(Op("compare", "eq"), (containers.length(ctx, items), Const(0)), BOOL)
        return ctx.branch(
            empty,
            lambda: default,
            lambda: reduce_over(ctx, items, subscripts.get_item(ctx, items, Const(0)), better, name),
        )
    return reduce_over(ctx, items, subscripts.get_item(ctx, items, Const(0)), better, name)


def is_count(value: Any) -> bool:
    """Whether a value is an int for certain: the extreme of such needs no branch, for it has no derivative."""
    return isinstance(value, Var | Const) and value.kind is INT


@structural(any)
def any_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return quantifier(ctx, args[0], False)


@structural(all)
def all_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    return quantifier(ctx, args[0], True)


def quantifier(ctx: Lowerer, items: Any, start: bool) -> Any:
    """``any`` and ``all``: each item is looked at, since none of them has an effect."""

    def step(so_far: Any, item: Any) -> Any:
        truth = truth_of(ctx, item)
        if isinstance(truth, Const):
            return so_far if truth.value == start else Const(not start)
        if isinstance(so_far, Const):
            if so_far.value != start:
                return so_far
            return (
                truth
                if truth.kind == BOOL
                else ctx.branch(truth, lambda: Const(True), lambda: Const(False))
            )
        if start:
            return ctx.branch(so_far, lambda: truth, lambda: Const(False))
        return ctx.branch(so_far, lambda: Const(True), lambda: truth)

    seq = iteration(ctx, items)
    if isinstance(seq, list):
        result: Any = Const(start)
        for item in seq:
            result = step(result, item)
        return result
    return reduce_over(ctx, items, Const(start), step, "found" if not start else "holds")


@structural(sorted)
def sorted_(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
    keywords = dict(keywords)
    key = keywords.pop("key", Const(None))
    listed = isinstance(args[0], Ref) and not isinstance(containers.ref_kind(ctx, args[0]), DictOf)
    items = args[0] if listed else containers.copy_list(ctx, args[0])
    scores = items
    if not (isinstance(key, Const) and key.value is None):
        scores = containers.empty_list(ctx)
        each_item(ctx, items, lambda item: containers.append(ctx, scores, call(ctx, key, [item], {})))
    atom = load_ref(ctx, scores)
    kind = atom.kind if isinstance(atom, Var) else ANY
    if not isinstance(kind, ListOf):
        raise ctx.refuse("SD401", "what is sorted is not known to be a list")
    order_args = (
        ctx.let(
            RANGE, (containers.length(ctx, items),), ANY
        ),
        atom,
    )
    names = ("reverse",) if "reverse" in keywords else ()
    extra = tuple(atom_of(ctx, v) for v in keywords.values())
    order = ctx.let(Op("order", "sorted", None, names), (*order_args, *extra), ListOf(INT), "order")
    result = containers.empty_list(ctx)
    each_item(ctx, order, lambda k: containers.append(ctx, result, subscripts.get_item(ctx, items, k)))
    return result


def over_axis(name: str) -> None:
    """Register a reduction of NumPy, which takes the axes 0 and -1 of a number, though that has none."""

    def handler(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
        given = {**dict(zip(("a", "axis"), args, strict=False)), **keywords}
        axis = given.pop("axis", None)
        kind = array_kind(ctx, given["a"])
        if len(args) > 2 or not isinstance(axis, Const) or not (is_plain(given["a"]) or (kind is not None and kind.rank == 0)):
            return NotImplemented
        return arrays.library(ctx, name, [given.pop("a")], given)

    structural(getattr(np, name))(handler)


for reduction in ("sum", "prod", "max", "min", "any", "all"):
    over_axis(reduction)
