"""Events of a differential equation: when a function of the time and the state vanishes along its solution.

The time of an event is where that function is zero, so it moves as a root does; the state there is that of the
solution at a time that moves. After a terminal event there is no more of the solution: that time is its end.
"""

from __future__ import annotations

from types import FunctionType
from typing import TYPE_CHECKING, Any

from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.calls.calls import call
from s2sdiff.frontend.data.containers import known_items
from s2sdiff.frontend.data.marks import MARKS, mark_key
from s2sdiff.frontend.inner.solved import RESULT, Implicit, as_vector, lowered, written
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import default_value, user_function
from s2sdiff.frontend.text.scope import GONE, Where
from s2sdiff.frontend.values import Inlined, Ref, Seq, UserFn
from s2sdiff.graph import Atom, Const, Effect, External, Op, Var
from s2sdiff.kinds import ANY, BOOL, INT, REAL, Array, ListOf
from s2sdiff.operations import LENGTH, builtin_call
from s2sdiff.rules import trajectories

if TYPE_CHECKING:
    from s2sdiff.frontend.inner.implicit import Solving
    from s2sdiff.procedure import Procedure


class Events:
    """The events that a call of `solve_ivp` is asked to watch."""

    def __init__(self, solving: Solving, given: Any, arguments: dict[str, Any]) -> None:
        self.solving, self.ctx = solving, solving.ctx
        self.several = isinstance(given, Seq | Ref)
        self.functions = known_items(self.ctx, given) if self.several else [given]
        if not all(isinstance(fn, UserFn) for fn in self.functions):
            what = "an event is no function whose source is at hand"
            raise self.ctx.refuse("SD305", what, "define it with `def` or `lambda`")
        self.arguments = arguments
        self.marks = [{a: self.told(fn, a) for a in MARKS} for fn in self.functions]
        self.terminal = [k for k, marks in enumerate(self.marks) if marks["terminal"]]
        if len(self.terminal) > 1 or any(marks["terminal"] not in (0, 1) for marks in self.marks):
            raise self.ctx.refuse(
                "SD305",
                "which event ends the solution is known of one terminal event only, at its first occurrence",
                "make the others not terminal, or solve up to the first of their times",
            )

    def told(self, fn: UserFn, attr: str) -> Any:
        """What an event's function says of it by an attribute."""
        value: Any = None
        if fn.frame:
            value = self.ctx.env.names.get(mark_key(fn, attr))
        elif isinstance(function := fn.external and fn.external.value, FunctionType):
            self.ctx.guard(Where("attr", function, attr), getattr(function, attr, GONE), "is")
            value = default_value(self.ctx, getattr(function, attr)) if hasattr(function, attr) else None
        else:
            what = f"the attribute `{attr}` of the event `{fn.name}` is not known ahead of time"
            raise self.ctx.refuse("SD305", what, "define the event inside of the function")
        if value is not None and not isinstance(value, Const):
            raise self.ctx.refuse("SD305", f"the `{attr}` of an event is not a literal", "write True or False")
        return value.value if value is not None else 0

    def written(self, params: list[Var], alive: list[Var]) -> Atom:
        """The functions as an argument of the call; `alive` takes what they close over."""
        made: list[Var] = []
        for fn, marks in zip(self.functions, self.marks, strict=True):
            own = [Var(p.name, p.kind, True) for p in params]
            p = lowered(self.ctx, fn, own, self.solving.extra, "solve_ivp", REAL)
            alive += p.free
            made.append(written(self.ctx, p))
            for attr, value in marks.items():
                if value:
                    setting = builtin_call(setattr)
                    self.ctx.out.append(Effect("call", setting, (made[-1], Const(attr), Const(value))))
        return self.ctx.let(Op("list", "list"), tuple(made), ListOf(ANY)) if self.several else made[0]

    def residual(self, k: int) -> Inlined:
        """The function of one event along the solution, at a vector of times."""

        def emit(ctx: Lowerer, args: list[Any]) -> Any:
            own = type(self.solving)
            end = self.solving.bound["t1"]
            asked = self.followed(ctx, trajectories.with_end, args[0], end)  # so that there is one at least
            solved = own(ctx, self.solving.external, self.solving.solver, [], {**self.arguments, "t_eval": asked})
            found = solved.value()
            event = Inlined(lambda inner, at: call(inner, self.functions[k], [*at, *self.solving.extra], {}))
            return self.followed(ctx, trajectories.watched, event, args[0], found.items[1])

        return Inlined(emit, "event", ("times",))

    @staticmethod
    def followed(ctx: Lowerer, rule: Any, *args: Any) -> Any:
        """The result of a function of ours, whose source is followed."""
        return call(ctx, user_function(ctx, rule, External(rule.__module__, rule.__name__, rule)), list(args), {})

    def times(self, found: Var, k: int) -> Var:
        """The times of one event."""
        ctx = self.ctx
        kind = Array("float64", 1, (ctx.new_dim(),))
        function = lowered(ctx, self.residual(k), [Var("times", kind, True)], [], "solve_ivp", kind)
        value = self.part(found, "t_events", k)
        payload = Implicit("roots", self.solving.external, "", function)
        return ctx.let(Op("implicit", "t_events", payload), (value, *function.free), kind)

    def part(self, found: Var, name: str, k: int) -> Var:
        """What the call says of one event."""
        every = self.ctx.let(Op("attr", name), (found,), RESULT)
        return self.ctx.let(Op("item", "item"), (every, Const(k)), RESULT)

    def states(self, found: Var, main: Procedure, kind: Array, times: Var, k: int) -> Any:
        """The states at the times of one event, a row each."""
        ctx = self.ctx

        def at_times() -> Any:
            lengths = (*(kind.dims or (ctx.new_dim(),)), times.kind.dims[0])  # type: ignore[attr-defined]
            value, at = self.part(found, "y_events", k), {"t_eval": times}
            columns = self.solving.solution(value, main, "flow", "T", Array("float64", 2, lengths), at)
            return ctx.let(Op("attr", "T"), (columns,), Array("float64", 2, lengths[::-1]))

        def nowhere() -> Any:
            return arrays.library(ctx, "zeros", [Seq((Const(0), self.count(self.solving.bound["y0"])))], {})

        some = ctx.let(Op("compare", "gt"), (self.count(times), Const(0)), BOOL)
        return ctx.branch(some, at_times, nowhere)

    def count(self, a: Atom) -> Var:
        """The length of a vector."""
        return self.ctx.let(LENGTH, (a,), INT)

    def fields(self, found: Var, main: Procedure, kind: Array) -> tuple[Seq, Seq]:
        """`t_events` and `y_events`; from here on, the solution ends where a terminal event has ended it."""
        times = [self.times(found, k) for k in range(len(self.functions))]
        states = [self.states(found, main, kind, t, k) for k, t in enumerate(times)]
        if self.terminal:
            self.end(found, times[self.terminal[0]])
        return Seq(tuple(times)), Seq(tuple(states))

    def end(self, found: Var, times: Var) -> None:
        """Let the span, and the times that were asked for, end where a terminal event did at the last of its times."""
        ctx, bound = self.ctx, self.solving.bound
        status = ctx.let(Op("attr", "status"), (found,), INT)
        fired = ctx.let(Op("compare", "eq"), (status, Const(1)), BOOL)
        last = ctx.branch(fired, lambda: arrays.get_item(ctx, times, Const(-1)), lambda: bound["t1"])
        bound["t1"] = atom_of(ctx, last)
        if "t_eval" in bound:
            steps = ctx.let(Op("attr", "t"), (found,), Array("float64", 1, (ctx.new_dim(),)))
            count = self.count(steps)
            asked = as_vector(ctx, bound["t_eval"])
            bound["t_eval"] = atom_of(ctx, arrays.get_item(ctx, asked, slice(Const(None), count, Const(None))))
