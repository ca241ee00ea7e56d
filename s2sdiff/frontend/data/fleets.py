"""Lists of like objects whose number is known only when the program runs.

Such a list is kept as one list for each attribute, and an object in it as its place there: what is read or written of
the object is read or written in these lists, whoever names it. An object becomes an item of one list only, and is
reached by that from then on.
"""

from __future__ import annotations

from typing import Any

from s2sdiff.frontend import verbs
from s2sdiff.frontend.data import containers
from s2sdiff.frontend.data.going import Going
from s2sdiff.frontend.data.subscripts import get_item, set_item
from s2sdiff.frontend.state import identities
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import UNBOUND, Fleet, Instance, Iter, Member, Poison, Ref
from s2sdiff.graph import Atom, Const, Op
from s2sdiff.kinds import ANY, INT
from s2sdiff.operations import RANGE


def wanted(ctx: Lowerer, node: Any) -> bool:
    """Whether such a list is to be made where `node` makes a container."""
    return ctx.recursion is not None and node in ctx.recursion.fleets


def made(ctx: Lowerer, layout: dict[str, Any], name: str = "") -> Fleet:
    """An empty list of objects with these attributes; those that are objects have attributes of their own."""
    fleet = Fleet(ctx.new_slot(), [])
    for attr, inner in layout.items():
        if inner is not None:
            ctx.env.names[fleet.slot, attr] = made(ctx, inner, f"{name}{attr}_")
            continue
        column = containers.empty_list(ctx)
        version = ctx.env.versions[column.obj]
        version.name, version.weak = f"{name}{attr}_list", False
        column.obj.name = version.name
        ctx.env.names[fleet.slot, attr] = column
    return fleet


def at(ctx: Lowerer, node: Any) -> Fleet:
    """The empty list that a node makes."""
    return made(ctx, ctx.recursion.fleets[node])


def columns(ctx: Lowerer, fleet: Fleet) -> dict[str, Any]:
    """The lists of attributes, by their names."""
    return identities.attributes(ctx.env, fleet.slot)


def append(ctx: Lowerer, fleet: Fleet, value: Any) -> None:
    """``fleet.append(value)``."""
    if not isinstance(value, Instance) or any(c is not value.cls for c in fleet.classes):
        raise ctx.refuse("SD207", "a list whose length is not known holds objects of several classes", "make one for each")
    kept_before = any(slot == value.slot for entry in ctx.entries for slot, _ in entry.names)
    if identities.lists_of(ctx, value.slot) or ctx.kin.get(value.slot) or kept_before:
        raise ctx.refuse("SD205", "an object becomes an item of a list twice", "make a new object for each item")
    given, own = identities.attributes(ctx.env, value.slot), columns(ctx, fleet)
    if given.keys() != own.keys():
        raise ctx.refuse("SD207", "objects in one list have different attributes", "set all of them in `__init__`")
    if not fleet.classes:
        fleet.classes.append(value.cls)
    identities.enlist(ctx, value.slot, fleet.slot)
    grown(ctx, fleet)
    for attr, column in own.items():
        add = append if isinstance(column, Fleet) else containers.append
        add(ctx, column, given[attr])


def grown(ctx: Lowerer, fleet: Fleet) -> None:
    """Note that a list has grown: a place in it that may be counted from its end leads elsewhere now."""
    for key, value in list(ctx.env.names.items()):
        if isinstance(value, Member) and not value.sure and identities.related(ctx, value.fleet.slot, fleet.slot):
            what = "a list has grown since the place of an object in it was given, perhaps from its end"
            ctx.env.names[key] = Poison("SD205", what, "read it from the list again")


@verbs.length_of_fleet.defined
def length(ctx: Lowerer, fleet: Fleet) -> Atom:
    """``len(fleet)``."""
    column = next(iter(columns(ctx, fleet).values()))
    return length(ctx, column) if isinstance(column, Fleet) else containers.length(ctx, column)


@verbs.item_of_fleet.defined
def item(ctx: Lowerer, fleet: Fleet, index: Any) -> Any:
    """``fleet[index]``; of a slice, something that can be gone over."""
    if isinstance(index, slice):
        everything = ctx.let(RANGE, (length(ctx, fleet),), ANY)
        return Iter("members", (fleet, ctx.let(Op("item", "slice"), (everything, index.start, index.stop, index.step), ANY)))
    key = atom_of(ctx, index, "this index")
    if isinstance(key, Const) and key.value < 0:
        key = atom_of(ctx, verbs.binary(ctx, "add", length(ctx, fleet), key))
        return Member(fleet, key, True)
    return Member(fleet, key, isinstance(key, Const))


@verbs.read_member.defined
def read(ctx: Lowerer, member: Member, attr: str) -> Any:
    """What the list of an attribute holds for an object; UNBOUND where there is no such list."""
    column = columns(ctx, member.fleet).get(attr, UNBOUND)
    ctx.check_sound(column)
    if isinstance(column, Fleet):
        return Member(column, member.index, member.sure)
    return get_item(ctx, column, member.index) if isinstance(column, Ref) else UNBOUND


@verbs.write_member.defined
def write(ctx: Lowerer, member: Member, attr: str, value: Any) -> None:
    """``member.attr = value``."""
    column = columns(ctx, member.fleet).get(attr)
    if isinstance(column, Fleet):
        if not isinstance(value, Instance) or value.cls not in column.classes or identities.lists_of(ctx, value.slot):
            raise ctx.refuse("SD205", f"`{attr}` of an object in a list becomes another object", "make a new object for it")
        identities.enlist(ctx, value.slot, column.slot)
        for name, own in identities.attributes(ctx.env, value.slot).items():
            write(ctx, Member(column, member.index), name, own)
        return
    if not isinstance(column, Ref):
        raise ctx.refuse("SD207", f"an object in a list gets the attribute `{attr}`", "set it in `__init__`")
    set_item(ctx, column, member.index, value)
    identities.outdate_items(ctx, member.fleet.slot, attr)


def over(ctx: Lowerer, fleet: Fleet, positions: Atom | None = None) -> Going:
    """How to go over the objects of a list, or over those at some positions."""
    count = length(ctx, fleet) if positions is None else containers.length(ctx, positions)
    counted = ctx.let(RANGE, (count,), ANY)
    ctx.counts[counted] = count

    def member(k: Atom) -> Member:
        return Member(fleet, k if positions is None else ctx.let(Op("item", "item"), (positions, k), INT), True)

    return Going(counted, member)


def method(ctx: Lowerer, fleet: Fleet, name: str, args: list[Any], keywords: dict[str, Any]) -> Any:
    """A method of the list."""
    if name == "append" and len(args) == 1:
        append(ctx, fleet, args[0])
        return Const(None)
    if name == "extend" and len(args) == 1:
        verbs.each_item(ctx, args[0], lambda one: append(ctx, fleet, one))
        return Const(None)
    what = f"the method `{name}` of a list of objects whose length is not known is not in the language"
    raise ctx.refuse("SD206", what, "use append and subscripts")


__all__ = ["append", "at", "item", "length", "method", "over", "read", "wanted", "write"]
