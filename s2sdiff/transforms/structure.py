"""Cotangents and tangents of containers: zeros, sums, and what is known of a structure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from s2sdiff.errors import Place, Refusal, UsageError
from s2sdiff.graph import Atom, Const, Op, Tree, Var
from s2sdiff.kinds import ANY, NONE, REAL, Array, DictOf, Kind, ListOf, Maybe, TupleOf, differentiable, strip
from s2sdiff.transforms.builder import Builder


def slice_refused(place: Place | None) -> Refusal:
    """The refusal, in both modes, of a slice whose derivative has no structure that is known."""
    message = "a slice of a sequence of unknown kind is differentiated"
    return Refusal("SD201", message, place, "loop over its items")


def sequence_refused(place: Place | None) -> Refusal:
    """The refusal, in both modes, of a loop over the differentiated items of something that is not known."""
    message = "this loop goes over something that has no derivative rule, and an active value reaches it"
    return Refusal("SD301", message, place, "loop over positions, and take the items by subscripts")


def tangent_kind(kind: Kind) -> Kind:
    """The kind of the tangent (and cotangent) of a value."""
    kind = strip(kind)
    if isinstance(kind, ListOf):
        return ListOf(tangent_kind_of_item(kind.item))
    if isinstance(kind, DictOf):
        return DictOf(tangent_kind_of_item(kind.item), kind.keys)
    if isinstance(kind, TupleOf):
        return TupleOf(tuple(tangent_kind(k) for k in kind.items))
    return kind if differentiable(kind) else REAL


def tangent_kind_of_item(kind: Kind | None) -> Kind | None:
    """The kind of an item's tangent: None stands for what has not taken its place yet, be it an array or a container."""
    if kind is None or kind == NONE:
        return kind
    tangent = tangent_kind(kind)
    return Maybe(tangent) if isinstance(kind, Maybe) and isinstance(tangent, Array | ListOf | DictOf) else tangent


def refuse_listed_records(name: str, atoms: Iterable[Var]) -> None:
    """Refuse an argument with dataclass instances in a list or dict, of whose derivatives no list is made."""

    def inside(kind: Kind | None, listed: bool) -> bool:
        kind = strip(kind) if kind is not None else None
        if isinstance(kind, ListOf | DictOf):
            return inside(kind.item, True)
        if isinstance(kind, TupleOf):
            record = kind.cls is not None and not issubclass(kind.cls, tuple)
            return (listed and record) or any(inside(k, listed) for k in kind.items)
        return False

    if any(inside(a.kind, False) for a in atoms):
        raise UsageError(
            "SD404",
            f"the argument `{name}` holds instances of a dataclass in a list or dict",
            hint="pass tuples or NamedTuples there, or the instances as arguments of their own",
        )


def is_container(kind: Kind) -> bool:
    """Whether values of a kind hold others."""
    return isinstance(strip(kind), ListOf | DictOf | TupleOf)


ZEROS = Op("zeros", "zeros")


def zero(b: Builder, v: Atom) -> Atom:
    """The zero cotangent of a value."""
    if isinstance(v, Const) or not (is_container(v.kind) or isinstance(strip(v.kind), Array)):
        return Const(0.0)
    made = b.defs.get(v)
    if made is not None and made.op.form in ("list", "dict") and not made.args:
        return b.let(made.op, (), tangent_kind(v.kind), v.name)
    if made is not None and made.op.form == "binary" and isinstance(v.kind, ListOf):  # [0.0] * n
        base = b.defs.get(made.args[0]) if isinstance(made.args[0], Var) else None
        if base is not None and base.op.form == "list" and len(base.args) == 1:
            one = b.let(base.op, (Const(None if v.kind.item == NONE else 0.0),), tangent_kind(v.kind))
            return b.let(made.op, (one, made.args[1]), tangent_kind(v.kind), v.name)
    own, kind = strip(v.kind), tangent_kind(v.kind)
    if isinstance(own, Array) and not isinstance(kind, Array):  # of ints or bools, a piece of an array of reals
        kind = replace(own, dtype="float64")
    return b.let(ZEROS, (v,), kind, v.name)


def added(b: Builder, x: Atom, y: Atom, kind: Kind) -> Atom:
    """The sum of two cotangents of one value."""
    if is_container(kind):
        return b.let(Op("added", "added"), (x, y), tangent_kind(kind))
    return b.add(x, y)


def real_leaves(value: Any) -> list[Var]:
    """The variables of a structured value that may have a derivative."""
    if isinstance(value, Tree):
        return [v for item in value.items for v in real_leaves(item)]
    if isinstance(value, Var) and (differentiable(value.kind) or strip(value.kind) == ANY):
        return [value]
    return []
