"""Items and slices of containers: read and written by subscript."""

from __future__ import annotations

import enum
from typing import Any

from s2sdiff.frontend import verbs
from s2sdiff.frontend.arrays import arrays, extent, numpys
from s2sdiff.frontend.data import shelves, specials
from s2sdiff.frontend.data.containers import (
    absorb,
    append,
    build_list,
    copied,
    data_like,
    empty_list,
    item_of_known,
    lend,
    length,
    of_data,
    ref_kind,
    static_length,
    widen,
    without_keys,
)
from s2sdiff.frontend.data.dicts import common_kind, dict_of
from s2sdiff.frontend.state import lasting
from s2sdiff.frontend.state.atoms import atom_of, load_ref
from s2sdiff.frontend.state.hopeless import refuse_item, refuse_record
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import (
    Fleet,
    Instance,
    Iter,
    Known,
    Lib,
    Member,
    Ref,
    Seq,
    Shelf,
    Table,
    is_attribute,
)
from s2sdiff.frontend.verbs import each, store_slice
from s2sdiff.graph import Atom, Const, Op, Var
from s2sdiff.kinds import (
    ANY,
    BOOL,
    INT,
    STR,
    Array,
    DictOf,
    Kind,
    ListOf,
    TupleOf,
    item_kind,
    join_items,
    strip,
)
from s2sdiff.operations import RANGE

UNKNOWN_KEY = "the key of this dict is not known when the program is compiled"


@verbs.get_item.defined
def get_item(ctx: Lowerer, owner: Any, index: Any) -> Any:
    """``owner[index]``."""
    if arrays.is_array(owner, ctx):
        return arrays.get_item(ctx, owner, index)
    found = numpys.get_item(ctx, owner, index)
    if found is not NotImplemented:
        return found
    if isinstance(owner, Seq | Table):
        return known_item(ctx, owner, index)
    if isinstance(owner, Shelf):
        return shelves.get(ctx, owner, index)
    if isinstance(owner, Const) and isinstance(owner.value, str) and isinstance(index, Const):
        return Const(owner.value[index.value])
    if isinstance(owner, Known) and isinstance(index, Const) and isinstance(owner.value, list | tuple | dict):
        return item_of_known(ctx, owner, index)
    if isinstance(owner, Fleet):
        return verbs.item_of_fleet(ctx, owner, index)
    if isinstance(owner, Instance | Member):
        return specials.special(ctx, owner, "__getitem__", Seq(index) if isinstance(index, tuple) else index)
    if isinstance(owner, Known):
        found = verbs.item_of_grid(ctx, owner, index)
        if found is not NotImplemented:
            return found
    if isinstance(owner, Lib) and isinstance(owner.external.value, enum.EnumMeta) and isinstance(index, Const):
        return verbs.get_attribute(ctx, owner, index.value)
    if isinstance(index, slice):
        return slice_of(ctx, owner, index)
    if isinstance(owner, Ref):
        kind = ref_kind(ctx, owner)
        key = atom_of(ctx, index, "this index")
        check_index(ctx, kind, key)
        item = item_kind(kind, key)
        ref = Ref(owner.obj, (*owner.path, key))
        if isinstance(strip(item), ListOf | DictOf | Array):
            if ctx.tried:  # that there is such an item decides what follows
                load_ref(ctx, ref)
            return ref
        atom = ctx.version(owner.obj)
        return ctx.let(Op("item", "item"), (atom, *ref.path), item)
    if isinstance(owner, Iter) and owner.how == "range":
        return ctx.let(Op("item", "item"), (atom_of(ctx, owner), atom_of(ctx, index, "this index")), INT)
    if not isinstance(owner, Var | Known) and not is_attribute(owner):
        raise ctx.refuse("SD201", "this value cannot be subscripted")
    atom_ = atom_of(ctx, owner)
    key = atom_of(ctx, index, "this index")
    return ctx.let(Op("item", "item"), (atom_, key), item_kind(atom_.kind, key))


def check_index(ctx: Lowerer, kind: Kind, key: Atom) -> None:
    """A list is indexed by a number."""
    if isinstance(kind, ListOf) and key.kind not in (INT, ANY, BOOL):
        raise ctx.refuse("SD401", "the index of a list must be an int here", "convert it with int()")


def known_item(ctx: Lowerer, owner: Seq | Table, index: Any) -> Any:
    """An item of a known sequence or table."""
    refuse_record(ctx, owner)
    if isinstance(owner, Table):
        if isinstance(index, Const) and index.value in owner.items:
            return owner.items[index.value]
        kind = common_kind(ctx, owner.items.values())
        if kind is None:
            raise shelves.unrolling(ctx, ctx.refuse("SD201", UNKNOWN_KEY))
        return get_item(ctx, dict_of(ctx, list(owner.items), list(owner.items.values()), kind), index)
    if isinstance(index, slice):
        parts = [extent.known_number(ctx, p) for p in (index.start, index.stop, index.step)]
        if all(isinstance(p, Const) for p in parts):
            return Seq(owner.items[slice(*[p.value for p in parts])])
        what = "a tuple is sliced by values that are not literals"
        raise shelves.unrolling(ctx, ctx.refuse("SD201", what, "use a list"))
    if isinstance(index, Const):
        try:
            return owner.items[index.value]
        except (IndexError, TypeError):
            raise ctx.refuse("SD201", f"the tuple has no item {index.value!r}") from None
    if not all(map(data_like, owner.items)):
        what = "which item is meant of a sequence of functions or the like is not known when the program is compiled"
        raise shelves.unrolling(ctx, ctx.refuse("SD201", what, "write its position, or go over it"))
    if any(isinstance(v, Ref) for v in owner.items):  # which of them is changed by what is found here is not known
        return get_item(ctx, build_list(ctx, list(owner.items)), index)
    atoms = [atom_of(ctx, v) for v in owner.items]
    packed = ctx.let(Op("list", "list"), tuple(atoms), ListOf(join_items([a.kind for a in atoms])))
    return ctx.let(Op("item", "item"), (packed, atom_of(ctx, index)), item_kind(packed.kind))


