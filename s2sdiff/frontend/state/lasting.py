"""What outlives a call and is written in it: names of modules, attributes of objects made outside, lists and dicts there.

A derivative leaves the world as it is. What a program writes there is a variable of its own, in a frame that such
variables share: it starts as what is found there when the derivative is called, and what is written is read again in the
same call. A place that is written is met when a variable should stand for it from the start: the program is lowered again.
"""

from __future__ import annotations

from typing import Any

from s2sdiff.errors import Refusal
from s2sdiff.frontend import verbs
from s2sdiff.frontend.state.again import Again
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import Kept, how_of_data, lasting, place_of, read_global
from s2sdiff.frontend.text.scope import GONE, Found, Where
from s2sdiff.frontend.values import UNBOUND, Fleet, Instance, Known, Member, Ref, Shelf, tree_of
from s2sdiff.graph import Const, External, Op, Value
from s2sdiff.kinds import DictOf, Kind, ListOf, kind_of


def container(value: Any) -> Where:
    """The place that a list or dict is, which is changed in place."""
    return Where("object", value)


def begin(ctx: Lowerer) -> None:
    """Give each place that is known to be written its variable, which holds what is found there."""
    slot = ctx.new_slot()
    for k, (place, (where, refusal)) in enumerate(ctx.recursion.lasting.items()):
        name, value = where.key or f"kept_{k}", where.read()
        kept = ctx.lasting[place] = Kept((slot, f"{name}#{k}"), refusal)
        if value is GONE:
            absence(ctx, where.holder, where.key)
        ctx.env.names[kept.key] = UNBOUND if value is GONE else at_first(ctx, kept, value, name, where)


def absence(ctx: Lowerer, holder: Any, name: str) -> None:
    """Rely on that a module, or an object by itself, has nothing by a name."""
    path = "" if isinstance(holder, dict) else ".__dict__"
    if isinstance(holder, dict) or hasattr(holder, "__dict__"):
        ctx.guard(Where("object", holder, "", f"{path}.__contains__({name!r})"), False, "is")


def at_first(ctx: Lowerer, kept: Kept, value: Any, name: str, where: Where) -> Any:
    """What a variable holds that stands for a place, before the program writes there."""
    if type(value) in (str, bool, type(None)):
        ctx.guard(where, value, "equal")
        return Const(value)
    kind = kind_of(value)
    known = read_global(ctx, Found(value, External("", name, data=True), where), kind)
    kept.start = known.atom
    if where.form == "object":
        ctx.guard(where, value, "kind")
        return ctx.new_object(ctx.let(Op("copy", "copy"), (known.atom,), without_keys(kind), name), name)
    ctx.guard(where, value, how_of_data(value))
    return known.atom if isinstance(value, int | float) else known


def without_keys(kind: Kind) -> Kind:
    """The kind of a dict, whichever keys it has."""
    return DictOf(kind.item) if isinstance(kind, DictOf) else kind


def write(ctx: Lowerer, where: Where | None, value: Any, refusal: Refusal) -> None:
    """Put a value at a place; refused where that cannot be followed."""
    if isinstance(value, Instance | Fleet | Member | Shelf):  # whose attributes the next call would read
        raise refusal
    kept = variable(ctx, where, refusal)
    ctx.bind(kept.key, value)
    kept.written.append(ctx.env.names[kept.key])


def changed(ctx: Lowerer, owner: Known, refusal: Refusal) -> Ref:
    """The list or dict of the program that stands for one of the world outside, to be changed in place."""
    plain = type(owner.value) in (list, dict) and isinstance(kind_of(owner.value), ListOf | DictOf)
    if owner.where is None or not plain:
        raise refusal
    variable(ctx, container(owner.value), refusal)
    found = lasting(ctx, container(owner.value))
    if not isinstance(found, Ref):
        raise refusal
    return found


def variable(ctx: Lowerer, where: Where | None, refusal: Refusal) -> Kept:
    """What stands for a place; raises Again where nothing does yet."""
    if where is None or ctx.recursion is None:
        raise refusal
    place = place_of(where)
    if place not in ctx.recursion.lasting:
        ctx.recursion.lasting[place] = where, refusal
        raise Again(refusal)
    if place not in ctx.lasting or ctx.lasting[place].key not in ctx.env.names:  # of a function that calls itself
        raise refusal
    return ctx.lasting[place]


@verbs.write_name.defined
def write_name(ctx: Lowerer, name: str, value: Any) -> None:
    """``name = value`` of a name that is declared `global`, or `nonlocal` where it belongs to a function that has returned."""
    frame = ctx.frame
    scope: Any = frame.fn.scope
    found = scope.find(name)
    where = found.where if found is not None else None
    if found is None and name in frame.globals and hasattr(scope, "globals"):
        where = Where("dict", scope.globals, name)
    kind = "global" if name in frame.globals else "captured name"
    write(ctx, where, value, ctx.refuse("SD201", f"the {kind} `{name}` is written", "return the value instead"))


@verbs.as_written.defined
def as_written(ctx: Lowerer, value: Any) -> Any:
    """A list or dict of the world outside as the program has it; any other value as it is."""
    if not isinstance(value, Known) or type(value.value) not in (list, dict):
        return value
    found = lasting(ctx, container(value.value))
    return value if found is UNBOUND else found


def left(ctx: Lowerer) -> list[tuple[Kept, Value]]:
    """The places that the program writes, and the data that it leaves there."""
    ends = [(kept, tree_of(ctx.env.names.get(kept.key), ctx.env.versions)) for kept in ctx.lasting.values()]
    return [(kept, end) for kept, end in ends if end is not None]
