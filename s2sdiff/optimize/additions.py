"""What is added to parts of a container: at one place in one statement, and stored where there was nothing but zeros.

These are statements of derivatives only, which have no place in the user's source. A container has a variable per
version, so one whose version is used once is seen by the next change of it alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from s2sdiff.analyses.reads import count_uses
from s2sdiff.graph import Atom, Block, Carry, Const, For, Let, Op, Stmt, Update, Var, atom_key, walk
from s2sdiff.kinds import BOOL, INT, REAL, Array, Kind, ListOf, is_number, strip
from s2sdiff.optimize.clears import counts_up, own_place
from s2sdiff.optimize.rewrite import substitute, with_blocks
from s2sdiff.transforms.shapes import is_fresh

_ADDING = {"accumulate": 1, "decrease": -1}
_WHOLE = (("e",),)
NEAR = 12  # statements within which additions to one place become one


def gathered(block: Block) -> Block:
    """The block with additions to one place joined, and the first addition to zeros stored."""
    if not any(isinstance(s, Update) and adds(s) for s in walk(block)):
        return block
    block = joined(block, count_uses(block, None))
    stores = Stores(count_uses(block, None))
    return substitute(stores.block(block), stores.stands)


def adds(s: Update) -> bool:
    """Whether a derived statement adds to a number in a list, or to a part of an array or all of it."""
    if s.how not in _ADDING or s.item is not None or s.place is not None:
        return False
    kind = strip(s.old.kind)
    if isinstance(kind, ListOf):
        return kind.item is not None and is_number(kind.item)
    return isinstance(kind, Array) and s.spec is not None and addable(s.args[-1].kind)


def addable(kind: Kind) -> bool:
    """Whether a value is a real number or an array of those, which goes into an array of reals or complex numbers."""
    kind = strip(kind)
    return kind in (REAL, INT, BOOL) or (isinstance(kind, Array) and np.dtype(kind.dtype).kind in "fiub")


def place_of(s: Update) -> Any:
    """What makes the places of two changes the same."""
    return s.spec, tuple(map(atom_key, s.args[:-1]))


def apart(s: Update, others: Iterable[Any]) -> bool:
    """Whether the place of a change is a literal index from the start, and so are others, which differ from it."""
    own = place_of(s)[1]
    rows = [own, *(path for _, path in others)]
    literal = all(len(p) == 1 and isinstance(p[0], tuple) and p[0][0] is int and p[0][1][0] != "-" for p in rows)
    return literal and own not in rows[1:]


# -- joined -----------------------------------------------------------------------------------------


def joined(block: Block, counts: dict[Var, int]) -> Block:
    """The block with additions to one place, nothing between which reads the container, made into one."""
    kept: list[Stmt | None] = []
    chains: dict[Var, dict[Any, int]] = {}  # where each place was added to last, of versions that are used once
    stands: dict[Var, Var] = {}
    for s in block:
        s = with_blocks(s, lambda b: joined(b, counts))
        if isinstance(s, Update) and adds(s) and s.spec != _WHOLE:
            places = chains.pop(s.old, {})
            at = places.get(place_of(s))
            first = kept[at] if at is not None and len(kept) - at <= NEAR else None
            total = sum_of(s, first, counts) if isinstance(first, Update) else None
            if total is not None and isinstance(first, Update) and at is not None:
                kept[at] = None
                stands[first.new] = first.old
                kept.append(total)
                s = replace(s, args=(*s.args[:-1], total.target))
            if counts.get(s.new) == 1:
                chains[s.new] = {**places, place_of(s): len(kept)} if len(places) < NEAR else {place_of(s): len(kept)}
        kept.append(s)
    return substitute(tuple(s for s in kept if s is not None), stands)


def sum_of(s: Update, first: Update, counts: dict[Var, int]) -> Let | None:
    """What two additions add together, with the sign of the later one; None where that is not known to be of its shape."""
    a, b = s.args[-1], first.args[-1]
    kind = kind_of_sum(a.kind, b.kind)
    if kind is None or (isinstance(a, Const) and isinstance(b, Const)):
        return None
    if isinstance(kind, Array) and isinstance(b, Var) and counts.get(b) != 1:
        return None  # it may be changed in between
    same = _ADDING[first.how] == _ADDING[s.how]
    return Let(Var("t", kind, True), Op("binary", "add" if same else "sub"), (a, b))


def kind_of_sum(a: Kind, b: Kind) -> Kind | None:
    """The kind of the sum of two numbers or arrays, None where one array would be spread to the shape of the other."""
    a, b = strip(a), strip(b)
    if isinstance(a, Array) and isinstance(b, Array):
        return a if a == b and a.dims is not None else None
    if isinstance(a, Array) or isinstance(b, Array):
        return a if isinstance(a, Array) else b
    return REAL


# -- stored -----------------------------------------------------------------------------------------


class Stores:
    """Turns additions to zeros into stores. Of each container of zeros it knows where there is more by now."""

    def __init__(self, counts: dict[Var, int]) -> None:
        self.counts = counts
        self.stands: dict[Var, Atom] = {}  # what is read instead of zeros to which one array was added
        self.defs: dict[Var, Let] = {}

    def block(self, body: Block) -> Block:
        """A block of statements."""
        written: dict[Var, list[Any]] = {}
        out: list[Stmt] = []
        for s in body:
            if isinstance(s, Let):
                self.defs[s.target] = s
                if self.is_zeros(s) and self.counts.get(s.target) == 1:
                    written[s.target] = []
            elif isinstance(s, Update) and s.old in written and adds(s):
                places = written.pop(s.old)
                found = self.instead(s) if not places else None
                if found is not None:
                    self.stands[s.new] = found
                    continue
                if self.counts.get(s.new) == 1:
                    written[s.new] = [*places, place_of(s)]
                if s.spec != _WHOLE and (not places or apart(s, places)):
                    out += self.stored(s)
                    continue
            elif isinstance(s, For) and s.stop is None and counts_up(s.seq, self.defs):
                s = self.loop(s, {v for v, places in written.items() if not places})
            out.append(with_blocks(s, self.block))
        return tuple(out)

    def is_zeros(self, s: Let) -> bool:
        """Whether a derived statement makes an array, or a list of numbers, of zeros."""
        kind = strip(s.target.kind)
        if s.place is not None:
            return False
        if isinstance(kind, ListOf) and s.op.form == "binary" and s.op.name == "mul":
            made = self.defs.get(s.args[0])  # type: ignore[arg-type]
            return made is not None and made.op.form == "list" and all(is_zero(a) for a in made.args)
        if isinstance(kind, ListOf):
            return s.op.form == "zeros" and kind.item is not None and is_number(kind.item)
        named = s.op.form == "call" and s.op.payload is not None and s.op.payload.value in (np.zeros, np.zeros_like)
        return isinstance(kind, Array) and (s.op.form == "zeros" or named)

    def stored(self, s: Update) -> list[Stmt]:
        """The statement that stores instead of adding, and what it needs; the one that adds where types would differ."""
        value, before = s.args[-1], []
        if isinstance(strip(s.old.kind), ListOf):
            if isinstance(value, Const) and isinstance(value.value, float | int):
                value = Const(float(value.value))
            elif isinstance(value, Const) or value.kind != REAL:
                return [s]
        if s.how == "decrease" and isinstance(value, Const):
            value = Const(-value.value)
        elif s.how == "decrease" and isinstance(value, Var):
            before = [self.negated(value)]
            value = before[0].target
        return [*before, replace(s, how="store", args=(*s.args[:-1], value))]

    def negated(self, v: Var) -> Let:
        """The statement that gives ``-v``, a multiple by a literal as one by the literal that is less than zero."""
        made = self.defs.get(v)
        target = Var(v.name, v.kind, True)
        if made is not None and (made.op.form, made.op.name) == ("binary", "mul") and isinstance(made.args[0], Const):
            return Let(target, made.op, (Const(-made.args[0].value), made.args[1]))
        return Let(target, Op("unary", "neg"), (v,))

    def instead(self, s: Update) -> Var | None:
        """What stands for zeros to all of which an array of the same shape is added: that array, if nothing else sees it."""
        value, own = s.args[-1], strip(s.old.kind)
        if s.spec != _WHOLE or s.how != "accumulate" or not isinstance(value, Var) or not isinstance(own, Array):
            return None
        if own != strip(value.kind):
            return None
        alone = own.dims is not None and self.counts.get(value) == 1 and is_fresh(self.defs.get(value))
        return value if alone else None

    def loop(self, s: For, zeros: set[Var]) -> For:
        """A loop over a range that adds to zeros, each trip at a place of its own."""
        found = [self.only_change(s, c) for c in s.carries if c.init in zeros]
        changed = {id(u): self.stored(u) for u in found if u is not None}
        if not changed:
            return s
        return replace(s, body=tuple(x for y in s.body for x in changed.get(id(y), [y])))

    def only_change(self, s: For, c: Carry) -> Update | None:
        """The addition that is all that is done to what goes round, in a place of each trip's own."""
        if self.counts.get(c.param) != 1:
            return None
        found = next((x for x in s.body if isinstance(x, Update) and x.old is c.param), None)
        if found is None or not adds(found) or c.next is not found.new or self.counts.get(found.new) != 1:
            return None
        spec = found.spec if found.spec is not None else (("i",) * (len(found.args) - 1),)
        return found if own_place((spec, found.args[:-1]), s.index) else None


def is_zero(a: Atom) -> bool:
    """Whether an atom is the real number zero."""
    return isinstance(a, Const) and type(a.value) is float and a.value == 0
