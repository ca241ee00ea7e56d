"""What must be made ready on the ways of a branch before they meet.

Parts of arrays that meet something else become objects of their own, which are only read. A number that meets an array
becomes an array without axes: what is computed with either asks for its shape when it runs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from s2sdiff.frontend.aliases import Obj
from s2sdiff.frontend.state.paths import Env, name_of
from s2sdiff.frontend.values import Known, Ref, Seq
from s2sdiff.frontend.verbs import load_ref, named, ref_kind
from s2sdiff.graph import Const, Let, Var
from s2sdiff.kinds import INT, REAL, Array, plain, strip
from s2sdiff.operations import numpy_call

if TYPE_CHECKING:
    from s2sdiff.frontend.state.lowerer import Lowerer

Way = tuple[list[Any], Env, Any]  # statements, environment and value of one way of a branch


def parted(ctx: Lowerer, *ways: Way) -> tuple[Any, Any]:
    """The values of the two ways of a branch, each way's parts of arrays that the other does not name loaded there."""
    for (out, env, _), (_, other, _) in (ways, ways[::-1]):
        if env.dead or other.dead:
            continue
        for key, value in list(env.names.items()):
            if isinstance(value, Ref) and value.path and meets(other.names.get(key), value):
                env.names[key] = part(ctx, out, env, value, name_of(key))
    (_, _, a), (_, _, b) = ways
    values = []
    for (out, env, value), against in ((ways[0], b), (ways[1], a)):
        taken = isinstance(value, Ref) and bool(value.path) and not env.dead and meets(against, value)
        values.append(part(ctx, out, env, value, "t") if taken else value)
    return levelled(ctx, (ways[0][0], ways[0][1], values[0]), (ways[1][0], ways[1][1], values[1]))


def levelled(ctx: Lowerer, *ways: Way) -> tuple[Any, Any]:
    """The values of the two ways of a branch; where one way leaves a number and the other an array, two arrays."""
    (_, first, a), (_, second, b) = ways
    if first.dead or second.dead:
        return a, b
    for key, value in list(first.names.items()):
        other = second.names.get(key)
        if other is not None and other is not value:
            first.names[key], second.names[key] = level(ctx, ways, value, other, name_of(key), 1)
    return level(ctx, ways, a, b, "t", 0) if a is not b else (a, b)


def level(ctx: Lowerer, ways: tuple[Way, ...], a: Any, b: Any, name: str, names: int) -> tuple[Any, Any]:
    """A value of each way, both as arrays where one is a number and the other an array of reals.

    `names` says how many names an array has that nothing else holds.
    """
    if isinstance(a, Seq) and isinstance(b, Seq) and len(a.items) == len(b.items):
        pairs = [level(ctx, ways, x, y, name, names) for x, y in zip(a.items, b.items, strict=True)]
        if all(x is u and y is v for (x, y), u, v in zip(pairs, a.items, b.items, strict=True)):
            return a, b
        firsts, seconds = zip(*pairs, strict=True)
        return replace(a, items=firsts), replace(b, items=seconds)
    for number, array, at in ((a, b, 0), (b, a, 1)):
        (out, _, _), (_, env, _) = ways[at], ways[1 - at]
        if not isinstance(number, Const | Var) or plain(number.kind) not in (REAL, INT):
            continue
        kind = array_kind(array, env)
        if kind is None:
            continue
        if isinstance(number, Const):
            number = Const(float(number.value))
        target = Var(name, Array("float64", 0, ()), name == "t")
        out.append(Let(target, numpy_call("asarray"), (number,)))
        if isinstance(array, Ref):
            array = whole(ctx, env, array, name, names)
        return (target, array) if at == 0 else (array, target)
    return a, b


def array_kind(value: Any, env: Env) -> Array | None:
    """The kind of an array of reals that a way leaves; None for anything else."""
    if isinstance(value, Ref):
        value = None if value.path or value.obj in env.stale else env.versions.get(value.obj)
    kind = value.kind if isinstance(value, Var) else None
    return kind if isinstance(kind, Array) and kind.dtype.startswith("float") else None


def whole(ctx: Lowerer, env: Env, array: Ref, name: str, names: int) -> Any:
    """An array that a way leaves: as a value where nothing else holds it, else as an object that is only read."""
    obj = array.obj
    if ctx.names_of(obj, env) == names and not (obj.frozen or obj.shares or obj.lenders or obj.holder):
        return env.versions[obj]
    return only_read(env, obj, env.versions[obj], name, "though it may be another array")


def only_read(env: Env, shown: Obj, atom: Var, name: str, why: str) -> Ref:
    """An object for what shows memory of another: not to be written, and stale once the other is changed."""
    obj = Obj(name)
    obj.frozen, obj.spare = why, True
    obj.show(shown)
    env.versions[obj] = atom
    return Ref(obj)


def meets(other: Any, value: Ref) -> bool:
    """Whether what the other way has is something else, with which a part can meet."""
    return isinstance(other, Ref | Var | Const | Known) and other != value


def part(ctx: Lowerer, out: list[Any], env: Env, shown: Ref, name: str) -> Any:
    """A part of an array as an object of its own, which is only read."""
    saved = ctx.out, ctx.env
    ctx.out, ctx.env = out, env
    try:
        if shown.obj in env.stale or not isinstance(strip(ref_kind(ctx, shown)), Array):
            return shown
        atom = load_ref(ctx, shown)
        assert isinstance(atom, Var)
        return only_read(env, shown.obj, atom, name, "though it shows a part of another array")
    finally:
        ctx.out, ctx.env = saved


def number_or_array(ctx: Lowerer, value: Var, name: str) -> Ref:
    """What a name holds that was a number on one path and an array on another, as an object."""
    ref = named(ctx, value, name)
    ref.obj.number = True
    ctx.numbers.add(value)
    return ref


def may_be_number(ctx: Lowerer, old: Ref, name: str) -> bool:
    """Whether an augmented assignment makes another value: of a number it does, and of an array that has one name it may.

    Raises:
        Refusal: SD205 where another name would see the array change.
    """
    if old.path or not old.obj.number:
        return False
    if ctx.names_of(old.obj, ctx.env) > 1:
        raise ctx.refuse(
            "SD205",
            f"`{name}`, which has another name, may be a number or an array, and only an array would change under both",
            "write `x = x + y` in place of `x += y`, or make it an array from the start",
        )
    ctx.writing(old.obj)
    return True


def unclear(ctx: Lowerer, ref: Ref) -> bool:
    """Whether a part that an int picked of an array of unknown rank may be a number as well as a view."""
    return ref.taken is not None and all(path is not ref.path for path in ctx.proven)


def check_taken(ctx: Lowerer, ref: Ref, version: Var) -> None:
    """Refuse to read such a part when the array has changed: a number keeps its value, a view does not."""
    if ref.taken not in (None, version) and unclear(ctx, ref):
        what = f"`{ref.obj.name}` has changed since this was taken of it, which may be a number or a view"
        raise ctx.refuse("SD205", what, "say how many axes the array has, as in `array2`, or take a copy")
