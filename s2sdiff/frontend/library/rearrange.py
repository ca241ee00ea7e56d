"""Lists whose items move: slices written or deleted, items inserted, and the methods that order them anew."""

from __future__ import annotations

import ast
from typing import Any

from s2sdiff.frontend import verbs
from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.calls.structural import STRUCTURAL
from s2sdiff.frontend.data import containers, mappings, specials, subscripts
from s2sdiff.frontend.expressions.expressions import binary
from s2sdiff.frontend.loops.loops import each, each_item
from s2sdiff.frontend.state.atoms import atom_of, load_ref
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Instance, Ref, Shelf
from s2sdiff.graph import Atom, Const, Op, Var
from s2sdiff.kinds import ANY, BOOL, INT, ListOf, item_kind
from s2sdiff.operations import RANGE

NOTHING = Const(None)


@verbs.store_slice.defined
def store_slice(ctx: Lowerer, owner: Ref, index: slice, value: Any) -> None:
    """``owner[a:b] = value``: filled anew, if it is clear that a is not beyond b; with a step, item by item."""
    if not isinstance(containers.ref_kind(ctx, owner), ListOf):
        raise ctx.refuse("SD206", "a slice is written of what is not a list", "work on a copy")
    first, last = index.start, index.stop
    count = containers.static_length(ctx, owner)
    if count is not None and all(isinstance(p, Const) for p in (first, last, index.step)) and index.step.value not in (None, 1):
        places = range(count)[slice(first.value, last.value, index.step.value)]
        items = containers.known_items(ctx, value)
        if len(items) != len(places):
            what = f"attempt to assign sequence of size {len(items)} to extended slice of size {len(places)}"
            raise ctx.ends(ValueError, (what,))
        for k, item in zip(places, items, strict=True):
            subscripts.set_item(ctx, owner, Const(k), item)
        return
    ordered = first is last or any(isinstance(p, Const) and p.value is None for p in (first, last))
    if not ordered and isinstance(first, Const) and isinstance(last, Const):
        ordered = (first.value < 0) == (last.value < 0) and first.value <= last.value
    if not ordered or not (isinstance(index.step, Const) and index.step.value in (None, 1)):
        raise ctx.refuse("SD206", "this slice of a list is written", "write its items one by one")
    parts = [value]
    if not (isinstance(first, Const) and first.value is None):
        parts.insert(0, subscripts.get_item(ctx, owner, slice(NOTHING, first, NOTHING)))
    if not (isinstance(last, Const) and last.value is None):
        parts.append(subscripts.get_item(ctx, owner, slice(last, NOTHING, NOTHING)))
    refill(ctx, owner, parts)


def refill(ctx: Lowerer, owner: Ref, parts: list[Any]) -> None:
    """Give a list other items: those of `parts`, one after the other."""
    fresh = containers.empty_list(ctx)
    for part in parts:
        each_item(ctx, part, lambda item: containers.append(ctx, fresh, item))
    count = ctx.let(RANGE, (containers.length(ctx, owner),), ANY)
    each(ctx, count, lambda _: drop_last(ctx, owner))
    each_item(ctx, fresh, lambda item: containers.append(ctx, owner, item))


def rows_swapped(ctx: Lowerer, node: ast.Assign) -> bool:
    """Do ``a[i], a[j] = a[j], a[i]`` where the items are lists, by what they hold; whether that was it."""
    if len(node.targets) > 1 or not isinstance(node.targets[0], ast.Tuple) or not isinstance(node.value, ast.Tuple):
        return False
    left, right = node.targets[0].elts, node.value.elts
    if len(left) != 2 or not all(isinstance(e, ast.Subscript) for e in (*left, *right)):
        return False
    first, second = (ast.unparse(e) for e in left)
    if [ast.unparse(e) for e in right] != [second, first]:
        return False
    here = [e for e in left if isinstance(e, ast.Subscript)]
    if ast.unparse(here[0].value) != ast.unparse(here[1].value) or not isinstance(here[0].value, ast.Name):
        return False
    owner = ctx.expr(here[0].value)
    if not isinstance(owner, Ref) or not isinstance(item_kind(containers.ref_kind(ctx, owner)), ListOf):
        return False
    if ctx.named_inside(owner):
        raise ctx.refuse("SD205", "a row that has a name is moved", "swap the rows' items")
    a, b = (subscripts.get_item(ctx, owner, ctx.expr(e.slice)) for e in here)
    subscripts.check_rows(ctx, a)
    kept = containers.copy_list(ctx, a)
    refill(ctx, a, [b])
    refill(ctx, b, [kept])
    return True


def drop_last(ctx: Lowerer, owner: Ref) -> None:
    """``owner.pop()``, where nobody wants the item."""
    ctx.update(owner, "pop", (), None, ctx.var(item_kind(containers.ref_kind(ctx, owner))))


