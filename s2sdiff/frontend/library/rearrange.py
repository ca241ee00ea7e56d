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
    def span(*bounds: Atom) -> Atom:
        return ctx.let(RANGE, bounds, ANY, "range")

    def minus(a: Atom, b: Atom) -> Atom:
        return atom_of(ctx, binary(ctx, "sub", a, b))

    def plus(a: Atom, b: Atom) -> Atom:
        return (
            Const(a.value + b.value)
            if isinstance(a, Const) and isinstance(b, Const)
            else atom_of(ctx, binary(ctx, "add", a, b))
        )

    def position(index: Atom, count: Atom) -> Atom:
        if isinstance(index, Const):
            return index if index.value >= 0 else minus(count, Const(-index.value))
        below = ctx.let(Op("compare", "lt"), (index, Const(0)), BOOL)
        return atom_of(ctx, ctx.branch(below, lambda: plus(index, count), lambda: index))

    def item_at(k: Atom) -> Any:
        """An item that moves: it stays in this list, so that nobody else comes to hold it."""
        item = subscripts.get_item(ctx, owner, k)
        return load_ref(ctx, item) if arrays.is_array(item, ctx) and isinstance(item, Ref) else item

    count = containers.length(ctx, owner)
    if name == "clear":
        each(ctx, span(count), lambda _: drop_last(ctx, owner))
    elif name == "reverse":
        half = ctx.let(Op("binary", "floordiv"), (count, Const(2)), INT)
        last = minus(count, Const(1))

        def swap(k: Var) -> None:
            other = minus(last, k)
            a, b = item_at(k), item_at(other)
            subscripts.set_item(ctx, owner, k, b)
            subscripts.set_item(ctx, owner, other, a)

        each(ctx, span(half), swap)
    elif name == "sort":
        ordered = STRUCTURAL[sorted](ctx, [owner], keywords)
        each(ctx, span(count), lambda k: subscripts.set_item(ctx, owner, k, subscripts.get_item(ctx, ordered, k)))
    elif name == "insert" and len(args) == 2:
        at = args[0]
        if not isinstance(at, Const) or at.value != 0:
            store_slice(ctx, owner, slice(at, at, Const(None)), containers.build_list(ctx, [args[1]]))
            return Const(None)
        containers.append(ctx, owner, args[1])
        each(
            ctx,
            span(count, Const(0), Const(-1)),
            lambda k: subscripts.set_item(ctx, owner, k, item_at(minus(k, Const(1)))),
        )
        subscripts.set_item(ctx, owner, Const(0), args[1])
    elif name in ("pop", "remove") and len(args) == 1:
        index = atom_of(ctx, args[0])
        if name == "remove":
            at = ctx.let(Op("method", "index"), (load_ref(ctx, owner), index), INT)
        else:
            at = position(index, count)
        item = subscripts.get_item(ctx, owner, at)
        if isinstance(item, Ref):
            raise ctx.refuse("SD206", "a row is taken out of the middle of a list", "build a new list")
        each(
            ctx,
            span(at, minus(count, Const(1))),
            lambda k: subscripts.set_item(ctx, owner, k, item_at(plus(k, Const(1)))),
        )
        drop_last(ctx, owner)
        return item if name == "pop" else Const(None)
    else:
        raise ctx.refuse(
            "SD206",
            f"this form of the method `{name}` is not in the language",
            "use append, pop or subscripts",
        )
    return Const(None)
