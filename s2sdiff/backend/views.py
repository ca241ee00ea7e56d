"""Views that a loop of a derivative takes again on each trip are taken once, before it.

A stencil's cotangent is one array all through the loop, which reads parts of it and adds to them in place. The parts
are views, and stay views of it: ``x_bar[1:-1] += t`` on each trip is ``x_bar_middle += t``, if all that is done to the
array is of this kind. What is changed is then no more said to be the array: so this is done last, when nothing is left
out any more. The user's own statements stay.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from s2sdiff.graph import (
    Atom,
    Block,
    Carry,
    Const,
    For,
    Let,
    Op,
    Stmt,
    Update,
    Var,
    While,
    atom_key,
    defined,
    inner_defined,
    uses,
    walk,
)
from s2sdiff.kinds import Array, strip
from s2sdiff.optimize.rewrite import substitute, with_blocks

Place = tuple[Any, tuple[Atom, ...]]  # the form of a subscript, and the atoms in it

ADDING = ("accumulate", "decrease")
FEWEST = 2  # statements for which views are worth their lines
MOST = 5  # views of one array
NAMED = 2  # axes that a name speaks of


def with_views(body: Block) -> Block:
    """The body with the views that its loops add to taken before them."""
    if not any(isinstance(s, Update) and adds_to_part(s) for s in walk(body)):
        return body
    same: dict[Var, Atom] = {}  # what goes round a loop no more: it is the array that goes into it
    return substitute(_block(body, same), same)


def _block(body: Block, same: dict[Var, Atom]) -> Block:
    out: list[Stmt] = []
    for s in body:
        s = with_blocks(s, lambda b: _block(b, same))
        if isinstance(s, For | While):
            for c in s.carries:
                views = taken_before(s, c)
                if views:
                    out += views.values()
                    s = adding_to(s, c, views)
                    same[c.param] = same[c.result] = c.init
        out.append(s)
    return tuple(out)


def adds_to_part(s: Update) -> bool:
    """Whether a derived statement adds to a part of an array that one subscript of slices leads to."""
    derived = s.how in ADDING and s.item is None and s.place is None
    return derived and isinstance(strip(s.old.kind), Array) and sliced(s.spec)


def sliced(spec: Any) -> bool:
    """Whether subscripts are one, of slices alone, for few enough axes to name the part."""
    return spec is not None and len(spec) == 1 and set(spec[0]) == {"s"} and len(spec[0]) <= NAMED


def part_of(s: Stmt, versions: set[Atom]) -> Place | None:
    """The part of an array that a derived statement reads, or adds to, if that is all it does."""
    if isinstance(s, Update) and s.old in versions and adds_to_part(s):
        return s.spec, s.args[:-1]
    if isinstance(s, Let) and s.place is None and s.op.name == "index" and s.args[0] in versions:
        return (s.op.payload, s.args[1:]) if sliced(s.op.payload) else None
    return None


def key(place: Place) -> Any:
    """What makes two places the same."""
    return place[0], tuple(map(atom_key, place[1]))


def taken_before(s: For | While, c: Carry) -> dict[Any, Let]:
    """The views, by their places, through which a loop does all that it does to an array that goes round."""
    if not isinstance(c.init, Var) or not isinstance(strip(c.param.kind), Array):
        return {}
    versions: set[Atom] = {c.param}
    places: list[Place] = []
    inside = {v for x in walk((s,)) for v in (*defined(x), *inner_defined(x))}
    for x in s.body:
        place = part_of(x, versions)
        if place is not None and inside.isdisjoint(place[1]):
            places.append(place)
            if isinstance(x, Update):
                versions.add(x.new)
    reads = sum(a in versions for x in walk((s,)) for a in uses(x))
    if c.next not in versions or c.next is c.param or reads > len(places) + 1 or len(places) < FEWEST:
        return {}
    views = {key(place): view_of(c, *place) for place in places}
    return views if len(views) <= MOST else {}


def view_of(c: Carry, spec: Any, path: tuple[Atom, ...]) -> Let:
    """The statement that takes a view of what goes into a loop."""
    kind = strip(c.param.kind)
    assert isinstance(kind, Array)
    words = [slice_name(path[k : k + 3]) for k in range(0, len(path), 3)]
    target = Var("_".join((c.param.name, *words)), Array(kind.dtype, kind.rank))
    return Let(target, Op("item", "index", spec), (c.init, *path))


def slice_name(bounds: tuple[Atom, ...]) -> str:
    """What the part of an axis between two bounds is called."""
    start, stop = (not (isinstance(a, Const) and a.value is None) for a in bounds[:2])
    return {(False, False): "all", (False, True): "head", (True, False): "tail", (True, True): "middle"}[start, stop]


def adding_to(s: For | While, c: Carry, views: dict[Any, Let]) -> For | While:
    """The loop that reads, and adds to, views of an array instead of parts of its versions."""
    versions: set[Atom] = {c.param}
    shown: dict[Var, Atom] = {}
    body: list[Stmt] = []
    for x in s.body:
        place = part_of(x, versions)
        view = views[key(place)].target if place is not None else None
        if view is None:
            body.append(x)
        elif isinstance(x, Update):
            versions.add(x.new)
            body.append(Update(Var(view.name, view.kind), view, x.how, x.args[-1:], spec=(("e",),)))
        elif isinstance(x, Let):
            shown[x.target] = view
    return replace(s, body=substitute(tuple(body), shown), carries=tuple([o for o in s.carries if o is not c]))