def delete_item(ctx: Lowerer, target: ast.expr, owner: Any, index: Any) -> None:
    """``del owner[index]``."""
    if isinstance(owner, Instance):
        specials.special(ctx, owner, "__delitem__", index)
        return
    if isinstance(owner, Shelf) or mappings.is_dict(ctx, owner):
        mappings.delete(ctx, owner, index)
        return
    if not isinstance(owner, Ref) or not isinstance(containers.ref_kind(ctx, owner), ListOf):
        raise ctx.refuse("SD206", "an item is deleted", "build a new container without it", target)
    if isinstance(index, slice):
        store_slice(ctx, owner, index, containers.empty_list(ctx))
    else:
        rearrange(ctx, owner, "pop", [index], {})


@verbs.rearrange.defined
def rearrange(ctx: Lowerer, owner: Ref, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Methods of a list that move its items, as loops of loads and stores."""
    if name == "clear":
        each(ctx, span(ctx, containers.length(ctx, owner)), lambda _: drop_last(ctx, owner))
    elif name == "reverse":
        reverse(ctx, owner)
    elif name == "sort":
        count, ordered = containers.length(ctx, owner), STRUCTURAL[sorted](ctx, [owner], keywords)
        each(ctx, span(ctx, count), lambda k: subscripts.set_item(ctx, owner, k, subscripts.get_item(ctx, ordered, k)))
    elif name == "insert" and len(args) == 2:
        insert(ctx, owner, *args)
    elif name == "pop" and len(args) == 1:
        count = containers.length(ctx, owner)
        return take_out(ctx, owner, position(ctx, atom_of(ctx, args[0]), count), count)
    elif name == "remove" and len(args) == 1:
        count = containers.length(ctx, owner)
        at = ctx.let(Op("method", "index"), (load_ref(ctx, owner), atom_of(ctx, args[0])), INT)
        take_out(ctx, owner, at, count)
    else:
        what = f"this form of the method `{name}` is not in the language"
        raise ctx.refuse("SD206", what, "use append, pop or subscripts")
    return Const(None)


def reverse(ctx: Lowerer, owner: Ref) -> None:
    """Turn a list around, by swaps."""
    count = containers.length(ctx, owner)
    half = ctx.let(Op("binary", "floordiv"), (count, Const(2)), INT)
    last = minus(ctx, count, Const(1))

    def swap(k: Var) -> None:
        other = minus(ctx, last, k)
        a, b = item_at(ctx, owner, k), item_at(ctx, owner, other)
        subscripts.set_item(ctx, owner, k, b)
        subscripts.set_item(ctx, owner, other, a)

    each(ctx, span(ctx, half), swap)


def insert(ctx: Lowerer, owner: Ref, at: Any, value: Any) -> None:
    """Put an item into a list: at its start by moving the others, elsewhere by a slice."""
    if not isinstance(at, Const) or at.value != 0:
        store_slice(ctx, owner, slice(at, at, Const(None)), containers.build_list(ctx, [value]))
        return
    count = containers.length(ctx, owner)
    containers.append(ctx, owner, value)

    def move(k: Var) -> None:
        subscripts.set_item(ctx, owner, k, item_at(ctx, owner, minus(ctx, k, Const(1))))

    each(ctx, span(ctx, count, Const(0), Const(-1)), move)
    subscripts.set_item(ctx, owner, Const(0), value)


def take_out(ctx: Lowerer, owner: Ref, at: Atom, count: Atom) -> Any:
    """Take the item at a position out of a list of `count` items, those behind it one place on; gives the item."""
    item = subscripts.get_item(ctx, owner, at)
    if isinstance(item, Ref):
        raise ctx.refuse("SD206", "a row is taken out of the middle of a list", "build a new list")

    def move(k: Var) -> None:
        subscripts.set_item(ctx, owner, k, item_at(ctx, owner, plus(ctx, k, Const(1))))

    each(ctx, span(ctx, at, minus(ctx, count, Const(1))), move)
    drop_last(ctx, owner)
    return item


def item_at(ctx: Lowerer, owner: Ref, k: Atom) -> Any:
    """An item that moves: it stays in this list, so that nobody else comes to hold it."""
    item = subscripts.get_item(ctx, owner, k)
    return load_ref(ctx, item) if arrays.is_array(item, ctx) and isinstance(item, Ref) else item


def position(ctx: Lowerer, index: Atom, count: Atom) -> Atom:
    """An index, which may count from the end, as one that counts from the start."""
    if isinstance(index, Const):
        return index if index.value >= 0 else minus(ctx, count, Const(-index.value))
    below = ctx.let(Op("compare", "lt"), (index, Const(0)), BOOL)
    return atom_of(ctx, ctx.branch(below, lambda: plus(ctx, index, count), lambda: index))


def span(ctx: Lowerer, *bounds: Atom) -> Atom:
    return ctx.let(RANGE, bounds, ANY, "range")


def minus(ctx: Lowerer, a: Atom, b: Atom) -> Atom:
    return atom_of(ctx, binary(ctx, "sub", a, b))


def plus(ctx: Lowerer, a: Atom, b: Atom) -> Atom:
    if isinstance(a, Const) and isinstance(b, Const):
        return Const(a.value + b.value)
    return atom_of(ctx, binary(ctx, "add", a, b))
