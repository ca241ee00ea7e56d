"""Forward mode: each statement is followed by its tangent."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from s2sdiff.analyses.activity import active
from s2sdiff.analyses.free import free_vars
from s2sdiff.analyses.memories import changing
from s2sdiff.analyses.memory import changed_later
from s2sdiff.errors import Refusal
from s2sdiff.frontend.steps import reshapes
from s2sdiff.graph import (
    UNDEFINED,
    Atom,
    Block,
    Carry,
    Const,
    For,
    If,
    Let,
    Merge,
    Multi,
    Op,
    Stmt,
    Try,
    Update,
    Var,
    While,
    uses,
)
from s2sdiff.kinds import COMPLEX, REAL, Array, differentiable, strip
from s2sdiff.rules.declare import Rule
from s2sdiff.subfunctions import link_of
from s2sdiff.transforms import implicit
from s2sdiff.transforms.builder import Builder
from s2sdiff.transforms.calls import tangent_call
from s2sdiff.transforms.conditions import note_bounds, where_it_varies
from s2sdiff.transforms.custom import check_held, pushed, stated
from s2sdiff.transforms.helpers import Helpers
from s2sdiff.transforms.inlined import opened
from s2sdiff.transforms.masked import Endless
from s2sdiff.transforms.partials import applied, argument_names, call_arguments, partials, refusal
from s2sdiff.transforms.putoff import put_off
from s2sdiff.transforms.shapes import BROADCAST, in_rows, is_fresh, number, of_tuple, shape_of
from s2sdiff.transforms.structure import added, sequence_refused, slice_refused, tangent_kind, zero


class Forward:
    """Runs a program and its tangent."""

    def __init__(
        self,
        body: Block,
        inputs: Iterable[Var],
        outputs: Iterable[Var],
        lines_of: Callable[[str], list[str]],
        used: frozenset[str] = frozenset(),
        helpers: Helpers | None = None,
    ) -> None:
        self.helpers = helpers
        self.body = body = opened(body)
        self.used = used
        self.inputs = set(inputs)
        self.active = active(body, self.inputs, outputs)
        self.changing = changing(body)
        self.b = Builder(body, lines_of, self.active, changed_later(body))
        self.primal_defs = dict(self.b.defs)
        self.dots: dict[Var, Atom] = {}
        self.fresh: set[Var] = set()
        self.owners: dict[Atom, list[Var]] = {}  # whose tangent something is
        self.tried = False  # inside of a `try`

    def dot_name(self, name: str) -> str:
        """What the tangent of a variable is called."""
        name = f"{name}_dot"
        while name in self.used:
            name += "_"
        return name

    def run(self, seeds: Iterable[tuple[Var, Atom]]) -> Block:
        """The program with its tangent, given the tangents of the inputs."""
        self.give(dict(seeds))
        self.block(self.body)
        return tuple(self.b.out)

    def tangent(self, a: Atom) -> Atom:
        """The tangent of an atom of the result."""
        dot = self.dot(a)
        return self.zero_of(a) if dot is None else dot

    def item_dot(self, a: Atom) -> Atom:
        """The tangent of an item of a container; of an array it has the shape, even where there is nothing to vary."""
        kind = strip(a.kind)
        if self.dot(a) is not None or not isinstance(kind, Array) or differentiable(kind):
            return self.tangent(a)
        return self.b.let(Op("zeros", "zeros"), (a,), Array("float64", kind.rank, kind.dims))

    def dot(self, a: Atom) -> Atom | None:
        """The tangent of an atom, None where it is zero."""
        return self.dots.get(a) if isinstance(a, Var) else None

    def zero_of(self, a: Atom) -> Atom:
        """A zero tangent."""
        return zero(self.b, a)

    def wanted(self, a: Atom) -> bool:
        """Whether an atom has a tangent."""
        return isinstance(a, Var) and a in self.dots

    def set(self, v: Var, dot: Atom | None) -> None:
        """Give a variable its tangent."""
        if dot is not None:
            if isinstance(dot, Var) and self.changing and self.may_change(v, dot):
                dot = self.b.let(Op("copy", "copy"), (dot,), dot.kind, dot.name)
            if isinstance(dot, Var) and dot.weak:
                dot.name = self.dot_name(v.name)
            self.give({v: dot})

    def give(self, dots: Mapping[Var, Atom]) -> None:
        """Give variables their tangents; those of what is changed in place are changed as well."""
        self.dots.update(dots)
        for v, dot in dots.items():
            self.owners.setdefault(dot, []).append(v)
        self.b.volatile.update(dot for v, dot in dots.items() if v in self.changing)

    def may_change(self, v: Var, dot: Var) -> bool:
        """Whether the tangent of a value of its own is somebody else's, or a view of that, and may be changed in place."""
        own = self.primal_defs.get(v)
        if not isinstance(strip(dot.kind), Array) or own is None or not (is_fresh(own) or of_tuple(own)):
            return False
        owners = self.owners.get(dot)
        if owners and not self.changing.isdisjoint([v, *owners]):
            return True
        return dot not in self.fresh and (dot in self.primal_defs or not is_fresh(self.b.defs.get(dot)))

    def block(self, body: Block) -> None:
        """Run statements with their tangents."""
        for s in body:
            if isinstance(s, Let):
                self.let(s)
            elif isinstance(s, Update):
                self.update(s)
            elif isinstance(s, If):
                self.branch(s)
            elif isinstance(s, For | While):
                self.loop(s)
            elif isinstance(s, Try):
                self.attempt(s)
            elif isinstance(s, Multi) and link_of(s) is not None:
                tangent_call(self, s)
            elif isinstance(s, Multi) and any(t in self.active for t in s.targets):
                raise Refusal("SD301", f"`{s.op.name}` has no derivative rule", s.place)
            else:
                self.b.out.append(s)

    def let(self, s: Let) -> None:
        """One operation. Its tangent comes first where it can: then the operands still have their names.

        In a ``try`` it comes after: what the operation raises decides which way is taken.
        """
        position = len(self.b.out)
        if s.target in self.active and s.target not in self.dots and any(self.wanted(a) for a in s.args):
            self.operation(s)
        reads = any(s.target in {*uses(x), *free_vars(x)} for x in self.b.out[position:])
        self.b.out.insert(position if reads or self.tried else len(self.b.out), s)
        self.b.remember(s)

    def operation(self, s: Let) -> None:
        """The tangent of one operation."""
        self.b.place = s.place
        note_bounds(self.b, s)
        form = s.op.form
        if form == "binary" and s.op.name == "div" and all(self.wanted(a) for a in s.args):
            x_dot, y_dot = (self.dots[a] for a in s.args if isinstance(a, Var))
            self.set(s.target, self.b.div(self.b.sub(x_dot, self.b.mul(s.target, y_dot)), s.args[1]))
        elif (rule := stated(s.op)) is not None:
            check_held(s, rule, self.wanted)
            self.set(s.target, pushed(self.b, s, rule, self.tangent))
        elif form == "binary" and s.op.name == "matmul":
            x, y = s.args
            products = [self.b.raw("matmul", self.dots[x], y)] if self.wanted(x) else []  # type: ignore[index]
            products += [self.b.raw("matmul", x, self.dots[y])] if self.wanted(y) else []  # type: ignore[index]
            self.set(s.target, products[0] if len(products) == 1 else self.b.add(*products))
        elif form == "call":
            self.total(
                s,
                (
                    self.called(s, a, name, rule, given)
                    for a, name, rule, given in call_arguments(s, self.wanted)
                ),
            )
        elif form in ("cast", "attr"):
            if form == "attr" and s.op.name != "T":
                raise refusal(s)
            self.set(s.target, self.b.let(s.op, (self.tangent(s.args[0]),), s.target.kind))
        elif form == "implicit":
            self.total(s, [implicit.pushed(self, s)])
        elif form in ("binary", "unary"):
            found = partials(self.b, s, self.wanted)
            parts = ((a, self.dots[a], functools.partial(partial, self.dots[a])) for a, partial in found)
            self.total(s, (self.endless.left_out(self.b, s, a, dot, part) for a, dot, part in parts))
        elif form == "item":
            base, *path = s.args
            dot = self.dot(base)
            if dot is not None:
                if s.op.name == "slice":
                    raise slice_refused(s.place)
                self.set(s.target, self.b.let(s.op, (dot, *path), tangent_kind(s.target.kind)))
        elif form in ("list", "tuple", "dict"):
            payload = s.op.payload if form == "dict" else None
            op = Op(form, s.op.name, payload)
            self.set(
                s.target, self.b.let(op, tuple(self.item_dot(a) for a in s.args), tangent_kind(s.target.kind))
            )
        elif form == "copy":
            self.set(s.target, self.b.let(s.op, (self.tangent(s.args[0]),), tangent_kind(s.target.kind)))
        else:
            raise refusal(s)

    def total(self, s: Let, parts: Iterable[Atom]) -> None:
        """The tangent of a result as a sum, of the result's shape."""
        total: Atom | None = None
        for part in parts:
            total = part if total is None else added(self.b, total, part, s.target.kind)
        own = strip(s.target.kind)
        kind = strip(total.kind) if total is not None else own
        if own in (REAL, COMPLEX) and isinstance(kind, Array) and kind.rank == 0 and total is not None:
            total = number(self.b, total)
        if total is not None and isinstance(own, Array) and own.rank != 0:
            kind = strip(total.kind)
            if not isinstance(kind, Array) or kind.dims is None or kind.dims != own.dims:
                total = self.b.let(
                    Op("call", "broadcast_to", BROADCAST), (total, shape_of(self.b, s.target)), own
                )
            if isinstance(kind, Array) and kind.dtype != own.dtype:
                total = self.b.let(Op("cast", own.dtype), (total,), own)
        self.set(s.target, total)

    def called(self, s: Let, a: Var, name: str, rule: Rule, given: dict[str, Atom]) -> Atom:
        """The part of a call's tangent that is due to one argument; a linear function is applied to the tangent."""
        dot = self.dots[a]
        if name in rule.tangents:
            part = lambda: applied(self.b, s, rule, name, given, dot)  # noqa: E731
            return self.endless.left_out(self.b, s, a, dot, lambda: where_it_varies(self.b, s, a, part))
        at = argument_names(s, rule).index(name if name in given else str(given["k"].value))  # type: ignore[union-attr]
        return self.b.let(s.op, tuple(dot if k == at else x for k, x in enumerate(s.args)), s.target.kind)

    @functools.cached_property
    def endless(self) -> Endless:
        """Which values may be infinite or no number."""
        return Endless(self.body, self.b.defs, self.changing)

    def update(self, s: Update) -> None:
        """A container changed in place, and its tangent likewise."""
        old = self.dot(s.old)
        if s.new not in self.active and s.item not in self.active:
            self.b.out.append(s)
            return
        if old is None:
            old = self.zero_of(s.old)
        assert isinstance(old, Var)
        self.b.out.append(s)
        value_dot = self.dot(s.args[-1]) if s.args else None
        if s.spec is not None and value_dot is None and s.how != "store":
            self.dots[s.new] = old
            return
        if s.spec is not None:  # the tangent first, while what it reads of the primal is still there
            self.b.out.pop()
            old = self.owned(s.old, old)
            if reshapes(s.spec):
                old = in_rows(self.b, old, old)
            self.dots[s.new] = self.b.update(
                old, s.how, (*s.args[:-1], Const(0.0) if value_dot is None else value_dot), None, s.spec
            )
            self.fresh.add(self.dots[s.new])  # type: ignore[arg-type]
            self.b.out.append(s)
            return
        args = s.args if s.how == "pop" else (*s.args[:-1], self.tangent(s.args[-1]))
        item = Var(self.dot_name(s.item.name), tangent_kind(s.item.kind)) if s.item is not None else None
        new = self.b.update(old, s.how, args, item)
        self.dots[s.new] = new
        self.fresh.add(new)
        if s.item is not None and item is not None:
            self.dots[s.item] = item

    def owned(self, v: Var, dot: Var) -> Var:
        """The tangent of an array that is changed in place: nobody else's."""
        if self.is_owned(v, dot):
            return dot
        return self.b.let(Op("copy", "copy"), (dot,), dot.kind, dot.name)

    def is_owned(self, v: Var, dot: Var) -> bool:
        """Whether a tangent is an array of its own."""
        alone = sum(1 for other, d in self.dots.items() if d is dot and other is not v) == 0
        return alone and (
            dot in self.fresh or (dot not in self.primal_defs and is_fresh(self.b.defs.get(dot)))
        )

    def merged(
        self, merges: tuple[Merge, ...], ways: list[dict[Var, Atom]], zeros: list[list[Stmt]]
    ) -> tuple[list[Merge], dict[Var, Atom]]:
        """The tangents of what a branch leaves."""
        out: list[Merge] = []
        found: dict[Var, Atom] = {}
        for m in merges:
            dots = [w.get(v) if isinstance(v, Var) else None for v, w in zip(m.values, ways, strict=True)]
            if m.out not in self.active or all(d is None for d in dots):
                continue
            values: list[Atom] = []
            for k, (v, d) in enumerate(zip(m.values, dots, strict=True)):
                if d is None and v is UNDEFINED:
                    d = UNDEFINED
                elif d is None:
                    block, d = self.b.nested(lambda v=v: self.zero_of(v))  # type: ignore[misc]
                    zeros[k] += block
                values.append(d)
            dot = Var(self.dot_name(m.out.name), tangent_kind(m.out.kind), m.out.weak)
            out.append(Merge(dot, tuple(values)))
            found[m.out] = dot
            if all(
                isinstance(v, Const) or v in self.fresh or is_fresh(self.b.defs.get(v))
                for v in values
                if v is not None
            ):
                self.fresh.add(dot)
        return out, found

    def ways(self, bodies: list[Block]) -> tuple[list[Block], list[dict[Var, Atom]]]:
        """Run the ways of a branch, each from the same tangents."""
        before = self.dots
        done: list[Block] = []
        ends: list[dict[Var, Atom]] = []
        for body in bodies:
            self.dots = dict(before)
            block, _ = self.b.nested(lambda body=body: self.block(body))  # type: ignore[misc]
            done.append(block)
            ends.append(self.dots)
        self.dots = before
        return done, ends

    def branch(self, s: If) -> None:
        """A branch."""
        done, ends = self.ways([s.then, s.orelse])
        zeros: list[list[Stmt]] = [[], []]
        merges, found = self.merged(s.merges, ends, zeros)
        then, orelse = ((*d, *z) for d, z in zip(done, zeros, strict=True))
        self.b.out.append(replace(s, then=then, orelse=orelse, merges=(*s.merges, *merges)))
        self.give(found)

    def attempt(self, s: Try) -> None:
        """``try``: the tangent goes the same way."""
        tried, self.tried = self.tried, True
        done, ends = self.ways([s.body, *(h.body for h in s.handlers)])
        self.tried = tried
        zeros: list[list[Stmt]] = [[] for _ in done]
        merges, found = self.merged(s.merges, ends, zeros)
        full = [(*d, *z) for d, z in zip(done, zeros, strict=True)]
        handlers = tuple(replace(h, body=b) for h, b in zip(s.handlers, full[1:], strict=True))
        whole = replace(s, body=full[0], handlers=handlers, merges=(*s.merges, *merges))
        self.b.out += put_off(whole, s.body)
        self.give(found)

    def loop(self, s: For | While) -> None:
        """A loop, with the tangents of what goes round going round too."""
        if isinstance(s, For) and s.index in self.active:
            raise sequence_refused(s.place)
        going = [c for c in s.carries if c.param in self.active or c.result in self.active]
        going = [c for c in going if self.varies(c, s)]
        params = {c: Var(self.dot_name(c.param.name), tangent_kind(c.param.kind)) for c in going}
        inits = {c: (UNDEFINED if c.init is UNDEFINED else self.tangent(c.init)) for c in going}
        for c in going:  # what is changed in place in the loop starts as an array of its own
            init = inits[c]
            if (
                isinstance(init, Var)
                and isinstance(c.init, Var)
                and isinstance(strip(init.kind), Array)
                and c.param in self.changing
            ):
                inits[c] = self.owned(c.init, init)
        before = dict(self.dots)
        self.give({c.param: p for c, p in params.items()})
        self.fresh.update(p for c, p in params.items() if c.param in self.changing)
        test: Block = ()
        if isinstance(s, While):
            test, _ = self.b.nested(lambda: self.block(s.test))

        def body() -> dict[Carry, Atom]:
            self.block(s.body)
            return {c: self.own_next(c) for c in going}

        block, nexts = self.b.nested(body)
        self.dots = before
        carries: list[Carry] = []
        for c in going:
            result = Var(params[c].name, params[c].kind)
            carries.append(Carry(params[c], inits[c], nexts[c], result))
            self.give({c.result: result})
            if c.param in self.changing:
                self.fresh.add(result)
        if isinstance(s, For):
            self.b.out.append(replace(s, body=block, carries=(*s.carries, *carries)))
        else:
            self.b.out.append(replace(s, test=test, body=block, carries=(*s.carries, *carries)))

    def own_next(self, c: Carry) -> Atom:
        """The tangent that goes round."""
        dot = self.tangent(c.next)
        array = isinstance(dot, Var) and isinstance(strip(dot.kind), Array) and isinstance(c.next, Var)
        return self.owned(c.next, dot) if array and c.param in self.changing else dot  # type: ignore[arg-type]

    def varies(self, c: Carry, s: For | While) -> bool:
        """Whether what goes round has a tangent at all."""
        return c.param in self.active or c.result in self.active
