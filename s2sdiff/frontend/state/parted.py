"""Parts of arrays that meet something else where paths meet: each becomes an object of its own, which is only read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from s2sdiff.frontend.state.paths import Env, name_of
from s2sdiff.frontend.values import Known, Obj, Ref
from s2sdiff.frontend.verbs import load_ref, ref_kind
from s2sdiff.graph import Const, Var
from s2sdiff.kinds import Array, strip

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
    return values[0], values[1]


def meets(other: Any, value: Ref) -> bool:
    """Whether what the other way has is something else, with which a part can meet."""
    return isinstance(other, Ref | Var | Const | Known) and other != value


def part(ctx: Lowerer, out: list[Any], env: Env, shown: Ref, name: str) -> Any:
    """A part of an array as an object of its own, not to be written, and stale once the array is changed."""
    saved = ctx.out, ctx.env
    ctx.out, ctx.env = out, env
    try:
        if shown.obj in env.stale or not isinstance(strip(ref_kind(ctx, shown)), Array):
            return shown
        atom = load_ref(ctx, shown)
        assert isinstance(atom, Var)
        obj = Obj(name)
        obj.frozen, obj.spare = "though it shows a part of another array", True
        obj.show(shown.obj)
        env.versions[obj] = atom
        return Ref(obj)
    finally:
        ctx.out, ctx.env = saved
