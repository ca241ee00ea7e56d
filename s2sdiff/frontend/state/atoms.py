"""Values as atoms: what a statement of the graph can name."""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sdiff.frontend import verbs
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.parted import check_taken
from s2sdiff.frontend.steps import Step, flattened
from s2sdiff.frontend.values import Iter, Known, Lib, Ref, Seq, Table, UserFn, is_attribute
from s2sdiff.frontend.verbs import ref_kind
from s2sdiff.graph import Atom, Const, Let, Op, Var
from s2sdiff.kinds import ANY, Array, DictOf, Kind, TupleOf, item_kind, join_all, strip
from s2sdiff.operations import RANGE, builtin_call


def atom_of(ctx: Lowerer, value: Any, what: str = "this value") -> Atom:
    """The atom that a value is, or a refusal."""
    if isinstance(value, Var | Const):
        return value
    if isinstance(value, Known):
        if isinstance(value.value, type | np.dtype) and isinstance(value.atom, Var):
            ctx.samples[value.atom] = value.value
        return value.atom
    if isinstance(value, Ref):
        return load_ref(ctx, value)
    if isinstance(value, Seq | Table):
        return pack(ctx, value)
    if isinstance(value, Iter) and value.how == "range":
        return ctx.let(RANGE, value.args, ANY, "range")
    if isinstance(value, slice):
        made = builtin_call(slice)
        return ctx.let(made, (value.start, value.stop, value.step), ANY)
    if isinstance(value, UserFn | Lib):
        external = value.external
        if external is not None and external.module:
            read = ctx.let(Op("global", external.name, external), (), ANY)
            if isinstance(external.value, type) or isinstance(value, Lib):
                ctx.samples[read] = external.value
            return read
    if is_attribute(value):
        return ctx.let(Op("attr", value.name), (atom_of(ctx, value.owner),), ANY, value.name)
    raise ctx.refuse("SD201", f"{what} cannot be used as data here")


@verbs.load_ref.defined
def load_ref(ctx: Lowerer, ref: Ref) -> Atom:
    """The current version of a container, or the part of it that a path leads to."""
    atom = ctx.version(ref.obj)
    check_taken(ctx, ref, atom)
    if any(isinstance(s, Step) for s in ref.path):
        spec, atoms = flattened(ref.path)
        return ctx.let(Op("item", "index", spec), (atom, *atoms), ref_kind(ctx, ref))
    return ctx.let(Op("item", "item"), (atom, *ref.path), ref_kind(ctx, ref)) if ref.path else atom


def kind_at(ctx: Lowerer, owner: Var, key: Atom) -> Kind:
    """The kind of an item of a container: of a list as it was written out, that of the array which stands there."""
    kind, items = item_kind(owner.kind, key), ctx.tuples.get(owner)
    if items is None or not isinstance(strip(kind), Array) or not isinstance(key, Const):
        return kind
    return items[key.value].kind if -len(items) <= key.value < len(items) else kind


def pack(ctx: Lowerer, value: Seq | Table) -> Atom:
    """Build a tuple or dict at run time from known items."""
    if isinstance(value, Table):
        items = [atom_of(ctx, v) for v in value.items.values()]
        kind: Kind = DictOf(join_all([i.kind for i in items]), tuple(value.items))
        return ctx.let(Op("dict", "dict", tuple(value.items)), tuple(items), kind)
    items = [atom_of(ctx, v) for v in value.items]
    for known, parts in ctx.tuples.items():
        if (
            isinstance(parts, tuple)
            and len(parts) == len(items)
            and all(a is b for a, b in zip(parts, items, strict=True))
            and items
            and (known not in ctx.packed or any(isinstance(s, Let) and s.target is known for s in ctx.out))
        ):
            return known
    cls = value.cls.value if value.cls else None
    kind = TupleOf(tuple(i.kind for i in items), cls, value.fields)
    packed = ctx.let(Op("tuple", "tuple", value.cls, value.fields if value.cls else ()), tuple(items), kind)
    if value.cls is None:
        ctx.tuples[packed] = tuple(items)
        ctx.packed.add(packed)
    return packed
