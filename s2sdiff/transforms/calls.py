"""The derivative of a call of a recursive function: a call of a function that `helpers` makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s2sdiff.analyses.activity import carries_derivative
from s2sdiff.analyses.flows import closed, varying
from s2sdiff.errors import Refusal
from s2sdiff.graph import UNDEFINED, Atom, Block, For, If, Multi, Op, Stmt, Try, Update, Var, While, walk
from s2sdiff.kinds import ANY, Array, DictOf, ListOf, strip
from s2sdiff.subfunctions import Link, SubFunction, rewritten
from s2sdiff.transforms.helpers import by_reference, named
from s2sdiff.transforms.structure import is_container, tangent_kind

if TYPE_CHECKING:
    from s2sdiff.transforms.forward import Forward
    from s2sdiff.transforms.reverse import Reverse


def is_last(body: Block, v: Var) -> bool:
    """Whether a version of a container is the last one, so that it looks the same on the way back."""
    for s in walk(body):
        if isinstance(s, Update):
            after: list[object] = [s.old]
        elif isinstance(s, If | Try):
            after = [a for m in s.merges for a in m.values]
        elif isinstance(s, For | While):
            after = [a for c in s.carries for a in (c.init, c.next)]
        else:
            after = [old for old, _ in rewritten(s)]
        if v in after:
            return False
    return True


def need_helpers(helpers: object, s: Multi) -> None:
    """Refuse a recursive call where no function can be made for its derivative."""
    if helpers is None:
        raise Refusal(
            "SD304",
            f"`{s.op.name}`, which calls itself, is differentiated inside a derivative",
            s.place,
            "write it as a loop",
        )


def tangent_call(sweep: Forward, s: Multi) -> None:
    """Forward mode: one call gives the value and its tangent."""
    sub: SubFunction = s.op.payload.to
    wanted = [k for k, a in enumerate(s.args) if sweep.wanted(a) and carries_derivative(sub.params[k].kind)]
    mask = closed(sub, wanted)
    hot = varying(sub, mask)
    if not any(
        h and (t in sweep.active or k >= len(sub.results))
        for k, (h, t) in enumerate(zip(hot, s.targets, strict=True))
    ):
        sweep.b.out.append(s)
        return
    need_helpers(sweep.helpers, s)
    helper = sweep.helpers.jvp(sub, mask)  # type: ignore[union-attr]
    count = len(sub.results)
    dots = [sweep.tangent(s.args[k]) for k in sorted(mask)]
    at = {k: len(s.args) + i for i, k in enumerate(sorted(mask))}
    made = {
        t: Var(sweep.dot_name(t.name), tangent_kind(t.kind), t.weak)
        for t, h in zip(s.targets, hot, strict=True)
        if h
    }
    updates = (*sub.updates, *(at[k] for k, h in zip(sub.updates, hot[count:], strict=True) if h))
    targets = (
        *s.targets[:count],
        *(made[t] for t in s.targets[:count] if t in made),
        *s.targets[count:],
        *(made[t] for t in s.targets[count:] if t in made),
    )
    sweep.b.out.append(
        Multi(targets, Op("sub", helper.name, Link(helper, updates)), (*s.args, *dots), s.place)
    )
    sweep.give(made)


def cotangent_call(sweep: Reverse, s: Multi) -> Stmt:
    """Reverse mode: a call that keeps what the way back needs, and there one that uses it."""
    sub: SubFunction = s.op.payload.to
    count = len(sub.results)
    bars = {t: sweep.take(t) for t in s.targets[:count]}
    news = {k: (t, sweep.bars.pop(t, None)) for k, t in zip(sub.updates, s.targets[count:], strict=True)}
    if all(b is None for b in bars.values()) and all(b is None for _, b in news.values()):
        return s
    wanted = [k for k, a in enumerate(s.args) if sweep.wanted(a) and carries_derivative(sub.params[k].kind)]
    mask = closed(sub, wanted)
    if not mask:
        return s
    need_helpers(sweep.helpers, s)
    held = [a for k, a in enumerate(s.args) if k in mask and by_reference(sub.params[k])]
    if len(set(held)) < len(held):
        raise Refusal(
            "SD304", "a recursive function is given the same container twice", s.place, "pass a copy"
        )
    pair = sweep.helpers.pair(sub, mask, unstable(sweep, s, sub))  # type: ignore[union-attr]
    sweep.calls += 1
    seeded = [(s.targets[k], bars[s.targets[k]]) for k in pair.seeded]
    seeds = [sweep.zero_of(t) if bar is None else bar for t, bar in seeded]
    into = [held_cotangent(sweep, s, k, *news.get(k, (None, None))) for k in pair.held]
    taken = [s.args[k] for k in pair.taken]
    if any(a is UNDEFINED for a in taken):
        raise Refusal("SD304", "a recursive function is given what may have no value", s.place)
    results: list[Var] = []
    for k in pair.given:
        a = s.args[k]
        name = a.name if isinstance(a, Var) else sub.params[k].name
        results.append(Var(sweep.bar_name(name), tangent_kind(sub.params[k].kind), True))
    versions = [Var(b.name, b.kind, b.weak) for b in into]
    first = len(taken) + len(seeds)
    link = Link(pair.rev, tuple(range(first, first + len(into))), 0, True)
    op = Op("sub", f"{named(sub)}_rev", link)
    sweep.b.out.append(Multi((*results, *versions), op, (*taken, *seeds, *into)))
    for k, v in zip(pair.given, results, strict=True):
        sweep.add(s.args[k], v)
    for k, version in zip(pair.held, versions, strict=True):
        a = s.args[k]
        assert isinstance(a, Var)
        sweep.bars[a] = version
    return Multi(
        s.targets, Op("sub", f"{named(sub)}_fwd", Link(pair.fwd, s.op.payload.updates)), s.args, s.place
    )


def unstable(sweep: Reverse, s: Multi, sub: SubFunction) -> frozenset[int]:
    """The arguments whose content may be another one on the way back: containers that are changed."""
    changed = (k for k, a in enumerate(s.args) if k in sub.updates or a in sweep.changing)
    kinds = ((k, strip(sub.params[k].kind)) for k in changed)
    return frozenset(k for k, kind in kinds if isinstance(kind, ListOf | DictOf | Array) or kind == ANY)


def held_cotangent(sweep: Reverse, s: Multi, k: int, new: Var | None, bar: Atom | None) -> Var:
    """The cotangent of a container that a call is given, into which the way back adds; of its `new` version, if any."""
    a = s.args[k]
    assert isinstance(a, Var)
    if new is None:
        found: Atom = sweep.held(a)
    else:
        item = getattr(strip(new.kind), "item", None)
        if bar is None and item is not None and is_container(item) and not is_last(sweep.body, new):
            message = f"`{new.name}`, whose items are containers, is changed by a recursive function"
            raise Refusal("SD304", message, s.place, "change a list of numbers, or return a new one")
        found = sweep.zero_of(new) if bar is None else bar
    assert isinstance(found, Var)
    return found
