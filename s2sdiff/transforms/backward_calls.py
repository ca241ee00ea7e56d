"""Calls, run backwards: a rule's transpose, or its tangent transposed."""

from __future__ import annotations

from typing import Any

from s2sdiff.analyses.activity import varied
from s2sdiff.errors import Refusal
from s2sdiff.graph import (
    Atom,
    Const,
    If,
    Let,
    Op,
    Stmt,
    Var,
    defined,
)
from s2sdiff.kinds import Array, ListOf, TupleOf, strip
from s2sdiff.operations import numpy_call
from s2sdiff.optimize.rewrite import map_stmt, substitute
from s2sdiff.rules.declare import Rule
from s2sdiff.rules.registry import is_elementwise
from s2sdiff.transforms.conditions import is_masking, is_singular, where_it_varies
from s2sdiff.transforms.cotangents import Cotangents
from s2sdiff.transforms.custom import is_of_reals, partials_of, stated, turned
from s2sdiff.transforms.masked import LOGARITHMS, is_smooth, leaves_out, nothing_stays
from s2sdiff.transforms.partials import applied, call_arguments, refusal, takes_result
from s2sdiff.transforms.products import product_transposed
from s2sdiff.transforms.shapes import is_array_list, is_complex


class Calls(Cotangents):
    """Runs calls of functions with rules backwards."""

    def call(self, s: Let, bar: Atom) -> None:
        """A function with a rule: its transpose, or its tangent transposed."""
        self.b.place = s.place
        declared = stated(s.op)
        if declared is not None:
            if declared.jvp is not None and not is_of_reals(s, declared):
                turned(self, s, declared, bar)
                return
            for v, partial in list(partials_of(self.b, s, declared, self.wanted)):
                self.add(v, partial(bar))
            return
        for a, name, rule, given in list(call_arguments(s, self.wanted)):
            if name in rule.transposes:
                found = self.b.inline(rule.transposes[name], {**given, "out_bar": bar})
                if isinstance(found.kind, ListOf) and isinstance(a.kind, Array):  # the rows of an array that was joined
                    found = self.b.let(numpy_call("array"), (found,), a.kind)
                if isinstance(found, Var) and (leaves_out(s.op) or bar in self.masked):
                    self.masked.add(found)
                self.add(a, self.in_own_rows(a, found))
            elif (
                is_elementwise(rule.tangents[name])
                and not is_complex(strip(a.kind))
                and not isinstance(s.target.kind, TupleOf)
            ):
                self.add(a, self.elementwise(s, a, rule, name, given, bar))
            else:
                self.transpose(s, a, rule.tangents[name], name, given, bar)

    def in_own_rows(self, a: Var, found: Atom) -> Atom:
        """The cotangent of an argument: of a list of arrays that is changed on the way back, arrays that nothing else shows."""
        rows = isinstance(found, Var) and isinstance(strip(found.kind), ListOf) and a not in self.bars
        return self.copy(found) if rows and is_array_list(a) and a in self.changing else found  # type: ignore[arg-type]

    def elementwise(self, s: Let, a: Var, rule: Rule, name: str, given: dict[str, Atom], bar: Atom) -> Atom:
        """The cotangent of an argument of a function that acts on each number by itself."""
        part = where_it_varies(self.b, s, a, lambda: applied(self.b, s, rule, name, given, bar))
        part = self.guarded(s, a, bar, part)
        if isinstance(part, Var) and leaves_out(s.op):
            self.masked.add(part)
        return part

    def guarded(self, s: Let, a: Var, bar: Atom, part: Atom) -> Atom:
        """What goes to an argument, in which a cotangent that a mask made zero stays zero, even where the slope is infinite."""
        if not isinstance(bar, Var) or not isinstance(part, Var):
            return part
        if bar not in self.masked:
            bounded = bar in self.bounded
            if bounded and (is_singular(s) or s.op.name in LOGARITHMS):
                part = nothing_stays(self.b, bar, part)
            if bounded or is_masking(s, a):
                self.bounded.add(part)
            return part
        if part is not bar and (not is_smooth(s.op, s.args) or self.endless.factor(s, a)):
            part = nothing_stays(self.b, bar, part)
        self.masked.add(part)
        return part

    def transpose(self, s: Let, a: Var, body: Any, name: str, given: dict[str, Atom], bar: Atom) -> None:
        """Run the body of a tangent rule, which is linear in the tangent, backwards."""
        dot = Var(f"{name}_dot", a.kind, True)
        arguments = {**given, f"{name}_dot": dot}
        if takes_result(body):
            arguments["out"] = s.target
        statements, result = self.b.lowered(body, arguments)
        start = len(self.b.out)
        linear = varied(statements, {dot})
        active, self.active = self.active, linear  # the rest of the body counts as constant
        mapping: dict[Var, Atom] = {}
        kept: list[tuple[Stmt, Stmt]] = []
        for x in statements:
            x = map_stmt(x, lambda v: mapping.get(v, v) if isinstance(v, Var) else v)
            # The argument stands in for its tangent where only a shape or a dtype is asked for.
            stand_in = map_stmt(x, lambda v: a if v is dot else v)
            if any(v in linear for v in defined(x)):
                kept.append((x, stand_in))
                self.b.out.append(stand_in)
                if isinstance(x, Let):
                    self.b.defs[x.target] = x
            elif isinstance(stand_in, Let):
                mapping[stand_in.target] = self.b.absorb((stand_in,), stand_in.target)
            else:
                self.b.out.append(stand_in)
        self.add(mapping.get(result, result) if isinstance(result, Var) else result, bar)
        depth, self.depth = self.depth, 0  # both sweeps over the rule are here: nothing is kept from trip to trip
        for x, stand_in in reversed(kept):
            new = self.statement(x)
            if isinstance(x, If):
                at = next(k for k, y in enumerate(self.b.out) if y is stand_in)
                self.b.out[at] = map_stmt(new, lambda v: a if v is dot else v)
            elif new is not x:
                raise Refusal("SD302", f"the rule of `{s.op.name}` cannot be run backwards", s.place)
        found = self.take(dot)
        self.active, self.depth = active, depth
        self.b.out[start:] = substitute(tuple(self.b.out[start:]), {dot: a})
        if found is not None:
            if isinstance(found, Var) and leaves_out(s.op):
                self.masked.add(found)
            self.add(a, found)

    def matmul(self, s: Let, bar: Atom) -> None:
        """``x @ y``: each cotangent is a product with the other transposed."""
        x, y = s.args
        for a, name in ((x, "x1"), (y, "x2")):
            if self.wanted(a):
                self.add(a, product_transposed(self.b, bar, x, y, name))

    def reshaped(self, s: Let, bar: Atom) -> None:
        """A change of dtype, or ``.T``."""
        (a,) = s.args
        if not self.wanted(a):
            return
        if s.op.form == "attr" and s.op.name != "T":
            raise refusal(s)
        assert isinstance(a, Var)
        if isinstance(bar, Const):  # of an array without axes
            self.add(a, bar)
        elif s.op.form == "cast":
            own = strip(a.kind)
            assert isinstance(own, Array)
            self.add(a, self.b.let(Op("cast", own.dtype), (bar,), own))
        else:
            turned = self.b.let(s.op, (bar,), a.kind)
            self.root[turned] = self.root_of(bar)
            self.b.volatile.add(turned)
            self.add(a, turned)
