"""Dicts that are written out or copied: containers of data where their values are of one kind, known tables otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.data import shelves
from s2sdiff.frontend.data.containers import absorb, lend
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Known, Ref, Table
from s2sdiff.frontend.verbs import ref_kind
from s2sdiff.graph import Const, Op, Var
from s2sdiff.kinds import ANY, Array, DictOf, Kind, ListOf, is_number, join_all, strip, vague


def build_dict(ctx: Lowerer, keys: list[Any], values: list[Any], origin: Any = None) -> Any:
    """A dict literal: of numbers it is a container, of other things a known table.

    Of arrays it is a container too where its items are written under keys that are not known.
    """
    literal = all(not isinstance(k, Var | Known) for k in keys)
    if literal:  # of values with one key, the last counts
        table = dict(zip(keys, values, strict=True))
        keys, values = list(table), list(table.values())
    if literal and shelves.pooled(ctx, origin) and (kind := common_kind(ctx, values)) is not None:
        return dict_of(ctx, keys, values, kind)
    if literal and values and not all(isinstance(v, Var | Const) for v in values):
        return Table({k: arrays.settled(ctx, v, "item") for k, v in zip(keys, values, strict=True)})
    atoms = [absorb(ctx, v) for v in values]
    own = [a.kind for a in atoms]
    kinds = join_all(own)
    if literal and kinds != ANY and (not vague(kinds) or kinds in own):
        made = ctx.let(Op("dict", "dict", tuple(keys)), tuple(atoms), DictOf(kinds, tuple(keys)))
        return ctx.new_object(made)
    if literal:
        return Table({k: arrays.settled(ctx, v, "item") for k, v in zip(keys, values, strict=True)})
    raise ctx.refuse(
        "SD201", "a dict literal whose keys are computed is not in the language", "fill it key by key"
    )


def common_kind(ctx: Lowerer, values: Iterable[Any]) -> Kind | None:
    """The kind of arrays, lists or dicts that all these values are; None where one is something else."""
    if not all(isinstance(v, Ref | Var) for v in values):
        return None
    kind = join_all([strip(atom_of(ctx, v).kind) for v in values])
    return kind if isinstance(kind, Array | ListOf | DictOf) and not vague(kind) else None


def dict_of(ctx: Lowerer, keys: list[Any], values: list[Any], kind: Kind) -> Ref:
    """A dict of values of one kind, as a container."""
    atoms = [absorb(ctx, v) for v in values]
    ref = ctx.new_object(ctx.let(Op("dict", "dict", tuple(keys)), tuple(atoms), DictOf(kind, tuple(keys))))
    for v in values:
        lend(ctx, ref.obj, v)
    return ref


def copy_dict(ctx: Lowerer, value: Any) -> Ref:
    """A new dict of the numbers of another."""
    kind: Kind = ANY
    if isinstance(value, Known):
        ctx.rely(value, ".copy()", value.value, "kind")
        kind = value.atom.kind
    elif isinstance(value, Ref):
        kind = strip(ref_kind(ctx, value))
    if not isinstance(kind, DictOf) or not (kind.item is None or is_number(kind.item)):
        raise ctx.refuse("SD206", "a dict that holds more than numbers is copied", "build a new one key by key")
    return ctx.new_object(ctx.let(Op("copy", "copy"), (atom_of(ctx, value),), kind))
