"""Where paths meet: one value for what each of them leaves, and what is known of containers afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from s2sdiff.frontend.aliases import Obj
from s2sdiff.frontend.state import identities, perhaps
from s2sdiff.frontend.steps import mapped
from s2sdiff.frontend.values import (
    UNBOUND,
    Choice,
    Known,
    Lib,
    Member,
    Perhaps,
    Poison,
    Ref,
    Seq,
    Transform,
    Unbound,
    UserFn,
    refs_in,
)
from s2sdiff.graph import UNDEFINED, Atom, Const, Merge, Op, Var
from s2sdiff.kinds import BOOL, Array, Kind, join, kind_of

NameKey = tuple[int, str]
#: What says, by path, that statements are skipped, a loop is left, or the function has returned.
FLAGS = ("%skip", "%stop", "%returned")
#: What takes axes from arrays.
LOWERING = {
    "all", "any", "average", "dot", "einsum", "inner", "matmul", "max", "mean", "median", "min", "norm", "prod", "ptp",
    "std", "sum", "take", "tensordot", "trace", "trapezoid", "var", "vdot",
}  # fmt: skip


def is_of_any_rank(value: Any) -> bool:
    """Whether a value is an array whose rank depends on the path."""
    return isinstance(value, Var) and isinstance(value.kind, Array) and value.kind.rank is None


def lowers_rank(op: Op) -> bool:
    """Whether what an operation gives of vectors is a number, though it gives arrays of arrays of more axes."""
    if op.form == "item":
        return op.name == "index"
    return op.name in LOWERING and op.form in ("binary", "call", "method")


def is_single(a: Var) -> bool:
    """Whether a value is an array without axes."""
    return isinstance(a.kind, Array) and a.kind.rank == 0


def name_of(key: NameKey) -> str:
    """What a name of the environment is called in source; ours are marked by ``%`` and numbered by ``#``."""
    return key[1].lstrip("%").partition("#")[0]


def where_told(values: list[Any], told: list[Any], truth: bool) -> list[Any] | None:
    """The values on the paths on which a flag is `truth`, the others unbound; None where that tells nothing."""
    here = [v if isinstance(t, Const) and t.value is truth else UNBOUND for v, t in zip(values, told, strict=True)]
    if all(isinstance(v, Unbound) for v in here) or any(isinstance(v, Poison) for v in here):
        return None
    return here


class Env:
    """What names stand for on one path, and the current version of each container.

    `stale` names, for each container of which the version no longer holds, the one that was changed
    although it may be the same.
    """

    __slots__ = ("dead", "names", "stale", "versions")

    def __init__(
        self, names: dict[NameKey, Any], versions: dict[Obj, Var], stale: dict[Obj, str] | None = None
    ) -> None:
        self.names, self.versions, self.dead = names, versions, False
        self.stale = stale or {}

    def copy(self) -> Env:
        """A path that goes its own way from here."""
        return Env(dict(self.names), dict(self.versions), dict(self.stale))


