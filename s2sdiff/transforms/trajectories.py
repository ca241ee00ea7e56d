"""Derivatives of solutions of differential equations.

A trajectory moves as the equation that is differentiated along it says, from a start that moves with the
state there, and against its rate where the first time moves. Where it is read at times that move, it moves
at its rate; of the steps that a method chose, the first and the last are at the ends of the span, and those
between keep their lengths. Going backwards, the directions of all arguments are followed together in one
solution, which is as stable as the trajectory itself. (Hairer, Norsett and Wanner, Solving Ordinary
Differential Equations I, section I.14.)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from s2sdiff.frontend.calls.calls import call
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import user_function
from s2sdiff.frontend.values import Inlined, Seq, Table
from s2sdiff.graph import Atom, Const, Let, Op, Var
from s2sdiff.kinds import ANY, REAL, Array, ListOf, plain, strip
from s2sdiff.rules import trajectories as rules
from s2sdiff.transforms.builder import Builder
from s2sdiff.transforms.solutions import Solution, collected, direction, external, swept

if TYPE_CHECKING:
    from s2sdiff.transforms.forward import Forward
    from s2sdiff.transforms.reverse import Reverse

#: Methods that solve a linear system in each step, for which a large state costs more than several small ones.
IMPLICIT = ("Radau", "BDF", "LSODA")


class Trajectory(Solution):
    """The solution of a differential equation in a derivative that is written by a Builder."""

    @property
    def in_rows(self) -> bool:
        """Whether there is a row for each time, and not a column."""
        return self.payload.external.name == "odeint"

    @property
    def state_at(self) -> int:
        """Which parameter of the right-hand side is the state."""
        return next(k for k, p in enumerate(self.payload.function.params) if isinstance(p.kind, Array))

    @property
    def start(self) -> Var:
        """The state at the first time."""
        start = self.points["y0"]
        assert isinstance(start, Var)
        return start

    def rates(self) -> Inlined:
        """The right-hand side, at a time and a state."""

        def emit(ctx: Lowerer, args: list[Any]) -> Atom:
            t, y = (atom_of(ctx, a) for a in args)
            block, value = self.at(*((t, y) if self.state_at else (y, t)))
            ctx.out += block
            return value

        return Inlined(emit)

    def right_hand_side(self, emit: Callable[[Lowerer, list[Any]], Any]) -> Inlined:
        """A right-hand side for more than the state."""
        function, at = self.payload.function, self.state_at
        names = tuple("state" if k == at else p.name for k, p in enumerate(function.params))
        return Inlined(emit, function.name, names)

    def extended(self, dots: Mapping[Var, Atom]) -> Inlined:
        """The right-hand side for the state and its tangent."""
        at = self.state_at

        def emit(ctx: Lowerer, args: list[Any]) -> Any:
            def rates(inner: Lowerer, state: list[Any]) -> Seq:
                return Seq(self.both(inner, args, state, dots))

            rule: Any = rules.extended
            return call(ctx, user_function(ctx, rule, external(rule)), [Inlined(rates), args[at]], {})

        return self.right_hand_side(emit)

    def both(
        self, ctx: Lowerer, args: list[Any], state: list[Any], dots: Mapping[Var, Atom]
    ) -> tuple[Atom, Atom]:
        """The rate of a state and that of its tangent."""
        y, y_dot = (atom_of(ctx, v) for v in state)
        assert isinstance(y, Var)
        given = [y if k == self.state_at else atom_of(ctx, a) for k, a in enumerate(args)]
        return self.along(ctx, given, {**dots, y: y_dot})

    def moved(self, dots: Mapping[Var, Atom]) -> Atom:
        """The tangent of the trajectory, at times that stay, along directions of what it varies with."""
        inner = {a: dots[a] for a in self.free if isinstance(a, Var) and a in dots}
        y0_dot = dots.get(self.start)
        y0_dot = self.rule(rules.at_rest, self.start) if y0_dot is None else y0_dot
        return self.solved(rules.odeint_moved, rules.ivp_moved, self.extended(inner), self.start, y0_dot)

    def solved(self, by_odeint: Any, by_ivp: Any, extended: Inlined, *args: Any) -> Atom:
        """Write the solution of a larger equation by the same method."""
        table = Table(dict(self.options))
        if self.in_rows:
            return self.rule(by_odeint, self.solver(), extended, *args, self.points["t"], table)
        ends = self.points["t0"], self.points["t1"]
        return self.rule(by_ivp, self.solver(), extended, *ends, *args, self.times(), table)

    def times(self) -> Atom:
        """Where the trajectory was asked for, or where its method stepped."""
        if self.in_rows:
            return self.points["t"]
        if self.payload.part in ("", "T"):  # it was interpolated there, or an event happened there
            return self.points["t_eval"]
        kind = strip(self.s.target.kind)
        assert isinstance(kind, Array) and kind.dims is not None
        return self.b.let(Op("attr", "t"), (self.s.args[0],), Array("float64", 1, kind.dims[-1:]))

    def asked(self) -> Atom | None:
        """The times that it was asked for at, None where its method chose them."""
        return self.points.get("t", self.points.get("t_eval"))

    def moving_ends(self, wanted: Callable[[Atom], bool]) -> tuple[bool, bool, bool]:
        """Whether the first time, the last time (of a method that chooses) and the times that were asked for move."""
        t0, t1, asked = self.points.get("t0", self.points.get("t")), self.points.get("t1"), self.asked()
        first = isinstance(t0, Var) and wanted(t0)
        return (
            first,
            asked is None and isinstance(t1, Var) and wanted(t1),
            isinstance(asked, Var) and wanted(asked),
        )

    def first(self) -> Atom:
        """The first time."""
        return self.rule(rules.first, self.points["t"]) if self.in_rows else self.points["t0"]

    def check_times(self, wanted: Callable[[Atom], bool]) -> tuple[bool, bool, bool]:
        """Which times move, see `moving_ends`; where the first does, the start moves and must miss jumps too."""
        moving = self.moving_ends(wanted)
        self.check(lambda a: wanted(a) or (moving[0] and a is self.start))
        return moving

    # -- going backwards ------------------------------------------------------------------------

    def cotangents(self, targets: list[Var], bar: Atom) -> dict[Var, Atom]:
        """The cotangents of what the trajectory varies with."""
        known = all(
            plain(strip(a.kind)) in (REAL, ANY, ListOf(REAL)) or isinstance(strip(a.kind), Array)
            for a in targets
        )
        method = self.options.get("method", Const("RK45"))
        simple = len(targets) == 1 and not is_many(targets[0])
        if simple or not known or not isinstance(method, Const) or method.value in IMPLICIT:
            return {a: self.swept(a, bar) for a in targets}
        return self.together(targets, bar)

    def swept(self, a: Var, bar: Atom) -> Atom:
        """The cotangent of one argument, a solution for each real of it."""

        def along(ctx: Lowerer, args: list[Any]) -> Atom:
            side = type(self)(Builder((), self.b.lines_of), self.s)
            moved = side.moved({a: direction(ctx, args[0], a.name)})
            ctx.out += side.b.out
            return moved

        return swept(self, a, bar, Inlined(along), rules.contracted)

    def together(self, targets: list[Var], bar: Atom) -> dict[Var, Atom]:
        """The cotangents of all arguments, from one solution for the state and its tangents along all of their reals."""
        order = sorted(targets, key=is_many)
        ends: list[Atom] = [Const(0)]
        for a in order:
            ends.append(self.b.add(ends[-1], self.size(a)))
        count, place = ends[-1], dict(zip(order, pairwise(ends), strict=True))
        directions = self.rule(rules.directions, count)
        if self.start in place:
            rows = self.rule(rules.moving_from, self.start, count, place[self.start][0])
        else:
            rows = self.rule(rules.all_at_rest, self.start, count)
        inside = [a for a in order if a in self.free]

        def emit(ctx: Lowerer, args: list[Any]) -> Any:
            def rates(inner: Lowerer, given: list[Any]) -> Atom:
                block, value = self.at(
                    *(atom_of(inner, given[0] if k == self.state_at else a) for k, a in enumerate(args))
                )
                inner.out += block
                return value

            def along(inner: Lowerer, given: list[Any]) -> Atom:
                *state, row = given
                dots = {a: direction(inner, part(inner, row, a, *place[a]), a.name) for a in inside}
                return self.both(inner, args, state, dots)[1]

            rule: Any = rules.extended_by_all
            values = [Inlined(rates), Inlined(along), args[self.state_at], self.start, directions]
            return call(ctx, user_function(ctx, rule, external(rule)), values, {})

        found = self.solved(
            rules.odeint_contracted, rules.ivp_contracted, self.right_hand_side(emit), self.start, rows, bar
        )
        return {a: self.picked(found, a, *place[a]) for a in order}

    def size(self, a: Var) -> Atom:
        """How many reals a variable holds."""
        if not is_many(a):
            return Const(1)
        return self.rule(rules.size_of_list if isinstance(strip(a.kind), ListOf) else rules.size_of_array, a)

    def picked(self, found: Atom, a: Var, start: Atom, end: Atom) -> Atom:
        """The cotangent of one argument, out of that of all."""
        return self.b.absorb(*collected(self.b, lambda ctx: part(ctx, found, a, start, end)))


def is_many(a: Var) -> bool:
    """Whether a variable holds several reals."""
    return isinstance(strip(a.kind), Array | ListOf)


def part(ctx: Lowerer, found: Any, a: Var, start: Atom, end: Atom) -> Atom:
    """What belongs to one argument, out of what there is for all."""
    kind = strip(a.kind)
    args: list[Any] = [found, start, end]
    rule: Any = rules.list_part
    if isinstance(kind, Array):
        rule, args = (rules.vector_part, args) if kind.rank == 1 else (rules.array_part, [*args, a])
    elif not isinstance(kind, ListOf):
        rule, args = rules.real_part, args[:2]
    return atom_of(ctx, call(ctx, user_function(ctx, rule, external(rule)), args, {}))


def pushed(sweep: Forward, s: Let) -> Atom:
    """The tangent of a trajectory, or of the times at which it is given."""
    x = Trajectory(sweep.b, s)
    if s.op.payload.how == "times":
        return x.rule(rules.as_array, time_dots(x, sweep))
    first, last, asked = x.check_times(sweep.wanted)
    dots = {a: sweep.dots[a] for a in x.moving(sweep.wanted)}
    if first:
        t0_dot = (
            x.rule(rules.first, sweep.tangent(x.points["t"])) if x.in_rows else sweep.tangent(x.points["t0"])
        )
        y0_dot = dots[x.start] if x.start in dots else x.rule(rules.at_rest, x.start)
        dots[x.start] = x.rule(rules.begun_later, x.rates(), x.first(), t0_dot, x.start, y0_dot)
    total: Atom = x.moved(dots) if dots else Const(0.0)
    y = s.target
    if asked or (first and x.asked() is None):
        rule = rules.ridden_rows if x.in_rows else rules.ridden
        return sweep.b.add(total, x.rule(rule, x.rates(), x.times(), time_dots(x, sweep), y))
    if last:
        t1_dot = sweep.tangent(x.points["t1"])
        return sweep.b.add(total, x.rule(rules.ridden_at_last, x.rates(), x.times(), t1_dot, y))
    return total


def time_dots(x: Trajectory, sweep: Forward) -> Atom:
    """The tangents of the times at which a trajectory is given."""
    asked = x.asked()
    if isinstance(asked, Var):
        return sweep.dots[asked]
    ends = (x.points["t0"], x.points["t1"])
    dots = (sweep.dots[t] if isinstance(t, Var) and sweep.wanted(t) else Const(0.0) for t in ends)
    return x.rule(rules.of_steps, x.times(), *dots)


def pulled(sweep: Reverse, s: Let, bar: Atom) -> None:
    """Run a trajectory, or the times at which it is given, backwards."""
    x = Trajectory(sweep.b, s)
    if s.op.payload.how == "times":
        pulled_times(sweep, x, x.rule(rules.as_array, bar))
        return
    first, last, asked = x.check_times(sweep.wanted)
    moving = x.moving(sweep.wanted)
    bars = x.cotangents(list(dict.fromkeys([*moving, x.start] if first else moving)), bar)
    for a in moving:
        sweep.add(a, bars[a])
    y, rates = s.target, x.rates()
    begin = x.rule(rules.begin_bar, rates, x.first(), x.start, bars[x.start]) if first else None
    if asked or (first and x.asked() is None):
        t_bar = x.rule(rules.time_bars_of_rows if x.in_rows else rules.time_bars, rates, x.times(), y, bar)
        if x.in_rows and begin is not None:
            t_bar, begin = x.rule(rules.with_begin_bar, t_bar, begin), None
        pulled_times(sweep, x, t_bar)
    elif last:
        sweep.add(x.points["t1"], x.rule(rules.last_time_bar, rates, x.times(), y, bar))
    if begin is not None:
        sweep.add(x.points["t0"], begin)


def pulled_times(sweep: Reverse, x: Trajectory, t_bar: Atom) -> None:
    """Hand the cotangents of times to those that were asked for, or to the ends of the span."""
    first, last, _ = x.moving_ends(sweep.wanted)
    asked = x.asked()
    if asked is not None:
        as_list = not isinstance(strip(asked.kind), Array)
        sweep.add(asked, x.rule(rules.as_list, t_bar) if as_list else t_bar)
        return
    if first:
        sweep.add(x.points["t0"], x.rule(rules.all_but_last, t_bar))
    if last:
        sweep.add(x.points["t1"], x.rule(rules.last, t_bar))
