"""Displays: tuples, lists, sets and dicts as they are written, with stars in them."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.data import containers, dicts, fleets, shelves, subscripts
from s2sdiff.frontend.state.held import held, in_order, released
from s2sdiff.frontend.state.lowerer import Lowerer, expression
from s2sdiff.frontend.values import (
    Instance,
    Iter,
    Known,
    Lib,
    Seq,
)
from s2sdiff.frontend.verbs import call, each_item, get_attribute
from s2sdiff.graph import Const, External, Var


@expression(ast.Tuple)
def tuple_(ctx: Lowerer, node: ast.Tuple) -> Any:
    if any(isinstance(n, ast.Starred) for n in node.elts) and not any(map(is_ellipsis, node.elts)):
        items = displayed(ctx, node.elts)
        return Seq(tuple(arrays.settled(ctx, v) for v in items)) if isinstance(items, list) else items
    return Seq(tuple(arrays.settled(ctx, v) for v in starred(ctx, node.elts, True)))


def starred(ctx: Lowerer, nodes: list[ast.expr], subscript: bool = False) -> list[Any]:
    """The values of expressions, those with a star unpacked; an Ellipsis among them if they may be a subscript."""
    values: list[Any] = []
    for n in nodes:
        if isinstance(n, ast.Starred):
            found = containers.known_items(ctx, ctx.expr(n.value))
        else:
            found = [Ellipsis if subscript and is_ellipsis(n) else ctx.expr(n)]
        values += [held(ctx, v) for v in found]
    return released(ctx, values)


@expression(ast.List)
def list_(ctx: Lowerer, node: ast.List) -> Any:
    passed, ctx.passing = ctx.passing, False
    items = displayed(ctx, node.elts)
    ctx.passing = passed
    if fleets.wanted(ctx, node) and isinstance(items, list):
        fleet = fleets.at(ctx, node)
        for one in items:
            fleets.append(ctx, fleet, one)
        return fleet
    if shelves.wanted(ctx, node):
        return shelves.of_list(ctx, containers.known_items(ctx, items) if not isinstance(items, list) else items)
    return shelves.born(ctx, node, containers.build_list(ctx, items, passed) if isinstance(items, list) else items)


def is_ellipsis(node: ast.expr) -> bool:
    """Whether an expression is ``...``."""
    return isinstance(node, ast.Constant) and node.value is Ellipsis


def displayed(ctx: Lowerer, nodes: list[ast.expr]) -> Any:
    """The items of a display, or a list of them where those of a value with a star cannot be told one by one."""
    if not any(isinstance(n, ast.Starred) for n in nodes):
        return in_order(ctx, nodes)
    values = with_stars(ctx, nodes)
    items = taken_apart(ctx, values)
    return pooled(ctx, values) if items is None else items


def taken_apart(ctx: Lowerer, values: list[tuple[bool, Any]]) -> list[Any] | None:
    """Values, those with a star item by item; None where the items of one cannot be told."""
    if not all(countable(ctx, v) for star, v in values if star):
        return None
    return [i for star, v in values for i in (containers.known_items(ctx, v) if star else [v])]


def with_stars(ctx: Lowerer, nodes: list[ast.expr]) -> list[tuple[bool, Any]]:
    """The values of expressions, and whether they have a star."""
    stars = [isinstance(n, ast.Starred) for n in nodes]
    return list(zip(stars, in_order(ctx, (n.value if isinstance(n, ast.Starred) else n for n in nodes)), strict=True))


def countable(ctx: Lowerer, value: Any) -> bool:
    """Whether the items of a value can be told one by one when the program is compiled."""
    if isinstance(value, Iter | Instance):
        return False
    return isinstance(value, Const) or containers.static_length(ctx, value) is not None


def pooled(ctx: Lowerer, values: list[tuple[bool, Any]]) -> Any:
    """A new list of values, those with a star item by item."""
    pool = containers.empty_list(ctx)
    for star, value in values:
        if star:
            each_item(ctx, value, lambda item: containers.append(ctx, pool, item))
        else:
            containers.append(ctx, pool, value)
    return pool


@expression(ast.Set)
def set_(ctx: Lowerer, node: ast.Set) -> Any:
    items = Seq(tuple(starred(ctx, node.elts)))
    if shelves.wanted(ctx, node) or not all(isinstance(i, Const) for i in items.items):
        made = call(ctx, Lib(External("builtins", "set", set)), [], {})
        call(ctx, get_attribute(ctx, made, "update"), [items], {})
        return made
    return shelves.born(ctx, node, set_of(items.items))


def set_of(items: Iterable[Const]) -> Seq:
    """A set of literals: each of equal ones once, numbers in the order in which Python goes over them.

    The order of other things changes from one run of Python to the next; they stay in that of the source.
    """
    values = dict.fromkeys(item.value for item in items)
    numbers = all(isinstance(value, int | float) for value in values)
    return Seq(tuple(Const(value) for value in (set(values) if numbers else values)))


def filled(ctx: Lowerer, keys: list[Any], values: list[Any]) -> Any:
    """A dict some of whose keys are computed, key by key."""
    made = dicts.build_dict(ctx, [], [])
    for key, value in zip(keys, values, strict=True):
        subscripts.set_item(ctx, made, key if isinstance(key, Var | Known) else Const(key), value)
    return made


@expression(ast.Dict)
def dict_(ctx: Lowerer, node: ast.Dict) -> Any:
    keys: list[Any] = []
    values: list[Any] = []
    for k, v in zip(node.keys, node.values, strict=True):
        if k is None:
            more = containers.known_table(ctx, ctx.expr(v))
            keys += more
            values += [held(ctx, value) for value in more.values()]
            continue
        key = ctx.expr(k)
        keys.append(key.value if isinstance(key, Const) else key)
        values.append(held(ctx, ctx.expr(v)))
    values = released(ctx, values)
    if any(isinstance(k, Var | Known) for k in keys) and not shelves.wanted(ctx, node):
        return filled(ctx, keys, values)
    if shelves.wanted(ctx, node):
        return shelves.of_dict(ctx, dict(zip(keys, values, strict=True)))
    return shelves.born(ctx, node, dicts.build_dict(ctx, keys, values, node))
