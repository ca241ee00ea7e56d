"""Places of arrays that are cleared for nothing: no later trip of the loop comes there, and nothing after it.

What a loop over a range writes at ``a[k]``, `k` its index, each trip writes at a place of its own. Where going back
reads the cotangent there and clears it, and nothing else is done with that array any more, it need not be cleared.
"""

from __future__ import annotations

from dataclasses import replace

from s2sdiff.analyses.free import free_vars
from s2sdiff.analyses.reads import count_uses
from s2sdiff.frontend.steps import taken_by
from s2sdiff.graph import Atom, Block, Carry, Const, For, Let, Stmt, Update, Var, walk
from s2sdiff.kinds import Array, strip
from s2sdiff.optimize.rewrite import substitute, with_blocks


def uncleared(block: Block) -> Block:
    """The block with arrays left as they are where it makes no difference that they are cleared."""
    if not any(isinstance(s, Update) and clears(s) for s in walk(block)):
        return block
    return _block(block, count_uses(block, None))


def _block(block: Block, counts: dict[Var, int]) -> Block:
    defs: dict[Var, Let] = {}
    kept: list[Stmt] = []
    for s in block:
        if isinstance(s, Let):
            defs[s.target] = s
        elif isinstance(s, For) and s.stop is None and counts_up(s.seq, defs):
            for c in s.carries:
                if isinstance(strip(c.param.kind), Array) and not counts.get(c.result):
                    s = without_clear(s, c)
        kept.append(with_blocks(s, lambda b: _block(b, counts)))
    return tuple(kept)


def counts_up(seq: Atom, defs: dict[Var, Let]) -> bool:
    """Whether a sequence is a range from a literal that is not negative, in either direction: no index comes twice."""
    d = defs.get(seq) if isinstance(seq, Var) else None
    if d is not None and d.op.name == "slice":
        turned = [isinstance(a, Const) and a.value in (None, -1) for a in d.args[1:]]
        return all(turned) and counts_up(d.args[0], defs)
    if d is None or (d.op.form, d.op.name) != ("call", "range") or len(d.args) > 2:
        return False
    start = d.args[0] if len(d.args) == 2 else Const(0)
    return isinstance(start, Const) and start.value >= 0


def without_clear(s: For, c: Carry) -> For:
    """The loop without the statement that clears a place of the array that goes round, if that is all it does to it."""
    place: tuple[object, tuple[Atom, ...]] | None = None
    clear: Update | None = None
    for x in s.body:
        if clear is None and isinstance(x, Let) and x.op.name == "index" and x.args[0] is c.param:
            here = (x.op.payload, x.args[1:])
        elif clear is None and isinstance(x, Update) and x.old is c.param and clears(x):
            here, clear = (x.spec, x.args[:-1]), x
        elif any(v is c.param or (clear is not None and v is clear.new) for v in free_vars(x)):
            return s
        else:
            continue
        if place is not None and not same(place, here):
            return s
        place = here
    if clear is None or place is None or c.next is not clear.new or not own_place(place, s.index):
        return s
    if any(x.next in (c.param, clear.new) for x in s.carries if x is not c):
        return s
    body = tuple(x for x in s.body if x is not clear)
    rest = tuple(x for x in s.carries if x is not c)
    return replace(s, body=substitute(body, {c.param: c.init}), carries=rest)


def clears(s: Update) -> bool:
    """Whether a derived statement writes zero to a part of an array."""
    value = s.args[-1] if s.args else None
    zero = isinstance(value, Const) and value.value == 0
    return zero and s.how == "store" and s.spec is not None and s.place is None


def same(a: tuple[object, tuple[Atom, ...]], b: tuple[object, tuple[Atom, ...]]) -> bool:
    """Whether two subscripts are the same."""
    return a[0] == b[0] and all(
        x is y or (isinstance(x, Const) and x.same(y)) for x, y in zip(a[1], b[1], strict=True)
    )


def own_place(place: tuple[object, tuple[Atom, ...]], index: Var) -> bool:
    """Whether a subscript leads to another place in each trip: the index of the loop is one of its components."""
    spec, path = place
    first = spec[0]  # type: ignore[index]
    if not all(code in ("i", "s") for code in first):
        return False
    at = 0
    for code in first:
        if code == "i" and path[at] is index:
            return True
        at += taken_by(code)
    return False