def slice_of(ctx: Lowerer, owner: Any, index: slice) -> Any:
    """``owner[a:b:c]``: of a list that may have derivatives, a list built item by item."""
    parts = [extent.known_number(ctx, p) for p in (index.start, index.stop, index.step)]
    if isinstance(owner, Ref):
        count = static_length(ctx, owner)
        if count is not None and all(isinstance(p, Const) for p in parts):
            chosen_items = range(count)[slice(*[p.value for p in parts])]
            items = [get_item(ctx, owner, Const(k)) for k in chosen_items]
            result = build_list(ctx, [copied(ctx, item, owner) for item in items])
            if isinstance(result, Ref):
                result.obj.shared = any(isinstance(item, Ref) for item in items)
            return result
        positions = ctx.let(
            RANGE, (length(ctx, owner),), ANY
        )
        chosen = ctx.let(Op("item", "slice"), (positions, *parts), ANY)
        result = empty_list(ctx)
        each(ctx, chosen, lambda k: append(ctx, result, get_item(ctx, owner, k)))
        return result
    if isinstance(owner, Const) and isinstance(owner.value, str) and all(isinstance(p, Const) for p in parts):
        return Const(owner.value[slice(*[p.value for p in parts])])
    over_range = isinstance(owner, Iter) and owner.how == "range"
    atom = atom_of(ctx, owner)
    if over_range or (isinstance(atom, Var) and atom.name == "range"):
        return ctx.let(Op("item", "slice"), (atom, *parts), ANY, "range")
    kind = strip(atom.kind)
    if isinstance(kind, TupleOf):
        if all(isinstance(p, Const) for p in parts):
            chosen_items = range(len(kind.items))[slice(*[p.value for p in parts])]
            return Seq(tuple(get_item(ctx, owner, Const(k)) for k in chosen_items))
        kind = ANY
    return ctx.let(
        Op("item", "slice"), (atom, *parts), kind if isinstance(kind, ListOf) or kind == STR else ANY
    )


def set_item(ctx: Lowerer, owner: Any, index: Any, value: Any) -> None:
    """``owner[index] = value``."""
    if arrays.is_array(owner, ctx):
        arrays.set_item(ctx, owner, index, value)
        return
    if isinstance(owner, Shelf):
        shelves.put(ctx, owner, index, value)
        return
    if isinstance(owner, Instance | Member):
        specials.special(ctx, owner, "__setitem__", Seq(index) if isinstance(index, tuple) else index, value)
        return
    if not isinstance(owner, Ref):
        refuse_item(ctx, owner)
        if isinstance(owner, Table) and not isinstance(index, Const) and common_kind(ctx, owner.items.values()):
            raise shelves.keyed(ctx, owner, ctx.refuse("SD201", UNKNOWN_KEY))
        what = "an item of something that lives outside the function is written"
        refusal = ctx.refuse("SD206", what, "work on a copy")
        if not isinstance(owner, Known):
            raise shelves.instead(ctx, owner, refusal)
        owner = lasting.changed(ctx, owner, refusal)
    of_data(ctx, owner, value)
    if isinstance(index, slice):
        store_slice(ctx, owner, index, value)
        return
    check_rows(ctx, owner)
    key = atom_of(ctx, index, "this index")
    kind = ref_kind(ctx, owner)
    check_index(ctx, kind, key)
    if not isinstance(kind, ListOf | DictOf):
        raise ctx.refuse(
            "SD206",
            f"an item of `{owner.obj.name}` is written, which is not a list or dict",
            "work on a copy",
        )
    lend(ctx, owner.obj, value)
    atom = absorb(ctx, value)
    new_kind = widen(ctx, owner, atom.kind)
    if isinstance(kind, DictOf):
        new_kind = without_keys(new_kind, key)
    ctx.update(Ref(owner.obj, (*owner.path, key)), "store", (atom,), new_kind)


@verbs.check_rows.defined
def check_rows(ctx: Lowerer, owner: Ref) -> None:
    """Refuse to change an item of a container that another of its items, or a name, may be."""
    lent = owner.obj.lenders if owner.path else []
    for lender in lent:
        ctx.outdate((lender, *lender.shares), owner.obj.name)
    if owner.path and (owner.obj.shared or any(ctx.names_of(lender, e) for lender in lent for e in ctx.entries)):
        refusal = ctx.refuse(
            "SD205", f"rows of `{owner.obj.name}` may be one and the same object", "append copies"
        )
        raise shelves.instead(ctx, Ref(owner.obj), refusal)
