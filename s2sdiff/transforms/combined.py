"""Sums of multiples of what carries an axis of directions, with the factors that are the same in all directions first.

What carries the axis is as many times larger as there are directions, so ``200 * (2 * a * x + b * x)`` is best
computed as ``(400 * a + 200 * b) * x``, where only `x` carries it. Factors are multiplied out and collected for
each array where that takes fewer operations on arrays with the axis.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from s2sdiff.analyses.carriers import AXIS
from s2sdiff.analyses.memories import changing
from s2sdiff.analyses.reads import count_uses
from s2sdiff.graph import Atom, Block, Const, Let, Op, Stmt, Var, walk
from s2sdiff.kinds import INT, REAL, Array, Kind, strip
from s2sdiff.optimize.rewrite import with_blocks

Product = tuple[float, tuple[Atom, ...]]  # a number and other factors
Terms = dict[Var, list[Product]]  # what each variable is multiplied by: a sum of products

MOST = 12  # terms that are collected


def combined(whole: Block) -> Block:
    """The program with sums of multiples of what carries the axis collected."""
    return Combinations(whole).block(whole)


def carries_axis(kind: Kind) -> bool:
    """Whether a value of a kind is known to be arrays of reals, one in each direction.

    Reals themselves stay as they are, so that all directions at once give what each gives to the last bit.
    """
    kind = strip(kind)
    if not isinstance(kind, Array) or kind.dtype != "float64" or kind.dims is None:
        return False
    return len(kind.dims) > 1 and kind.dims[0] == AXIS


class Combinations:
    """Rewrites the roots: sums and multiples that are not themselves parts of one."""

    def __init__(self, whole: Block) -> None:
        self.counts = count_uses(whole, None)
        self.mutable = changing(whole)
        self.defs: dict[Var, Let] = {}
        self.reader: dict[Var, Let] = {a: s for s in walk(whole) if isinstance(s, Let) for a in s.args if isinstance(a, Var)}
        self.alike: dict[Any, Var] = {}  # of the root at hand, what shows a part of an array
        self.out: list[Stmt] = []

    def block(self, body: Block) -> Block:
        """A block, in which only what the block itself computes is taken apart."""
        saved, self.out, self.defs = (self.out, self.defs), [], {}
        for s in body:
            if isinstance(s, Let):
                self.defs[s.target] = s
                found = self.collected(s)
                if found is not None:
                    self.emit(s, found)
                    continue
            self.out.append(with_blocks(s, self.block))
        made = tuple(self.out)
        self.out, self.defs = saved
        return made

    # -- reading --------------------------------------------------------------------------------

    def collected(self, s: Let) -> Terms | None:
        """The terms of a root, None where it is no root or best left as it is."""
        if not self.is_linear(s) or self.is_part(s):
            return None
        self.alike = {}
        terms, operations = self.terms(s)
        if len(terms) > MOST or operations <= cost(terms):
            return None
        return terms

    def is_linear(self, s: Let | None) -> bool:
        """Whether an operation gives a sum, or a multiple by what has no axis, of what carries the axis."""
        if s is None or s.op.form not in ("binary", "unary") or not carries_axis(s.target.kind):
            return False
        own = [self.fits(a, s.target) for a in s.args]
        if s.op.name in ("add", "sub", "neg"):
            return all(own)
        others = [a for a, fits in zip(s.args, own, strict=True) if not fits]
        return s.op.name == "mul" and len(others) == 1 and self.is_factor(others[0], s.target)

    def fits(self, a: Atom, target: Var) -> bool:
        """Whether an operand carries the axis and is of the shape of the result."""
        return isinstance(a, Var) and carries_axis(a.kind) and strip(a.kind) == strip(target.kind)

    def is_factor(self, a: Atom, target: Var) -> bool:
        """Whether an operand is the same in all directions, and a number or of the shape that the result has in each."""
        kind = strip(a.kind)
        if isinstance(kind, Array):
            return kind == inner_kind(target) and a not in self.mutable
        return kind in (REAL, INT)

    def is_part(self, s: Let) -> bool:
        """Whether an operation is taken apart where its only reader is."""
        reader = self.reader.get(s.target)
        return reader is not None and self.is_linear(reader) and self.is_movable(s, reader.target)

    def is_movable(self, s: Let | None, target: Var) -> bool:
        """Whether an operation may as well be done where its result is read."""
        return (
            s is not None
            and self.counts.get(s.target) == 1
            and self.is_linear(s)
            and strip(s.target.kind) == strip(target.kind)
            and not any(a in self.mutable for a in (s.target, *s.args))
        )

    def terms(self, s: Let) -> tuple[Terms, int]:
        """What an operation sums up, and how many operations that takes as it is written."""
        found: Terms = {}
        operations = 1
        signs = {"sub": (1, -1), "neg": (-1,)}.get(s.op.name, (1, 1))
        factor: Product = (1, ())
        if s.op.name == "mul":
            factor = self.factor(next(a for a in s.args if not self.fits(a, s.target)))
        for sign, a in zip(signs, s.args, strict=False):
            if not self.fits(a, s.target):
                continue
            assert isinstance(a, Var)
            inner = self.defs.get(a)
            if inner is not None and self.is_movable(inner, s.target):
                parts, more = self.terms(inner)
                operations += more
            else:
                parts = {self.same(a): [(1, ())]}
            for v, products in parts.items():
                if factor != (1, ()) and len(products) > 1:
                    products = [self.total(products, s.target)]
                rows = [(sign * factor[0] * number, (*factor[1], *others)) for number, others in products]
                found.setdefault(v, []).extend(rows)
        return found, operations

    def total(self, products: list[Product], target: Var) -> Product:
        """A sum of products as a factor."""
        kind = inner_kind(target)
        sign, total = self.sum([(sign, self.product(p, kind)) for sign, p in map(parted, products)], kind)
        return (sign * total.value, ()) if isinstance(total, Const) else (sign, (total,))

    def factor(self, a: Atom) -> Product:
        """A factor as a number and the rest."""
        if isinstance(a, Const):
            return a.value, ()
        made = self.defs.get(a)
        if made is not None and (made.op.form, made.op.name) == ("binary", "mul") and not any(x in self.mutable for x in made.args):
            first, second = made.args
            if isinstance(first, Const) and type(first.value) in (int, float):
                number, others = self.factor(second)
                return first.value * number, others
        return 1, (a,)

    def same(self, v: Var) -> Var:
        """The variable that shows the same part of the same array, the first of those."""
        made = self.defs.get(v)
        if made is None or made.op.form != "item" or any(a in self.mutable for a in (v, *made.args)):
            return v
        path = tuple(repr(a.value) if isinstance(a, Const) else a for a in made.args)
        return self.alike.setdefault((made.op.name, made.op.payload, path), v)

    # -- writing --------------------------------------------------------------------------------

    def emit(self, s: Let, terms: Terms) -> None:
        """The statements that give what a root gives."""
        own = strip(s.target.kind)
        signed: list[tuple[int, Atom]] = []
        for v, products in terms.items():
            number, others = self.total(products, s.target)
            sign, p = parted((number, others))
            signed.append((sign, v if p == (1, ()) else self.let("mul", self.product(p, inner_kind(s.target)), v, own)))
        sign, total = self.sum(signed, own)
        last = self.out.pop() if self.out else None
        if sign < 0:
            self.out += [last] if last is not None else []
            self.out.append(Let(s.target, Op("unary", "neg"), (total,), s.place))
        else:
            assert isinstance(last, Let) and last.target is total
            self.out.append(Let(s.target, last.op, last.args, s.place))

    def product(self, p: Product, kind: Kind) -> Atom:
        """A product of factors, the number first."""
        number, others = p
        total: Atom | None = None if number == 1 and others else Const(number)
        for a in sorted(others, key=lambda a: isinstance(strip(a.kind), Array)):
            total = a if total is None else self.let("mul", total, a, kind)
        assert total is not None
        return total

    def sum(self, terms: list[tuple[int, Atom]], kind: Kind) -> tuple[int, Atom]:
        """The sum of terms with signs, and the sign that it has itself."""
        numbers = sum(sign * a.value for sign, a in terms if isinstance(a, Const))
        rest: list[tuple[int, Atom]] = [(sign, a) for sign, a in terms if not isinstance(a, Const)]
        if numbers or not rest:
            rest = [(1 if numbers >= 0 else -1, Const(abs(numbers))), *rest]
        first = next((k for k, (sign, _) in enumerate(rest) if sign > 0), 0)
        sign, total = rest.pop(first)
        for other, a in rest:
            total = self.let("add" if other == sign else "sub", total, a, kind)
        return sign, total

    def let(self, name: str, a: Atom, b: Atom, kind: Kind) -> Var:
        """Emit an operation; of numbers alone it gives a number."""
        numbers = not any(isinstance(strip(x.kind), Array) for x in (a, b))
        target = Var("t", REAL if numbers else kind, True)
        self.out.append(Let(target, Op("binary", name), (a, b)))
        return target


def inner_kind(v: Var) -> Kind:
    """The kind of an array that carries the axis, in one direction."""
    own = strip(v.kind)
    assert isinstance(own, Array) and own.dims is not None
    return Array(own.dtype, len(own.dims) - 1, own.dims[1:])


def parted(p: Product) -> tuple[int, Product]:
    """The sign of a product, and the product without it."""
    number, others = p
    return (-1, (-number, others)) if number < 0 else (1, p)


def cost(terms: Terms) -> int:
    """How many operations on arrays with the axis it takes to add up terms."""
    products: Iterable[list[Product]] = terms.values()
    multiples = sum(not (len(p) == 1 and not p[0][1] and abs(p[0][0]) == 1) for p in products)
    negative = all(number < 0 for p in products for number, _ in p)
    return max(multiples + len(terms) - 1 + negative, 0)
