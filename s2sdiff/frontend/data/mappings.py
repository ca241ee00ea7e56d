"""Dicts that are merged, updated and filled up."""

from __future__ import annotations

from typing import Any

from s2sdiff.frontend import verbs
from s2sdiff.frontend.data import containers, dicts, shelves, subscripts
from s2sdiff.frontend.state.atoms import atom_of, load_ref
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Instance, Iter, Known, Ref, Shelf, Table
from s2sdiff.graph import Atom, Const, Op
from s2sdiff.kinds import BOOL, DictOf


def is_dict(ctx: Lowerer, value: Any) -> bool:
    """Whether a value is a dict."""
    if isinstance(value, Instance):
        return issubclass(getattr(value.cls, "STANDS_FOR", object), dict)
    if isinstance(value, Ref):
        return isinstance(containers.ref_kind(ctx, value), DictOf)
    return (
        isinstance(value, Table)
        or (isinstance(value, Shelf) and value.form == "dict")
        or (isinstance(value, Known) and isinstance(value.value, dict))
    )


def merged(ctx: Lowerer, left: Any, right: Any) -> Any:
    """``left | right``: a new dict."""
    items = containers.known_table(ctx, left) | containers.known_table(ctx, right)
    if isinstance(left, Shelf) or isinstance(right, Shelf) or shelves.wanted(ctx, ctx.node):
        return shelves.of_dict(ctx, items)
    return shelves.born(ctx, ctx.node, dicts.build_dict(ctx, list(items), list(items.values())))


def update(ctx: Lowerer, owner: Any, given: list[Any], keywords: dict[str, Any]) -> None:
    """``owner.update(given, **keywords)``."""
    for more in given:
        kind = containers.ref_kind(ctx, more) if isinstance(more, Ref) else None
        if isinstance(kind, DictOf) and kind.keys is None:
            verbs.each_item(ctx, Iter("items", (more,)), lambda pair: put(ctx, owner, pair))
        elif is_dict(ctx, more):
            for key, value in containers.known_table(ctx, more).items():
                subscripts.set_item(ctx, owner, Const(key), value)
        else:
            verbs.each_item(ctx, more, lambda pair: put(ctx, owner, pair))
    for name, value in keywords.items():
        subscripts.set_item(ctx, owner, Const(name), value)


def put(ctx: Lowerer, owner: Any, pair: Any) -> None:
    """Put an item that is given with its key."""
    key, value = containers.known_items(ctx, pair, 2)
    subscripts.set_item(ctx, owner, key, value)


def set_default(ctx: Lowerer, owner: Ref, key: Any, default: Any) -> Any:
    """``owner.setdefault(key, default)``."""
    found = has_key(ctx, owner, key)
    if not isinstance(found, Const):
        ctx.branch(found, lambda: None, lambda: subscripts.set_item(ctx, owner, key, default))
    elif not found.value:
        subscripts.set_item(ctx, owner, key, default)
    return subscripts.get_item(ctx, owner, key)


def item_or(ctx: Lowerer, owner: Ref, key: Any, default: Any) -> Any:
    """``owner.get(key, default)``."""
    found = has_key(ctx, owner, key)
    if isinstance(found, Const):
        return subscripts.get_item(ctx, owner, key) if found.value else default
    return ctx.branch(found, lambda: subscripts.get_item(ctx, owner, key), lambda: default)


def has_key(ctx: Lowerer, owner: Ref, key: Any) -> Atom:
    """Whether a dict has a key: a Const where that is known."""
    known = known_key(ctx, owner, key)
    if known is not None:
        return Const(known)
    return ctx.let(Op("compare", "in"), (atom_of(ctx, key), load_ref(ctx, owner)), BOOL)


def known_key(ctx: Lowerer, owner: Ref, key: Any) -> bool | None:
    """Whether a dict has a key, where its keys are known or nothing was ever put into it; else None."""
    kind = containers.ref_kind(ctx, owner)
    if not isinstance(kind, DictOf):
        return None
    if kind.item is None:
        return False
    return key.value in kind.keys if kind.keys is not None and isinstance(key, Const) else None


def method(ctx: Lowerer, owner: Any, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    """A method that changes a dict of data; NotImplemented for any other."""
    if name == "update" and len(args) < 2:
        update(ctx, owner, args, keywords)
        return Const(None)
    if name == "setdefault" and len(args) == 2 and not keywords:
        return set_default(ctx, owner, *args)
    if name == "get":
        return item_or(ctx, owner, args[0], args[1] if len(args) > 1 else Const(None))
    return NotImplemented


def delete(ctx: Lowerer, owner: Any, index: Any) -> None:
    """``del owner[key]``, of a dict."""
    if isinstance(owner, Shelf):
        shelves.method(ctx, owner, "pop", [index], {})
        return
    raise shelves.instead(ctx, owner, ctx.refuse("SD206", "an item is deleted", "build a new container without it"))


__all__ = ["delete", "is_dict", "known_key", "merged", "method", "update"]
