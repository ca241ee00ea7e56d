"""What the results of a recursive function vary with, and which containers its derivative takes along."""

from __future__ import annotations

from collections.abc import Iterable

from s2sdiff.graph import Var, walk
from s2sdiff.subfunctions import SubFunction, link_of


def reachable(sub: SubFunction) -> list[SubFunction]:
    """A function and those that it calls, directly or not."""
    found = [sub]
    for f in found:
        for s in walk(f.body):
            link = link_of(s)
            if link is not None and link.to not in found:
                found.append(link.to)
    return found


def outcomes(sub: SubFunction) -> list[Var | None]:
    """What a call leaves: the results, then the containers that it changed; None for a literal."""
    return [a if isinstance(a, Var) else None for a in (*sub.results, *sub.finals)]


def flows_of(sub: SubFunction) -> list[frozenset[int]]:
    """By outcome, the positions of the parameters that it varies with."""
    if sub.flows is None:
        settle(sub)
    assert sub.flows is not None
    return sub.flows


def settle(sub: SubFunction) -> None:
    """Find out what functions that call one another vary with."""
    from s2sdiff.analyses.activity import carries_derivative, varied

    group = [f for f in reachable(sub) if f.flows is None]
    for f in group:
        f.flows = [frozenset()] * len(outcomes(f))
    stable = False
    while not stable:
        stable = True
        for f in group:
            reach = [varied(f.body, {p}) if carries_derivative(p.kind) else set() for p in f.params]
            own = [frozenset(k for k, found in enumerate(reach) if out in found) for out in outcomes(f)]
            stable &= own == f.flows
            f.flows = own


def closed(sub: SubFunction, active: Iterable[int]) -> frozenset[int]:
    """The active parameters, with the containers that become so because of what is stored in them."""
    mask = frozenset(active)
    flows = flows_of(sub)[len(sub.results) :]
    while True:
        more = mask | {at for at, flow in zip(sub.updates, flows, strict=True) if flow & mask}
        if more == mask:
            return mask
        mask = more


def varying(sub: SubFunction, mask: frozenset[int]) -> list[bool]:
    """By outcome, whether it varies with any of the parameters at the positions in `mask`."""
    return [bool(flow & mask) for flow in flows_of(sub)]
