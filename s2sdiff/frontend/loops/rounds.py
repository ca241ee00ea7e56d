"""Loops lowered until a trip changes no more than was taken for granted; what they leave is known by then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from s2sdiff.frontend.aliases import Obj
from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.loops.carried import Carried
from s2sdiff.frontend.state import identities
from s2sdiff.frontend.state.hopeless import is_none
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.parted import part
from s2sdiff.frontend.state.paths import Env, NameKey, name_of
from s2sdiff.frontend.values import (
    UNBOUND,
    Fleet,
    Instance,
    Known,
    Member,
    Perhaps,
    Poison,
    Ref,
    Seq,
    Unbound,
)
from s2sdiff.graph import Carry, Const, Var
from s2sdiff.kinds import Array
from s2sdiff.operations import numpy_call

ROUNDS = 24  # after which what a loop carries is taken not to settle


def run_loop(ctx: Lowerer, names: set[NameKey], attempt: Callable[[], None]) -> list[Carry]:
    """Lower a loop's body, again until it is stable; gives what the loop carries.

    `attempt` lowers the body from the current environment, and leaves in it what the end of a trip leaves.
    """
    rounds = Rounds(ctx, names.union(*(consumer.names for consumer in ctx.consumers.values())))
    for _ in range(ROUNDS):
        rounds.trip(attempt)
        if rounds.is_stable():
            return rounds.leave()
    raise ctx.refuse("SD207", "the kinds of the values that go round this loop do not settle")


class Rounds:
    """The trips of a loop as they are lowered: each takes for granted what the one before it has shown."""

    def __init__(self, ctx: Lowerer, names: set[NameKey]) -> None:
        self.ctx = ctx
        self.carried = Carried(ctx, names)
        self.outer = ctx.env.copy()
        self.sites = [k for k in sorted(names) if isinstance(self.outer.names.get(k, UNBOUND), Unbound)]
        self.guess_ends = True
        self.entry_names: dict[NameKey, Any] = {}
        self.guessed: list[NameKey] = []  # the names without a value that the trip has read
        self.results: dict[Any, Var] = {}
        self.made: dict[Any, Ref] = {}
        self.bodies: dict[Any, Any] = {}
        self.before = {o: (o.frozen, o.spare) for o in self.outer.versions}
        self.rebound: set[NameKey] = set()  # the names that are known to hold another container on the next trip
        self.known: dict[Obj, str] | None = None  # which containers were frozen as the trip began, once some are thawed

    def trip(self, attempt: Callable[[], None]) -> None:
        """Lower one trip from the environment before the loop."""
        ctx, carried = self.ctx, self.carried
        saved_out = ctx.out
        ctx.out, ctx.env = [], self.outer.copy()
        guessed, ctx.guessed = ctx.guessed, {k: False for k in self.sites if k not in carried.late}
        outside, ctx.guess_ends = ctx.guess_ends, self.guess_ends
        carried.start()
        self.entry_names = dict(ctx.env.names)
        ctx.entries.append(carried.entry)
        parting, ctx.parting = ctx.parting, carried.parting
        attempt()
        ctx.parting = parting
        ctx.entries.pop()
        self.guessed = [k for k, used in ctx.guessed.items() if used]
        ctx.guessed, ctx.guess_ends = guessed, outside
        self.end, ctx.out = ctx.env, saved_out

    def is_stable(self) -> bool:
        """Whether the trip has left what it took for granted; what it has not is noted for the next."""
        carried, outer = self.carried, self.outer
        stable, self.rows = carried.finish(self.end)
        stable &= self.known is None or all(o.frozen == why for o, why in self.known.items())
        self.thaw()
        for k in sorted(carried.parts):
            outer.names[k] = part(self.ctx, self.ctx.out, outer, outer.names[k], name_of(k))
        for k in sorted(carried.grown & outer.names.keys()):
            outer.names[k] = as_array(self.ctx, outer, k)
        carried.parts.clear()
        carried.grown.clear()
        for k in self.sites:
            if self.comes_late(k):
                stable = False
        if self.guessed and self.guess_ends:
            self.guess_ends = stable = False
        return stable

    def thaw(self) -> None:
        """Take back what a trip noted of containers by names that turned out to hold others on the next trip."""
        for key in self.carried.rebound - self.rebound:
            value = self.outer.names.get(key)
            if isinstance(value, Ref) and value.obj in self.before:
                value.obj.frozen, value.obj.spare = self.before[value.obj]
        if self.carried.rebound - self.rebound or self.known is not None:
            self.known = {o: o.frozen for o in self.before}
        self.rebound |= self.carried.rebound

    def comes_late(self, key: NameKey) -> bool:
        """Whether a name without a value before the loop has turned out to get one in it."""
        after = self.end.names.get(key, UNBOUND)
        if key in self.carried.late or (key not in self.guessed and isinstance(after, Unbound)):
            return False
        if self.carried.comes_late(key, after, self.end):
            return True
        if key in self.guessed and not self.guess_ends:
            what = f"`{key[1]}` may have no value on the first trip"
            raise self.ctx.refuse("SD207", what, "give it one before the loop")
        return False

    def leave(self) -> list[Carry]:
        """Go on after the loop, in the environment that it leaves; gives what it carries."""
        ctx, carried, after = self.ctx, self.carried, self.outer
        carries: list[Carry] = []
        for where, var, init, nxt in self.rows:
            result = self.results[where] = Var(var.name, var.kind, var.weak)
            for left in (init, nxt):
                arrays.share(ctx, result, left)
            carries.append(Carry(var, init, nxt, self.results[where]))
        for where, obj in after_objects(carried, after).items():
            self.made[where] = Ref(obj)
            after.versions[obj] = self.results[where]
        for key in sorted(carried.names | carried.late.keys()):
            value = carried.starts.get(key, self.entry_names.get(key, UNBOUND))
            if key in carried.poisoned:
                after.names[key] = carried.poisoned[key]
            elif not isinstance(value, Unbound):
                after.names[key] = self.rebuilt(key, value)
            elif not isinstance(self.end.names.get(key, UNBOUND), Unbound):
                what = "what is returned" if key[1] == "%ret" else f"`{key[1]}`"
                after.names[key] = Poison(
                    "SD207", f"{what} is defined in a loop that may not run", "define it before the loop"
                )
        relate_bodies(carried, self.bodies)
        for key, value in ctx.env.names.items():
            if isinstance(value, Poison) and key in after.names:
                after.names[key] = value
        for obj in carried.changed:
            if obj in self.results:
                after.versions[obj] = self.results[obj]
        ctx.env = after
        return carries

    def rebuilt(self, where: Any, value: Any) -> Any:
        """What a name, or a part of what it holds, is after the loop, of what it was at the start of a trip."""
        if where in self.made:
            return self.made[where]
        if where in self.results and isinstance(value, Var | Const | Known):
            return self.results[where]
        if isinstance(value, Member) and where in self.results:
            return Member(value.fleet, self.results[where])
        if isinstance(value, Instance | Fleet) and where in self.carried.bodies:
            left = self.bodies[where] = identities.another(self.ctx, value)
            for (slot, attr), own in self.entry_names.items():
                if slot == value.slot:
                    self.outer.names[left.slot, attr] = self.rebuilt((where, attr), own)
            return left
        if isinstance(value, Seq):
            items = tuple(self.rebuilt((where, k), v) for k, v in enumerate(value.items))
            return Seq(items, value.fields, value.cls)
        if where in self.carried.there:
            own = self.carried.there[where].value if is_none(value) else value.value
            return Perhaps(self.rebuilt((where, "own"), own), self.results[where, "there"])
        return value


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
