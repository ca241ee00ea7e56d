"""Lists, tuples and dicts: built, copied, unpacked, appended to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from s2sdiff.frontend import steps, verbs
from s2sdiff.frontend.aliases import PICKED, Obj
from s2sdiff.frontend.arrays import arrays, extent
from s2sdiff.frontend.arrays.misfits import unknown_operator
from s2sdiff.frontend.data import shelves, specials
from s2sdiff.frontend.state.atoms import atom_of, kind_at, load_ref
from s2sdiff.frontend.state.hopeless import refuse_record
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import how_of_data, static_value
from s2sdiff.frontend.state.perhaps import sure
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
    UserFn,
    pieces,
    rebuilt,
)
from s2sdiff.frontend.verbs import each, each_item, get_item, iteration
from s2sdiff.graph import Atom, Const, External, Op, Var
from s2sdiff.kinds import (
    ANY,
    INT,
    Array,
    DictOf,
    Kind,
    ListOf,
    TupleOf,
    differentiable,
    is_number,
    item_kind,
    join,
    join_items,
    kind_of,
    strip,
)  # fmt: skip
from s2sdiff.operations import LENGTH, RANGE

KNOWN = 64  # items of a list that is written with `*` and still known one by one


def build_list(ctx: Lowerer, items: list[Any], passed: bool = False) -> Ref | Seq:
    """A list literal, nobody's but a library's if `passed`. One of functions and the like is kept as a known sequence."""
    if not all(map(data_like, items)) or len({i.cls for i in items if isinstance(i, Seq) and i.cls is not None}) > 1:
        return Seq(tuple(items), form="list")
    atoms = [
        load_ref(ctx, i) if passed and isinstance(i, Ref) else atom_of(ctx, i) if passed else absorb(ctx, i)
        for i in items
    ]
    kind = ListOf(join_items([a.kind for a in atoms]))
    ref = ctx.new_object(ctx.let(Op("list", "list"), tuple(atoms), kind))
    ctx.lengths[ctx.env.versions[ref.obj]] = len(atoms)
    ctx.tuples[ctx.env.versions[ref.obj]] = atoms
    for i in items:
        lend(ctx, ref.obj, i)
    return ref


def lend(ctx: Lowerer, owner: Obj, value: Any) -> None:
    """Note that an item of `owner` may be an object that a name, or another item, is as well.

    Of one that was made on this trip, and is an item of nothing else, it is enough that its names are stale
    once the container has changed it.
    """
    if isinstance(value, Var) and value in ctx.shares and not ctx.fold:
        owner.shared = True
    if not isinstance(value, Ref):
        return
    named = ctx.names_of(value.obj, ctx.env) > 0
    alone = not value.path and not value.obj.holder and not value.obj.shares
    if not alone or (named and any(value.obj in e.versions for e in ctx.entries)):
        for holder in (owner, value.obj.holder or owner):
            holder.shared = True
        return
    value.obj.holder = owner
    if named:
        owner.lenders.append(value.obj)


def data_like(value: Any) -> bool:
    """Whether a value can be an item of a list at run time."""
    return not isinstance(value, UserFn | Instance | Fleet | Member | Shelf | slice) and (
        not isinstance(value, Seq) or all(data_like(v) for v in value.items)
    )


def absorb(ctx: Lowerer, value: Any) -> Atom:
    """A value that becomes an item of a container; it must not be changed by another name afterwards."""
    if isinstance(value, Ref):
        if not value.path:
            value.obj.freeze("after it became an item of another container")
            value.obj.spare = False  # what it shows must not be changed either
            return ctx.version(value.obj)
        if not isinstance(ref_kind(ctx, value), Array):
            raise ctx.refuse("SD205", "a part of one container becomes a part of another", "append a copy")
        if not ctx.fold:
            value.obj.freeze(PICKED)
        return load_ref(ctx, value)
    if isinstance(value, Seq | Table):
        value = rebuilt(value, [absorb(ctx, v) for v in pieces(value)])
    atom = atom_of(ctx, value)
    shown = ctx.shares.get(atom) if isinstance(atom, Var) and not ctx.fold else None
    if shown is not None:
        shown.freeze(PICKED)
    return atom


@verbs.known_items.defined
def known_items(ctx: Lowerer, value: Any, count: int | None = None) -> list[Any]:
    """The items of a value that is unpacked."""
    value = sure(ctx, value, "unpacked")
    value = shelves.as_seq(ctx, value) if isinstance(value, Shelf) else value
    refuse_record(ctx, value)
    if isinstance(value, Seq):
        return list(value.items)
    if isinstance(value, Table):
        return [Const(k) for k in value.items]
    if isinstance(value, Const) and isinstance(value.value, str):
        return [Const(c) for c in value.value]
    if isinstance(value, Known) and isinstance(value.value, tuple | list) and count is None:
        count = static_length(ctx, value)
    if isinstance(value, Instance) or specials.is_own_container(value):
        value = copy_list(ctx, value)
    if isinstance(value, Iter):
        items = verbs.told(ctx, iteration(ctx, Iter(value.how, tuple(listed(ctx, a) for a in value.args))))
        if items is not None:
            return items
        value = copy_list(ctx, value)
    kind = strip(atom_of(ctx, value).kind)
    if isinstance(kind, TupleOf):
        count = len(kind.items)
    if count is None and isinstance(kind, Array) and kind.lengths and isinstance(kind.lengths[0], int):
        count = kind.lengths[0]
    if count is None:
        count = static_length(ctx, value)
    if count is None:
        refusal = ctx.refuse("SD201", "a sequence of unknown length is unpacked", "name its items one by one")
        raise verbs.instead(ctx, value, refusal)
    written = ctx.tuples.get(ctx.version(value.obj), ()) if isinstance(value, Ref) and not value.path else ()
    if len(written) == count and all(is_number(a.kind) for a in written):
        return list(written)
    return [get_item(ctx, value, Const(k)) for k in range(count)]


def static_length(ctx: Lowerer, value: Any) -> int | None:
    """The length of a sequence where it is known when the program is compiled."""
    if isinstance(value, Seq | Table):
        return len(value.items)
    if isinstance(value, Shelf):
        return len(shelves.keys(ctx, value))
    if isinstance(value, Ref) and not value.path:
        return ctx.lengths.get(ctx.env.versions[value.obj])
    if isinstance(value, Known) and isinstance(value.value, tuple | list):
        ctx.rely(value, ".__len__()", len(value.value), "equal")
        return len(value.value)
    if isinstance(value, Var) and isinstance(strip(value.kind), TupleOf):
        return len(strip(value.kind).items)  # type: ignore[attr-defined]
    return None


@verbs.known_table.defined
def known_table(ctx: Lowerer, value: Any) -> dict[Any, Any]:
    """The items of a dict whose keys are known, as ``**`` wants them."""
    value = shelves.contents(ctx, value)
    if isinstance(value, Table):
        return dict(value.items)
    if isinstance(value, Shelf) and value.form == "dict":
        return shelves.items(ctx, value)
    if isinstance(value, Known) and isinstance(value.value, dict):
        ctx.rely(value, ".__len__()", len(value.value), "equal")
        return {k: item_of_known(ctx, value, Const(k)) for k in value.value}
    kind = (
        ref_kind(ctx, value)
        if isinstance(value, Ref)
        else strip(value.kind)
        if isinstance(value, Var)
        else None
    )
    if isinstance(kind, DictOf) and kind.keys is not None:
        return {k: get_item(ctx, value, Const(k)) for k in kind.keys}
    raise verbs.instead(ctx, value, ctx.refuse("SD201", "`**` of a dict whose keys are not known"))


@verbs.ref_kind.defined
def ref_kind(ctx: Lowerer, ref: Ref) -> Kind:
    """The kind of a container, or of the part that its path leads to, taken not to be None."""
    return strip(kind_of_part(ctx, ref))


def kind_of_part(ctx: Lowerer, ref: Ref) -> Kind:
    """The kind of a container, or of the part that its path leads to."""
    version = ctx.env.versions[ref.obj]
    kind = version.kind
    for k, step in enumerate(ref.path):
        if isinstance(step, steps.Step):
            kind = extent.indexed_kind(ctx, strip(kind), steps.parts_of(step))  # type: ignore[arg-type]
        else:
            kind = item_kind(kind, step) if k else kind_at(ctx, version, step)
    return kind


def empty_list(ctx: Lowerer) -> Ref:
    """``[]``."""
    made = ctx.let(Op("list", "list"), (), ListOf(None))
    ctx.lengths[made] = 0
    return ctx.new_object(made)


def length(ctx: Lowerer, value: Any) -> Atom:
    """``len(value)``."""
    refuse_record(ctx, value)
    if isinstance(value, Seq | Table | Shelf):
        return Const(static_length(ctx, value))
    if isinstance(value, Fleet):
        return verbs.length_of_fleet(ctx, value)
    if isinstance(value, Instance | Member):
        return atom_of(ctx, specials.special(ctx, value, "__len__"))
    atom = load_ref(ctx, value) if isinstance(value, Ref) else atom_of(ctx, value)
    if isinstance(atom, Const) and not hasattr(atom.value, "__len__"):
        raise ctx.ends(TypeError, (f"object of type {type(atom.value).__name__!r} has no len()",))
    if isinstance(atom, Const):
        return Const(len(atom.value))
    if isinstance(atom.kind, TupleOf) and not specials.is_own_container(value):
        return Const(len(atom.kind.items))
    if atom in ctx.counts:
        return ctx.counts[atom]
    count = ctx.let(LENGTH, (atom,), INT)
    kind = strip(atom.kind)
    if isinstance(kind, Array) and kind.lengths:
        ctx.dims[count] = kind.lengths[0]
    elif atom in ctx.lengths:
        ctx.dims[count] = ctx.lengths[atom]
    return count


def widen(ctx: Lowerer, ref: Ref, item: Kind) -> Kind:
    """The kind that a container has once an item of kind `item` is put where `ref` points."""

    def widened(kind: Kind, depth: int) -> Kind:
        kind = strip(kind)
        if isinstance(kind, ListOf | DictOf):
            if depth == 0:
                inner = item if kind.item is None else join(kind.item, item)
            else:
                inner = widened(kind.item or ANY, depth - 1)
            if inner is None:
                refusal = ctx.refuse("SD207", f"`{ref.obj.name}` holds items of different kinds")
                raise shelves.instead(ctx, Ref(ref.obj), refusal)
            shelves.note_ranks(ctx, ref.obj.origin, kind.item, inner)
            keys = kind.keys if isinstance(kind, DictOf) else None
            return ListOf(inner) if isinstance(kind, ListOf) else DictOf(inner, keys)
        raise ctx.refuse("SD206", f"`{ref.obj.name}` is not a list or dict that can be changed here")

    return widened(ctx.env.versions[ref.obj].kind, len(ref.path))


def append(ctx: Lowerer, ref: Ref, value: Any) -> None:
    """``ref.append(value)``."""
    of_data(ctx, ref, value)
    lend(ctx, ref.obj, value)
    atom = absorb(ctx, value)
    ctx.update(ref, "append", (atom,), widen(ctx, ref, atom.kind))


def of_data(ctx: Lowerer, ref: Ref, value: Any) -> None:
    """See that what a list or dict gets is data."""
    if not data_like(value):
        shelves.note(ctx, ref.obj.origin, value)
        raise shelves.instead(ctx, ref, ctx.refuse("SD201", f"what `{ref.obj.name}` gets here is no data"))


def without_keys(kind: Kind, key: Atom) -> Kind:
    """The kind of a dict after a key is written that may be new."""
    if isinstance(kind, DictOf) and kind.keys is not None:
        if isinstance(key, Const):
            return DictOf(kind.item, kind.keys if key.value in kind.keys else (*kind.keys, key.value))
        return DictOf(kind.item, None)
    return kind


def list_arithmetic(ctx: Lowerer, op: str, left: Any, right: Any) -> Any:
    """``+`` and ``*`` of lists: a new list, built item by item where it may have derivatives."""
    if op == "add":
        lengths = static_length(ctx, left), static_length(ctx, right)
        if None not in lengths and sum(n or 0 for n in lengths) <= KNOWN:
            return several_times(ctx, [*known_items(ctx, left), *known_items(ctx, right)], 1)
        result = empty_list(ctx)
        for part in (left, right):
            each_item(ctx, part, lambda item: append(ctx, result, item))
        return result
    if op == "mul":
        owner, times = (left, right) if not isinstance(right, Ref) else (right, left)
        count = atom_of(ctx, times)
        repeats = extent.known_number(ctx, count)
        if isinstance(owner, Ref) and not owner.path and bare(ctx.tuples.get(ctx.env.versions[owner.obj])):
            atoms = (ctx.env.versions[owner.obj], count)
            made = ctx.let(Op("binary", "mul"), atoms, atoms[0].kind)
            if isinstance(repeats, Const) and 0 <= repeats.value * len(ctx.tuples[atoms[0]]) <= KNOWN:
                ctx.tuples[made] = tuple(ctx.tuples[atoms[0]]) * repeats.value
                ctx.lengths[made] = len(ctx.tuples[made])
            return ctx.new_object(made)
        length = static_length(ctx, owner)
        if length is not None and isinstance(repeats, Const) and 0 <= length * repeats.value <= KNOWN:
            return several_times(ctx, known_items(ctx, owner), repeats.value)
        result = empty_list(ctx)
        span = ctx.let(RANGE, (count,), ANY)
        each(
            ctx,
            span,
            lambda _: each_item(ctx, owner, lambda item: append(ctx, result, copied(ctx, item, result))),
        )
        return result
    raise unknown_operator(ctx, op, left, right)


def several_times(ctx: Lowerer, items: list[Any], count: int) -> Ref | Seq:
    """A new list of known items, each `count` times: rows among them are the same list in every place."""
    made = build_list(ctx, [load_ref(ctx, i) if isinstance(i, Ref) else i for i in items] * count)
    for i in items:
        if isinstance(made, Ref) and isinstance(i, Ref):
            made.obj.shared = i.obj.shared = True
    return made


def bare(items: Sequence[Atom] | None) -> bool:
    """Whether a list was written with literal floats alone, or None alone, so that nothing in it has a derivative."""
    types = {type(a.value) if isinstance(a, Const) else None for a in items or ()}
    return types in ({float}, {type(None)})


def copied(ctx: Lowerer, item: Any, result: Ref) -> Any:
    """An item that a list holds several times; rows among them are one and the same list."""
    if isinstance(item, Ref) and not arrays.is_array(Ref(item.obj), ctx):
        result.obj.shared = item.obj.shared = True
        return load_ref(ctx, item)
    return item


def copy_list(ctx: Lowerer, value: Any) -> Any:
    """A new list of the items of `value`."""
    result = empty_list(ctx)
    each_item(ctx, value, lambda item: append(ctx, result, copied(ctx, item, result)))
    return result


@verbs.as_list.defined
def as_list(ctx: Lowerer, owner: Any) -> Any:
    """``a.tolist()``: of numbers that may have derivatives, a list built item by item."""
    atom = atom_of(ctx, owner)
    kind = strip(atom.kind)
    assert isinstance(kind, Array)
    if not kind.rank:
        raise ctx.refuse("SD401", "`tolist` of an array that may have no axis", "use float()")
    if not differentiable(kind):
        whole = extent.scalar_of(kind.dtype)
        for _ in range(kind.rank):
            whole = ListOf(whole)
        return ctx.let(Op("method", "tolist"), (atom,), whole)
    result = empty_list(ctx)
    each_item(
        ctx,
        owner,
        lambda item: append(ctx, result, as_list(ctx, item) if arrays.is_array(item, ctx) else item),
    )
    return result


def listed(ctx: Lowerer, value: Any) -> Any:
    """A list whose items are known, as a sequence of those; any other value as it is."""
    parts = ctx.tuples.get(ctx.env.versions[value.obj]) if isinstance(value, Ref) and not value.path else None
    return Seq(tuple(parts)) if parts is not None else value


def item_of_known(ctx: Lowerer, owner: Known, index: Const) -> Any:
    """An item of a container of the world outside."""
    try:
        value = owner.value[index.value]
    except (KeyError, IndexError) as e:
        raise ctx.ends(type(e), e.args) from None
    except TypeError:
        raise ctx.refuse("SD201", f"there is no item {index.value!r}") from None
    static = (
        static_value(ctx, value, External("", str(index.value), value))
        if callable(value) or isinstance(value, UserFn | Lib)
        else None
    )
    path = f"[{index.value!r}]"
    if static is not None:
        ctx.rely(owner, path, value, "is")
        return static
    if type(value) in (str, bool, type(None)):
        ctx.rely(owner, path, value, "equal")
        return Const(value)
    where = ctx.rely(owner, path, value, how_of_data(value))
    return Known(ctx.let(Op("item", "item"), (owner.atom, index), kind_of(value)), value, where)