class Paths:
    """What a lowering knows of the paths that it has followed."""

    def __init__(self) -> None:
        self.env = Env({}, {})
        self.lengths: dict[Var, int] = {}
        self.facts: dict[tuple[Var, bool], list[tuple[Any, Any]]] = {}
        self.negations: dict[Var, Atom] = {}
        self.shares: dict[Var, Obj] = {}
        self.numbers: set[Var] = set()  # arrays of any rank that are numbers on some path
        self.proven: list[tuple[Any, ...]] = []  # paths to what was written by a subscript, so that it is no number
        self.tuples: dict[Var, tuple[Atom, ...] | list[Atom]] = {}  # what tuples and lists were built of
        self.met: list[tuple[Obj, list[Obj | None]]] = []  # what containers were on the paths that have just met
        self.kin: dict[int, set[int]] = {}  # by the slot of an object, those of others that may be the same
        self.enlisted: dict[int, set[int]] = {}  # by the slot of an object, those of the lists that it is an item of
        self._next_frame = 0

    def new_slot(self) -> int:
        """The number of a new frame."""
        self._next_frame += 1
        return self._next_frame

    def meet(self, before: Env, paths: list[tuple[Env, Atom]], merges: list[Merge]) -> Env:
        """The environment after paths meet; `merges` takes what has to be named anew."""
        alive = [e for e, _ in paths if not e.dead]
        if not alive:
            before.dead = True
            return before
        result = Env({}, {}, {o: by for e in alive for o, by in e.stale.items()})
        self.met = []
        self.meet_versions(before, alive, [e for e, _ in paths], merges, result)
        self.meet_names(before, alive, paths, merges, result)
        return result

    def meet_versions(
        self, before: Env, alive: list[Env], envs: list[Env], merges: list[Merge], result: Env
    ) -> None:
        """The versions of containers after paths meet; one that has none in common is stale."""
        first = alive[0]
        for o in dict.fromkeys(o for e in alive for o in e.versions):
            versions = [e.versions.get(o) for e in alive]
            if all(v is versions[0] for v in versions) and (
                len(alive) == len(envs) or before.versions.get(o) is versions[0]
            ):
                result.versions[o] = first.versions[o]
            elif o in before.versions:
                values = [UNBOUND if e.dead else e.versions[o] for e in envs]
                joined = self.join_atoms(values, merges, o.name)
                if isinstance(joined, Var):
                    result.versions[o] = joined
                else:
                    result.versions[o] = first.versions[o]
                    result.stale[o] = o.name

    def meet_names(
        self, before: Env, alive: list[Env], paths: list[tuple[Env, Atom]], merges: list[Merge], result: Env
    ) -> None:
        """What names stand for after paths meet; on what values of flags that may be known again is noted."""
        envs, cond = [e for e, _ in paths], paths[0][1]
        joined: dict[tuple[Any, ...], Any] = {}
        unknown: dict[NameKey, list[Any]] = {}
        flags: list[tuple[Var, list[Any]]] = []
        for key in dict.fromkeys(k for e in alive for k in e.names):
            absent = Const(False) if key[1] in FLAGS else UNBOUND
            values = [UNBOUND if e.dead else e.names.get(key, absent) for e in envs]
            present = [v for e, v in zip(envs, values, strict=True) if not e.dead]
            if all(v is present[0] for v in present) and (
                len(present) == len(values) or before.names.get(key) is present[0]
            ):
                result.names[key] = present[0]
                self.keep_objects(present[0], alive[0], result)
                continue
            memo = tuple(map(id, values))
            if memo not in joined:
                joined[memo] = self.join(values, merges, name_of(key), cond, envs, result)
            found = result.names[key] = joined[memo]
            if isinstance(found, Poison | Perhaps) or is_of_any_rank(found):
                unknown[key] = values
            elif isinstance(found, Var) and all(isinstance(v, Const) and isinstance(v.value, bool) for v in present):
                flags.append((found, values))
        if isinstance(cond, Var) and len(paths) == 2:
            flags.append((cond, [Const(True), Const(False)]))
        for key, values in unknown.items():
            for flag, told in flags:
                for truth in (False, True):
                    here = where_told(values, told, truth)
                    if here is not None:
                        known = self.join(here, merges, name_of(key), cond, envs, result)
                        if not isinstance(known, Poison):
                            self.facts.setdefault((flag, truth), []).append((result.names[key], known))

    def assume(self, cond: Atom, truth: bool) -> None:
        """On a way on which `cond` is known, names that depended on the path may be known too."""
        while isinstance(cond, Var) and cond in self.negations:
            cond, truth = self.negations[cond], not truth
        for unknown, known in self.facts.get((cond, truth), ()) if isinstance(cond, Var) else ():
            for key, value in self.env.names.items():
                if value is unknown:
                    self.env.names[key] = known

    def keep_objects(self, value: Any, env: Env, result: Env) -> None:
        """Carry over the versions of the containers that a value refers to."""
        for r in refs_in(value):
            if r.obj not in result.versions and r.obj in env.versions:
                result.versions[r.obj] = env.versions[r.obj]

    def join(
        self,
        values: list[Any],
        merges: list[Merge],
        name: str,
        cond: Atom,
        envs: list[Env],
        result: Env | None = None,
    ) -> Any:
        """One value for what paths leave in the same place; UNBOUND for a path that leaves nothing."""
        result = result or self.env
        present = [v for v in values if not isinstance(v, Unbound)]
        if not present:
            return UNBOUND
        first = present[0]
        if all(v is first or (isinstance(v, Const) and v.same(first)) for v in values):
            return first
        if isinstance(first, Const) and all(
            e.dead or (isinstance(v, Const) and v.same(first)) for e, v in zip(envs, values, strict=True)
        ):
            return first  # a path that has ended leaves nothing
        for v in present:
            if isinstance(v, Poison):
                return replace(v)  # what is known of the one under a condition is not known of the other
        if perhaps.may_be_missing(present):
            flag = name if name != "t" else "found"
            return perhaps.met(
                values,
                lambda own: self.join(own, merges, name, cond, envs, result),
                lambda flags: self.join_flags(flags, merges, f"has_{flag}", cond),
            )
        if all(isinstance(v, Seq) for v in present):
            if all(len(v.items) == len(first.items) and v.cls == first.cls for v in present):
                columns = zip(
                    *[v.items if isinstance(v, Seq) else [UNBOUND] * len(first.items) for v in values],
                    strict=True,
                )
                items = [self.join(list(c), merges, name, cond, envs, result) for c in columns]
                return Seq(tuple(items), first.fields, first.cls, first.form)
            return Poison("SD207", f"`{name}` is a tuple whose length depends on the path")
        if all(isinstance(v, Member) and v.fleet is first.fleet for v in present):
            index = self.join_atoms([v.index if isinstance(v, Member) else UNBOUND for v in values], merges, name)
            sure = all(v.sure for v in present)
            return Member(first.fleet, index, sure) if isinstance(index, Var | Const) else index
        if all(identities.alike(v, first) for v in present):
            return identities.met(
                self, values, envs, result, lambda v, attr: self.join(v, merges, name_of((0, attr)), cond, envs, result)
            )
        if all(isinstance(v, Ref) for v in present):
            return self.join_refs(values, merges, name, envs, result)
        if any(isinstance(v, Ref) for v in present) and all(isinstance(v, Ref | Var) for v in present):
            return self.join_arrays(values, merges, name, envs, result)
        if all(isinstance(v, Var | Const | Known) for v in present):
            atoms = [v.atom if isinstance(v, Known) else v for v in values]
            joined = self.join_atoms(atoms, merges, name)
            for v in atoms:  # what may share memory on one path may share it afterwards
                if isinstance(v, Var) and v in self.shares and isinstance(joined, Var):
                    self.shares[joined] = self.shares[v]
            return joined
        if (
            len(values) == 2
            and len(present) == 2
            and all(isinstance(v, UserFn | Lib | Transform | Choice) for v in present)
        ):
            return Choice(cond, *values)
        if len(present) == 1:
            return first
        return Poison(
            "SD207", f"`{name}` holds different things, depending on the path", "give it one kind of value"
        )

    def join_atoms(self, values: list[Any], merges: list[Merge], name: str) -> Any:
        """Name the atom that paths leave; reuse a merge that is there already."""
        atoms = tuple(UNDEFINED if isinstance(v, Unbound) else v for v in values)
        for m in merges:
            if all(
                a is b or (isinstance(a, Const) and a.same(b)) for a, b in zip(m.values, atoms, strict=True)
            ):
                return m.out
        kind: Kind | None = None
        for a in atoms:
            if a is not UNDEFINED:
                own = kind_of(a.value) if isinstance(a, Const) else a.kind
                kind = own if kind is None else join(kind, own)
                if kind is None:
                    return Poison("SD207", f"`{name}` holds different kinds of value, depending on the path")
        assert kind is not None
        out = Var(name, kind, name == "t")
        if is_of_any_rank(out) and any(isinstance(a, Var) and (a in self.numbers or is_single(a)) for a in atoms):
            self.numbers.add(out)
        merges.append(Merge(out, atoms))
        return out

    def join_flags(self, flags: list[Any], merges: list[Merge], name: str, cond: Atom) -> Any:
        """The flag that paths leave, which may be the condition that parts them."""
        told = [v.value for v in flags if isinstance(v, Const)]
        if told == [True, False] and cond.kind == BOOL:
            return cond
        return self.join_atoms(flags, merges, name)

    def join_refs(
        self, values: list[Any], merges: list[Merge], name: str, envs: list[Env], result: Env
    ) -> Any:
        """A container that is one or another, depending on the path."""
        present = [v for v in values if isinstance(v, Ref)]
        first = present[0]
        if all(v.obj is first.obj and v.path == first.path for v in present):
            if first.obj not in result.versions:  # made on one path only
                here = [
                    e.versions.get(first.obj, UNBOUND) if isinstance(v, Ref) else UNBOUND
                    for e, v in zip(envs, values, strict=True)
                ]
                made = self.join_atoms(here, merges, name)
                if isinstance(made, Var):
                    result.versions[first.obj] = made
                    self.same_facts(made, [v for v in here if isinstance(v, Var)])
            if first.obj in result.versions:
                return first if len(present) == len(values) else self.escaped(first, values, merges, name)
        if any(v.path for v in present):
            return Poison(
                "SD205",
                f"`{name}` is a part of one container or another, depending on the path",
                "work on a copy",
            )
        versions = [
            e.versions[v.obj] if isinstance(v, Ref) else UNBOUND for e, v in zip(envs, values, strict=True)
        ]
        joined = self.join_atoms(versions, merges, name)
        if not isinstance(joined, Var):
            return joined
        return self.standing(name, joined, values, envs, result)

    def standing(
        self, name: str, joined: Var, values: list[Any], envs: list[Env], result: Env
    ) -> Ref:
        """The container that a name is where paths meet, which may be what it was on each of them."""
        obj = Obj(name)
        before = [o for o, _ in self.met]  # those that meet here too are compared path by path
        were: list[Obj | None] = []
        for v, env in zip(values, envs, strict=True):
            was = v.obj if isinstance(v, Ref) else self.shares.get(v) if isinstance(v, Var) else None
            were.append(was)
            if isinstance(v, Ref):
                obj.stand_for(v.obj, before)
                if v.obj in env.stale:
                    result.stale[obj] = env.stale[v.obj]
            elif was is not None:
                obj.show(was, before)
        for other, others in self.met:
            if any(a and b and a.related(b) for a, b in zip(were, others, strict=False)):
                obj.share(other)
        self.met.append((obj, were))
        result.versions[obj] = joined
        return Ref(obj)

    def escaped(self, ref: Ref, values: list[Any], merges: list[Merge], name: str) -> Ref:
        """A part of a container that one path names, by subscripts that this path may have computed."""
        def merged(a: Var) -> Any:
            return self.join_atoms([UNBOUND if isinstance(v, Unbound) else a for v in values], merges, name)

        return mapped(ref, merged)

    def same_facts(self, made: Var, versions: list[Var]) -> None:
        """What is known of a container that one path made holds where the paths meet."""
        if len(versions) == 1:
            tables: tuple[dict[Var, Any], ...] = (self.lengths, self.tuples, self.shares)
            for facts in tables:
                if versions[0] in facts:
                    facts[made] = facts[versions[0]]

    def join_arrays(
        self, values: list[Any], merges: list[Merge], name: str, envs: list[Env], result: Env
    ) -> Any:
        """An array that is a named one on some paths and a new one, or a view, on others."""
        atoms: list[Any] = []
        for v, env in zip(values, envs, strict=True):
            atom = env.versions[v.obj] if isinstance(v, Ref) and not v.path else v
            if not isinstance(atom, Unbound) and not (isinstance(atom, Var) and isinstance(atom.kind, Array)):
                return Poison(
                    "SD207",
                    f"`{name}` holds different things, depending on the path",
                    "give it one kind of value",
                )
            atoms.append(atom)
        joined = self.join_atoms(atoms, merges, name)
        return self.standing(name, joined, values, envs, result) if isinstance(joined, Var) else joined

    def names_of(self, obj: Obj, env: Env) -> int:
        """How many names (and items of tuples) refer to a container on a path."""
        return sum(r.obj is obj for v in env.names.values() for r in refs_in(v))

    def called(self, obj: Obj) -> set[str]:
        """The names that a container, or a part of it, goes by."""
        found = {key[1] for key, v in self.env.names.items() if any(r.obj is obj for r in refs_in(v))}
        return found | {obj.name}

    def named_inside(self, owner: Ref) -> bool:
        """Whether a name, or something that has one, holds what is inside of a container or of a part of it."""
        return any(
            r.obj is owner.obj and len(r.path) > len(owner.path)
            for v in self.env.names.values()
            for r in refs_in(v)
        )
