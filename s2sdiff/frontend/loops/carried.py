"""What goes round a loop: what is taken to change from trip to trip, and whether a lowered body agrees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from s2sdiff.errors import Refusal
from s2sdiff.frontend.aliases import PICKED, Obj
from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.data.containers import ref_kind
from s2sdiff.frontend.state import identities
from s2sdiff.frontend.state.again import Unsteady
from s2sdiff.frontend.state.hopeless import is_none
from s2sdiff.frontend.state.lowerer import Lowerer
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
from s2sdiff.graph import UNDEFINED, Atom, Const, Var
from s2sdiff.kinds import BOOL, Array, Kind, is_number, join, plain, strip


class Carried:
    """The attempt to lower a loop: what is taken to change from trip to trip."""

    def __init__(self, ctx: Lowerer, names: set[NameKey]) -> None:
        self.ctx = ctx
        self.names = names
        self.kinds: dict[Any, Kind] = {}
        self.rebound: set[NameKey] = set()
        self.shared: set[tuple[Any, Any]] = set()  # parameters, and objects, that may show the same memory
        self.stale: dict[Any, str] = {}
        self.held: dict[Any, Obj] = {}  # the containers of which parameters may be items
        self.mixed: set[Any] = set()  # parameters of which items may be one object, or have names
        self.frozen: dict[Any, tuple[str, bool]] = {}  # parameters that the next trip must not change: why, and `spare`
        self.changed: dict[Obj, None] = {}  # in the order of the program, as what goes round is
        self.late: dict[NameKey, Any] = {}  # names that trips bind first: what the last of them left
        self.grown: set[Any] = set()  # names of a number, as in `total = 0`, that hold an array from the first trip on
        self.parts: set[NameKey] = set()  # names that show a part of an array at first, and are rebound
        self.parting: set[NameKey] = set()  # names that show a part of an array when a trip ends
        self.reborn: set[Any] = set()  # parameters that are one object at first, and another from trip to trip
        self.alike: set[tuple[Any, Any]] = set()  # parameters, and objects outside, that may be the same object
        self.enlisted: set[tuple[Any, int]] = set()  # parameters, and the lists that they are items of
        self.missing: dict[Any, Any] = {}  # what is None on some trips: what it is on others
        self.poisoned: dict[NameKey, Poison] = {}  # what cannot go round, and is refused where a trip reads it

    def start(self) -> None:
        """Replace what changes by parameters of the loop, in the current environment."""
        _ctx, env = self.ctx, self.ctx.env
        self.entry = env.copy()
        self.inits: dict[Any, tuple[Var, Atom]] = {}
        self.objects: dict[Any, Ref] = {}
        self.starts: dict[NameKey, Any] = {}
        self.there: dict[Any, Perhaps] = {}  # what may be None, at the start of a trip
        self.bodies: dict[Any, Any] = {}  # the objects that parameters are
        self.taken: dict[Any, Obj] = {}  # what those were before the loop
        env.stale.update((o, by) for o, by in self.stale.items() if isinstance(o, Obj))
        for obj in self.changed:
            old = env.versions.get(obj)
            if old is not None:
                env.versions[obj] = self.param(obj, old, obj.name)
        for key in sorted(self.names):
            value = env.names.get(key, UNBOUND)
            if key in self.poisoned:
                env.names[key] = self.poisoned[key]
                continue
            if isinstance(value, Unbound):
                if key in self.late:
                    self.starts[key] = self.unset(key, self.late[key], name_of(key))
                    if key[1] != "%ret":  # a function that has returned makes no further trip
                        env.names[key] = self.starts[key]
                continue
            env.names[key] = self.parameter(key, value, name_of(key), key)
        for one, other in self.shared:
            if one in self.objects and (isinstance(other, Obj) or other in self.objects):
                self.objects[one].obj.share(other if isinstance(other, Obj) else self.objects[other].obj)
        for one, fleet in self.enlisted:
            if one in self.bodies:
                identities.enlist(_ctx, self.bodies[one].slot, fleet)
        for one, slot in self.alike:
            if one in self.bodies and (isinstance(slot, int) or slot in self.bodies):
                identities.relate(_ctx, self.bodies[one].slot, slot if isinstance(slot, int) else self.bodies[slot].slot)

    def unset(self, where: Any, value: Any, name: str) -> Any:
        """A parameter like `value`, which the first trip finds without a value."""
        if isinstance(value, Seq):
            items = tuple(self.unset((where, k), v, f"{name}_{k}") for k, v in enumerate(value.items))
            return Seq(items, value.fields, value.cls, value.form)
        if isinstance(value, Perhaps):
            there = self.param((where, "there"), UNDEFINED, f"has_{name}", BOOL)
            self.there[where] = Perhaps(self.unset((where, "own"), value.value, name), there)
            return self.there[where]
        if isinstance(value, Ref):
            obj = Obj(name)
            obj.stand_for(value.obj, [])
            obj.lend_to(self.held.get(where))
            obj.shared |= where in self.mixed
            self.ctx.env.versions[obj] = self.param(where, UNDEFINED, name, self.kinds[where])
            self.objects[where] = Ref(obj)
            return self.objects[where]
        made = self.param(where, UNDEFINED, name, plain(value.kind))
        arrays.share(self.ctx, made, value)
        return made

    def parameter(self, where: Any, value: Any, name: str, key: NameKey) -> Any:
        """A value made of loop parameters, of the same structure."""
        if isinstance(value, Perhaps) or where in self.missing:
            there = self.param((where, "there"), value.there if isinstance(value, Perhaps) else Const(False), f"has_{name}")
            if isinstance(value, Perhaps):
                own = self.parameter((where, "own"), value.value, name, key)
            else:
                own = self.unset((where, "own"), self.missing[where], name)
            self.there[where] = Perhaps(own, there)
            return self.there[where]
        if isinstance(value, Seq):
            items = tuple(
                self.parameter((where, k), v, f"{name}_{k}", key) for k, v in enumerate(value.items)
            )
            return Seq(items, value.fields, value.cls, value.form)
        if isinstance(value, Known):
            value = value.atom
        if isinstance(value, Var | Const):
            return self.param(where, value, name)
        if isinstance(value, Ref) and key in self.rebound and not value.path:
            obj = Obj(name)
            obj.stand_for(value.obj, [o for o in value.obj.shares if o not in self.entry.versions])
            env = self.ctx.env
            if where in self.frozen and (obj.spare or obj.frozen in ("", PICKED)):
                obj.frozen, obj.spare = self.frozen[where]
            obj.lend_to(self.held.get(where))
            obj.shared |= where in self.mixed
            by = self.stale.get(where) or self.entry.stale.get(value.obj)
            if by:
                env.stale[obj] = by
            env.versions[obj] = self.param(where, self.entry.versions[value.obj], name)
            for other, init in self.taken.items():
                if init.related(value.obj):
                    self.objects[other].obj.share(obj)
            self.taken[where] = value.obj
            self.objects[where] = Ref(obj)
            return self.objects[where]
        if isinstance(value, Member) and where in self.reborn:
            return Member(value.fleet, self.param(where, value.index, name))
        if isinstance(value, Instance | Fleet) and where in self.reborn:
            made = self.bodies[where] = identities.another(self.ctx, value)
            for attr, own in identities.attributes(self.entry, value.slot).items():
                label = f"{name}_{attr}" if attr[0] not in "%" else attr
                self.ctx.env.names[made.slot, attr] = self.parameter((where, attr), own, label, key)
            identities.stand_for(self.ctx, made.slot, value.slot)
            return made
        return value

    def param(self, where: Any, init: Atom, name: str, kind: Kind | None = None) -> Var:
        """A parameter that starts as `init`."""
        own = kind or plain(init.kind)
        own = self.kinds.get(where, own)
        self.kinds[where] = own
        key = where[0] if isinstance(where, tuple) and isinstance(where[0], tuple) else where
        var = Var(name, own, isinstance(key, tuple) and "#" in str(key[1]))
        self.inits[where] = (var, init)
        return var

    def finish(self, end: Env) -> tuple[bool, list[tuple[Any, Var, Atom, Atom]]]:
        """What goes round, given the end of the body; False where the loop must be lowered again."""
        stable = True
        self.end = end
        self.nexts: dict[Any, Atom] = {}
        self.ends: dict[Any, Obj] = {}
        self.last: dict[Any, Any] = {}  # the objects that parameters are at the end of a trip
        for key, before in list(self.entry.names.items()):
            after = end.names.get(key, UNBOUND)
            if key not in self.names:
                if after is not before and not (isinstance(after, Const) and after.same(before)):
                    self.names.add(key)
                    stable = False
                    if isinstance(before, Ref) and isinstance(after, Ref) and before != after:
                        self.rebound.add(key)  # what it was may be stale from this trip on
            else:
                stable &= self.fits(key, lambda: self.compare(key, before, after, key))  # noqa: B023
        for key in self.late:
            after = end.names.get(key, UNBOUND)
            if key in self.starts and not isinstance(after, Unbound):
                before = self.starts[key]
                stable &= self.fits(key, lambda: self.compare(key, before, after, key))  # noqa: B023
        for obj, before in self.entry.versions.items():
            after = end.versions.get(obj, before)
            if obj in self.changed:
                stable &= self.widen(obj, after)
            elif after is not before:
                self.changed[obj] = None
                stable = False
        stable &= self.settled(end)
        rows = [(where, var, init, self.nexts.get(where, var)) for where, (var, init) in self.inits.items()]
        return stable, rows

    def fits(self, key: NameKey, compare: Callable[[], bool]) -> bool:
        """Whether a name can go round as it is; where it cannot at all, its value is not known on any trip."""
        if key in self.poisoned:
            return True
        try:
            return compare()
        except Refusal as refusal:
            self.poisoned[key] = Poison(
                refusal.code, refusal.message, refusal.hint, isinstance(refusal, Unsteady)
            )
            return False

    def compare(self, where: Any, before: Any, after: Any, key: NameKey) -> bool:
        """Whether what a name holds at the end fits the parameter that it had at the start."""
        if isinstance(before, Unbound):
            return True
        if isinstance(before, Seq) and isinstance(after, Seq) and len(before.items) == len(after.items):
            pairs = enumerate(zip(before.items, after.items, strict=True))
            return all(self.compare((where, k), b, a, key) for k, (b, a) in pairs)
        if where in self.there:
            return self.compare_missing(where, before, after, key)
        if is_none(before) and isinstance(after, Perhaps) and self.can_be_late(where, after, self.end):
            self.missing[where] = after.value
            return False
        if isinstance(before, Known):
            before = before.atom
        if isinstance(after, Known):
            after = after.atom
        if isinstance(before, Var | Const) and isinstance(after, Ref) and where == key:
            after = last_value(self.ctx, self.end, self.entry, key)
        if isinstance(before, Var | Const) and isinstance(after, Var | Const):
            return self.widen(where, after)
        if isinstance(before, Ref) and isinstance(after, Ref):
            return self.compare_containers(where, before, after, key)
        if isinstance(before, Member) and isinstance(after, Member) and before.fleet is after.fleet:
            if where in self.reborn:
                return self.widen(where, after.index)
            if before.index is not after.index:
                self.reborn.add(where)
            return bool(before.index is after.index)
        if identities.alike(before, after):
            return self.compare_objects(where, before, after, key)
        if after is before:
            return True
        raise self.unsteady(f"`{key[1]}` holds different things from trip to trip")

    def compare_missing(self, where: Any, before: Any, after: Any, key: NameKey) -> bool:
        """Whether what may be None fits: whether it is, and what it is otherwise."""
        there = after.there if isinstance(after, Perhaps) else Const(not is_none(after))
        fits = self.widen((where, "there"), there)
        if is_none(after):
            return fits
        own = before.value if isinstance(before, Perhaps) else self.there[where].value
        return self.compare((where, "own"), own, after.value if isinstance(after, Perhaps) else after, key) and fits

    def compare_containers(self, where: Any, before: Ref, after: Ref, key: NameKey) -> bool:
        """Whether a container, or a part of one, fits: a name that is bound to another one gets a parameter."""
        if after.path and (where in self.objects or key in self.rebound):
            if where == key and key not in self.parting and isinstance(ref_kind(self.ctx, after), Array):
                self.parting.add(key)
                return False
            what = f"`{key[1]}` becomes a part of another container in a loop"
            raise self.ctx.refuse("SD205", what, "work on a copy")
        if where in self.objects:
            self.ends[where] = after.obj
            return self.widen(where, self.end.versions[after.obj])
        if key not in self.rebound:
            if after.obj is before.obj and after.path == before.path:
                return True
            self.rebound.add(key)
            return False
        if after.obj is before.obj:
            return True
        if where == key and isinstance(ref_kind(self.ctx, before), Array):
            self.parts.add(key)
            return False
        what = f"`{key[1]}` is a part of another container, and something else from a trip of this loop on"
        raise self.ctx.refuse("SD205", what, "work on a copy")

    def compare_objects(self, where: Any, before: Any, after: Any, key: NameKey) -> bool:
        """Whether an object, or a list of objects, fits: by its attributes, where it may be another one."""
        if where not in self.reborn:
            if before.slot != after.slot:
                self.reborn.add(where)
            return bool(before.slot == after.slot)
        self.last[where] = after
        had = identities.attributes(self.entry, before.slot)
        has = identities.attributes(self.end, after.slot)
        lost = Poison("SD207", f"`{key[1]}` lacks an attribute from some trip on", "set it in `__init__`")
        return all(self.compare((where, n), v, has.get(n, lost), key) for n, v in had.items())

    def comes_late(self, key: NameKey, after: Any, end: Env) -> bool:
        """Note what the first trip leaves in a name that had no value; whether it can go round."""

        if not self.can_be_late(key, after, end):
            return False
        self.late[key] = after
        return True

    def can_be_late(self, where: Any, value: Any, end: Env) -> bool:
        """Note of what kinds the parts of a value are that some trips lack; whether each of them can go round."""
        if isinstance(value, Seq):
            return all(self.can_be_late((where, k), v, end) for k, v in enumerate(value.items))
        if isinstance(value, Perhaps):
            return self.can_be_late((where, "own"), value.value, end)
        if isinstance(value, Ref) and not value.path:
            self.kinds[where] = end.versions[value.obj].kind
        return isinstance(value, Var | Const | Known) or (isinstance(value, Ref) and not value.path)

    def settled(self, end: Env) -> bool:
        """Whether what may show the same memory at the end of a trip was taken to do so at its start."""
        shared: set[tuple[Any, Any]] = set()
        params = {ref.obj for ref in self.objects.values()}
        outside = self.entry.versions
        for where, after in self.ends.items():
            own = self.objects[where].obj
            for o in (after, *after.shares):
                shown = o.shares if o in params else (o,)
                shared.update((where, p) for p in shown if p in outside and p not in own.shares)
            for other, o in self.ends.items():
                param = self.objects[other].obj
                if o.related(after) and not param.related(own):
                    shared.add((where, other))
        stale = {o: by for o, by in end.stale.items() if o in self.entry.versions}
        stale |= {where: end.stale[o] for where, o in self.ends.items() if o in end.stale}
        frozen = {where: (by, not o.hard()) for where, o in self.ends.items() if (by := o.reason())}
        for where in frozen.keys() & self.frozen.keys():
            (known, spare), (why, spare_now) = self.frozen[where], frozen[where]
            if spare <= spare_now and (known != PICKED or why == PICKED):  # known, and as hard
                del frozen[where]
        held: dict[Any, Obj] = {}
        for where, o in self.ends.items():
            if o.holder in self.entry.versions and self.held.get(where) is not o.holder:
                held[where] = o.holder
            elif o.holder is not None and o.holder not in self.entry.versions:
                o.holder.shared = True
        mixed = {
            where
            for where, o in self.ends.items()
            if not self.objects[where].obj.shared and (o.shared or any(self.ctx.names_of(n, end) for n in o.lenders))
        }
        alike = self.alike_at_end()
        enlisted = {(w, f) for w, o in self.last.items() for f in identities.lists_of(self.ctx, o.slot)}
        stable = enlisted <= self.enlisted and alike <= self.alike and shared <= self.shared
        stable = stable and stale.keys() <= self.stale.keys() and not frozen and not held and not mixed
        self.alike |= alike
        self.enlisted |= enlisted
        self.held |= held
        self.mixed |= mixed
        self.shared |= shared
        self.stale = stale | self.stale
        self.frozen |= frozen
        return stable

    def alike_at_end(self) -> set[tuple[Any, Any]]:
        """The objects that may be the same at the end of a trip, by parameters and slots outside."""
        outside = {slot for slot, _ in self.entry.names}
        params = {made.slot: where for where, made in self.bodies.items()}
        found: set[tuple[Any, Any]] = set()
        for where, after in self.last.items():
            same = {after.slot, *self.ctx.kin.get(after.slot, ())}
            found |= {(where, slot) for slot in same & outside}
            found |= {(where, params[slot]) for slot in same & params.keys() if params[slot] != where}
            found |= {(where, w) for w, o in self.last.items() if w != where and o.slot in same}
        return found

    def unsteady(self, message: str) -> Unsteady:
        """The refusal of what does not stay of one kind, to be raised."""
        return Unsteady("SD207", message, self.ctx.place(), "give it one kind of value")

    def widen(self, where: Any, after: Any) -> bool:
        """Note the value for the next trip; False where its kind does not fit the parameter."""
        var, init = self.inits[where]
        self.nexts[where] = after
        joined = join(var.kind, after.kind)
        grown = strip(after.kind)
        if joined is None and isinstance(init, Const) and is_number(plain(var.kind)) and isinstance(grown, Array):
            self.grown.add(where)
            joined = grown
        elif isinstance(var.kind, Array) and var.kind.rank == 0 and isinstance(grown, Array) and grown.rank:
            joined = grown  # an array without axes broadcasts
        if joined is None:
            raise self.unsteady(f"`{var.name}` changes its kind from trip to trip")
        if joined != var.kind:
            self.kinds[where] = joined
            return False
        return True


def last_value(ctx: Lowerer, end: Env, outer: Env, key: NameKey) -> Any:
    """What a name that held a number before the loop holds after a trip; an array of its own by its version."""
    value = end.names.get(key, UNBOUND)
    if not isinstance(value, Ref) or value.path or not isinstance(end.versions[value.obj].kind, Array):
        return value
    obj, version = value.obj, end.versions[value.obj]
    alone = obj not in outer.versions and ctx.names_of(obj, end) == 1 and not (obj.frozen or obj.shares)
    return version if alone and version not in ctx.shares and obj not in end.stale else value
