"""Loops lowered until a trip changes no more than was taken for granted; what they leave is known by then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from s2sdiff.frontend.loops.carried import Carried
from s2sdiff.frontend.state import identities
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.parted import part
from s2sdiff.frontend.state.paths import Env, NameKey, name_of
from s2sdiff.frontend.values import UNBOUND, Fleet, Instance, Known, Member, Obj, Poison, Ref, Seq, Unbound
from s2sdiff.graph import Carry, Const, Var
from s2sdiff.kinds import Array
from s2sdiff.operations import numpy_call


def run_loop(
    ctx: Lowerer, names: set[NameKey], attempt: Callable[[], Any]
) -> tuple[Any, list[Carry]]:
    """Lower a loop's body, again until it is stable; gives what `attempt` gave, and the carries.

    `attempt` lowers the body from the current environment, and leaves in it what the end of a trip leaves.
    """
    names = names.union(*(consumer.names for consumer in ctx.consumers.values()))
    carried = Carried(ctx, set(names))
    outer = ctx.env.copy()

    sites = [k for k in names if isinstance(outer.names.get(k, UNBOUND), Unbound)]
    guess_ends = True
    for _ in range(24):
        saved_out = ctx.out
        ctx.out, ctx.env = [], outer.copy()
        guessed, ctx.guessed = ctx.guessed, {k: False for k in sites if k not in carried.late}
        outside, ctx.guess_ends = ctx.guess_ends, guess_ends
        carried.start()
        entry_names = dict(ctx.env.names)
        ctx.entries.append(carried.entry)
        result = attempt()
        ctx.entries.pop()
        wanted = [k for k, used in ctx.guessed.items() if used]
        ctx.guessed, ctx.guess_ends = guessed, outside
        end = ctx.env
        body_out, ctx.out = ctx.out, saved_out
        stable, rows = carried.finish(end)
        for k in carried.parts:
            outer.names[k] = part(ctx, ctx.out, outer, outer.names[k], name_of(k))
        for k in carried.grown & outer.names.keys():
            outer.names[k] = as_array(ctx, outer, k)
        carried.parts.clear()
        carried.grown.clear()
        for k in sites:
            after = end.names.get(k, UNBOUND)
            if k not in carried.late and (k in wanted or not isinstance(after, Unbound)):
                if carried.comes_late(k, after, end):
                    stable = False
                elif k in wanted and not guess_ends:
                    raise ctx.refuse(
                        "SD207",
                        f"`{k[1]}` may have no value on the first trip",
                        "give it one before the loop",
                    )
        if wanted and guess_ends:
            guess_ends = stable = False
        if stable:
            break
    else:
        raise ctx.refuse("SD207", "the kinds of the values that go round this loop do not settle")
    del body_out
    after_env = outer
    carries: list[Carry] = []
    results: dict[Any, Var] = {}
    made: dict[Any, Ref] = {}
    bodies: dict[Any, Any] = {}
    for where, var, init, nxt in rows:
        out = Var(var.name, var.kind, var.weak)
        results[where] = out
        carries.append(Carry(var, init, nxt, out))

    def rebuilt(where: Any, value: Any) -> Any:
        if where in made:
            return made[where]
        if where in results and isinstance(value, Var | Const | Known):
            return results[where]
        if isinstance(value, Member) and where in results:
            return Member(value.fleet, results[where])
        if isinstance(value, Instance | Fleet) and where in carried.bodies:
            left = bodies[where] = identities.another(ctx, value)
            for (slot, attr), own in entry_names.items():
                if slot == value.slot:
                    after_env.names[left.slot, attr] = rebuilt((where, attr), own)
            return left
        if isinstance(value, Seq):
            return Seq(
                tuple(rebuilt((where, k), v) for k, v in enumerate(value.items)), value.fields, value.cls
            )
        return value

    for where, obj in after_objects(carried, after_env).items():
        made[where] = Ref(obj)
        after_env.versions[obj] = results[where]
    for key in carried.names | set(carried.late):
        value = carried.starts.get(key, entry_names.get(key, UNBOUND))
        if key in carried.poisoned:
            after_env.names[key] = carried.poisoned[key]
        elif not isinstance(value, Unbound):
            after_env.names[key] = rebuilt(key, value)
        else:
            late = end.names.get(key, UNBOUND)
            if not isinstance(late, Unbound):
                after_env.names[key] = Poison(
                    "SD207", f"`{key[1]}` is defined in a loop that may not run", "define it before the loop"
                )
    relate_bodies(carried, bodies)
    for key, value in ctx.env.names.items():
        if isinstance(value, Poison) and key in after_env.names:
            after_env.names[key] = value
    for obj in carried.changed:
        if obj in results:
            after_env.versions[obj] = results[obj]
    ctx.env = after_env
    return result, carries


def after_objects(carried: Carried, env: Env) -> dict[Any, Obj]:
    """The containers that the names which a loop rebinds stand for after it, noted in the environment there."""
    env.stale.update((o, by) for o, by in carried.stale.items() if isinstance(o, Obj))
    found: dict[Any, Obj] = {}
    for where, ref in carried.objects.items():
        param = ref.obj
        obj = found[where] = Obj(param.name)
        obj.frozen, obj.spare, obj.shared = param.frozen, param.spare, param.shared or bool(param.lenders)
        obj.lend_to(param.holder)
        for o in list(param.shares):
            if o in carried.entry.versions:
                obj.share(o)
        for other, o in found.items():
            if carried.objects[other].obj.related(param):
                obj.share(o)
        if where in carried.stale:
            env.stale[obj] = carried.stale[where]
    return found


def relate_bodies(carried: Carried, after: dict[Any, Any]) -> None:
    """The objects that names stand for after a loop may be those that its parameters may be."""
    paths = carried.ctx
    outside = {slot for slot, _ in carried.entry.names}
    for where, left in after.items():
        param = carried.bodies[where]
        for fleet in sorted(identities.lists_of(paths, param.slot)):
            identities.enlist(paths, left.slot, fleet)
        for slot in sorted(paths.kin.get(param.slot, set()) & outside):
            identities.relate(paths, left.slot, slot)
        for other, o in after.items():
            if other != where and identities.related(paths, carried.bodies[other].slot, param.slot):
                identities.relate(paths, left.slot, o.slot)


def as_array(ctx: Lowerer, outer: Env, key: NameKey) -> Var:
    """A number that a name holds when a loop is entered, as an array without axes."""
    number: Const = outer.names[key]
    ctx.env = outer
    kind = Array(np.asarray(number.value).dtype.name, 0, ())
    return ctx.let(numpy_call("asarray"), (number,), kind, name_of(key))
