"""Functions that solve or integrate: what they are given is a function, and what they give depends on it implicitly.

``x = brentq(g, a, b)`` is lowered to two operations. The first is the call, which as a value has no
derivative. The second takes the solution out of what the call gave; it holds how ``g`` computes, and its
arguments are whatever the solution varies with, so that the transforms can differentiate ``g`` at the root.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from s2sdiff.frontend import verbs
from s2sdiff.frontend.data.containers import known_items, static_length
from s2sdiff.frontend.inner.events import Events
from s2sdiff.frontend.inner.interpolated import interpolated
from s2sdiff.frontend.inner.solved import RESULT, Call, Implicit, as_vector, lowered, written
from s2sdiff.frontend.inner.solvers import REFUSED, SOLVERS, STATE, Solver, package_of
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import static_value
from s2sdiff.frontend.text.parameters import names_of
from s2sdiff.frontend.values import Inlined, Known, Lib, Poison, Ref, Seq
from s2sdiff.graph import Atom, Const, External, Op, Var
from s2sdiff.kinds import ANY, COMPLEX, INT, REAL, STR, Array, Dim, Kind, is_number, plain, strip
from s2sdiff.procedure import Procedure


@verbs.call_solver.defined
def call_solver(ctx: Lowerer, fn: Lib, args: list[Any], keywords: dict[str, Any]) -> Any:
    """Lower a call of a solver or a quadrature; NotImplemented for any other function.

    Raises:
        Refusal: SD301 for solvers that are known and have no rule, SD305 for arguments that are not covered.
    """
    value, package, name = fn.external.value, package_of(fn.external.module), fn.external.name
    if package not in ("scipy.optimize", "scipy.integrate"):
        return NotImplemented
    if (package, name) in REFUSED:
        raise ctx.refuse(
            "SD301",
            f"`{name}` is differentiated by no rule: {REFUSED[package, name]}",
            "differentiate the conditions that its result fulfils, or state its derivative with custom_vjp",
        )
    if (package, name) not in SOLVERS or value is None:
        return NotImplemented
    return Solving(ctx, External(package, name, value), SOLVERS[package, name], args, keywords).value()


@verbs.call_declared_solver.defined
def call_declared_solver(
    ctx: Lowerer, external: External, given: list[Any], atoms: tuple[Atom, ...], kind: Kind
) -> Any:
    """A call of a function that was declared with `implicit`.

    Raises:
        Refusal: SD302 where the kind of its result is not known.
    """
    name, residual = external.name, external.value.residual
    kind = strip(plain(kind))
    if not (kind == REAL or (isinstance(kind, Array) and kind.dtype.startswith("float"))):
        raise ctx.refuse(
            "SD302",
            f"`{name}`, which was declared to solve an equation, is not known to give a real or an array of them",
            "annotate its result `-> float`, or let it return a NumPy array",
        )
    function = static_value(ctx, residual, External("", getattr(residual, "__name__", "residual"), residual))
    if function is None:
        raise ctx.refuse("SD301", f"the source of the residual of `{name}` cannot be had")
    names = names_of(function)
    x = Var(names[0] if names else "x", kind, True)
    main = lowered(ctx, function, [x], given, name, kind)
    found = ctx.let(Op("solver", name, Call(external, len(atoms))), (*atoms, *main.free), RESULT)
    payload = Implicit("roots" if isinstance(kind, Array) else "root", external, "", main)
    return ctx.let(Op("implicit", name, payload), (found, *main.free), kind)


class Solving:
    """One call of a solver, taken apart."""

    def __init__(
        self, ctx: Lowerer, external: External, solver: Solver, args: list[Any], keywords: dict[str, Any]
    ) -> None:
        self.ctx, self.external, self.solver = ctx, external, solver
        try:
            bound = dict(inspect.signature(external.value).bind(*args, **keywords).arguments)
        except TypeError as e:
            raise ctx.refuse("SD502", f"`{external.name}`: {e}") from None
        rest = bound.get("options")
        if external.name == "solve_ivp" and isinstance(rest, dict):
            bound.update(bound.pop("options"))
        self.function = bound.pop(next(iter(bound)))
        extra = bound.pop("args", Seq(()))
        self.extra = known_items(ctx, extra) if isinstance(extra, Seq) else [extra]
        self.bound = {k: v for k, v in bound.items() if not self.left_out(k, v)}
        self.events: Events | None = None
        if external.name == "solve_ivp" and "events" in self.bound:
            again = {k: v for k, v in self.bound.items() if k not in ("events", "dense_output")}
            again |= {"fun": self.function, "args": Seq(tuple(self.extra))}
            self.events = Events(self, self.bound["events"], again)
        for k, v in self.bound.items():
            if k not in (*solver.first, *solver.options) or (k in solver.functions and isinstance(v, Const)):
                raise ctx.refuse(
                    "SD305",
                    f"the argument `{k}` of `{external.name}` is not covered",
                    f"of its options, {', '.join(solver.options) or 'none'} are",
                )
        self.full, self.dense = self.literal("full_output"), self.literal("dense_output")

    @staticmethod
    def left_out(name: str, value: Any) -> bool:
        """Whether an argument says what is so anyway."""
        return isinstance(value, Const) and (
            value.value is None
            or (
                value.value is False
                and name in ("full_output", "dense_output", "vectorized", "jac", "fprime")
            )
        )

    def literal(self, name: str) -> bool:
        """An option on which the form of the result depends."""
        value = self.bound.get(name, Const(False))
        if not isinstance(value, Const):
            raise self.ctx.refuse(
                "SD305", f"`{name}` of `{self.external.name}` is not a literal", "write True or False"
            )
        return bool(value.value)

    def value(self) -> Any:
        """The result of the call, its parts known one by one."""
        ctx, how = self.ctx, self.solver.how
        names = names_of(self.function)
        if how in ("root", "either", "roots"):
            start = self.bound.get("x0", Const(0.0)) if how != "root" else Const(0.0)
            kind = self.unknown(start)
            params = [Var(names[0] if names else "x", kind, True)]
        elif how == "integral":
            kind, params = REAL, [Var(names[0] if names else "t", REAL, True)]
        else:
            kind = self.initial()
            t_first = self.external.name == "solve_ivp" or self.literal("tfirst")
            kinds = (REAL, kind) if t_first else (kind, REAL)
            own = names[:2] if len(names) > 1 else (["t", "y"] if t_first else ["y", "t"])
            params = [Var(n, k, True) for n, k in zip(own, kinds, strict=True)]
        main = lowered(ctx, self.function, params, self.extra, self.external.name, kind)
        if how == "either":
            how = "roots" if isinstance(kind, Array) else "root"
        found = self.call(main, params)
        if self.solver.fixed:
            params = [Var(p.name, p.kind, True) for p in params]
            main = lowered(ctx, Inlined(self.residual), params, self.extra, self.external.name, kind)
        return self.parts(found, main, how, kind)

    def residual(self, ctx: Lowerer, args: list[Any]) -> Any:
        """What is zero where a function gives back what it is given."""
        return verbs.binary(ctx, "sub", verbs.call(ctx, self.function, args, {}), args[0])

    def unknown(self, start: Any) -> Kind:
        """The kind of the unknown, as its start is."""
        ctx = self.ctx
        length = static_length(ctx, start)
        own = strip(plain(atom_of(ctx, start).kind)) if length is None else None
        vector = self.solver.how == "roots"
        if own == COMPLEX or (isinstance(own, Array) and own.dtype.startswith("complex")):
            raise ctx.refuse("SD402", f"`{self.external.name}` is started at a complex number")
        if isinstance(own, Array) and own.rank is not None and own.rank < 2:
            dims: tuple[Dim, ...] | None = own.dims if own.rank else (1,)
            if own.rank == 0 and not vector:
                return REAL
            return Array("float64", 1, dims)
        if own is not None and is_number(own):
            return Array("float64", 1, (1,)) if vector else REAL
        if length is not None:
            return Array("float64", 1, (length,))
        raise ctx.refuse(
            "SD305", f"`{self.external.name}` is started at what is no number and no vector", "use a vector"
        )

    def initial(self) -> Kind:
        """The kind of the state of a differential equation; its start becomes an array."""
        ctx = self.ctx
        start = as_vector(ctx, self.bound["y0"])
        kind = strip(atom_of(ctx, start).kind)
        if not isinstance(kind, Array) or kind.rank != 1 or kind.dtype.startswith("complex"):
            raise ctx.refuse("SD305", f"`{self.external.name}` is started at what is no vector of reals")
        if "atol" in self.bound and not is_number(atom_of(ctx, self.bound["atol"]).kind):
            raise ctx.refuse("SD305", "tolerances by component are not covered", "give `atol` as one number")
        if "rtol" in self.bound and not is_number(atom_of(ctx, self.bound["rtol"]).kind):
            raise ctx.refuse("SD305", "tolerances by component are not covered", "give `rtol` as one number")
        self.bound["y0"] = atom_of(ctx, start)
        return Array("float64", 1, kind.dims)

    def call(self, main: Procedure, params: list[Var]) -> Var:
        """The call itself."""
        ctx = self.ctx
        alive = [*main.free]
        named: dict[str, Atom] = {}
        for k, v in self.bound.items():
            if k == "events" and self.events is not None:
                named[k] = self.events.written(params, alive)
            elif k in self.solver.functions and not is_data(v):
                own = [Var(p.name, p.kind, True) for p in params]
                other = lowered(ctx, v, own, self.extra, self.external.name, ANY)
                alive += other.free
                named[k] = written(ctx, other)
            else:
                named[k] = atom_of(ctx, v)
        if "t_span" in named:
            ends = known_items(ctx, self.bound["t_span"], 2)
            named["t0"], named["t1"] = (atom_of(ctx, v) for v in ends)
        self.bound = named
        first = [named[k] for k in self.solver.first]
        rest = {k: v for k, v in named.items() if k in self.solver.options}
        own_args = (written(ctx, main), *first, *rest.values())
        op = Op("solver", self.external.name, Call(self.external, len(own_args)), tuple(rest))
        return ctx.let(op, (*own_args, *dict.fromkeys(alive)), RESULT)

    def solution(
        self, found: Var, main: Procedure, how: str, part: str, kind: Kind, instead: Mapping[str, Atom] = MappingProxyType({})
    ) -> Any:
        """The solution, out of what the call gave; `instead` says at which other points."""
        bound = {**self.bound, **instead}
        points = tuple(k for k in self.solver.points if k in bound)
        others = (*self.solver.first, *points, *self.solver.functions, "full_output", "dense_output")
        options = tuple(k for k in bound if k not in others)
        payload = Implicit(how, self.external, part, main, points, options)
        args = (found, *(bound[k] for k in (*points, *options)), *main.free)
        return self.ctx.let(Op("implicit", self.external.name, payload), args, kind)

    def parts(self, found: Var, main: Procedure, how: str, kind: Kind) -> Any:
        """What the call gives, as the structure that it is."""
        ctx, solver = self.ctx, self.solver
        if how == "flow":
            return self.trajectory(found, main, kind)
        if solver.fields:
            return self.record(found, main, how, kind, solver.fields)
        if how == "integral":
            unknown = Poison(
                "SD305", f"the error estimate of `{self.external.name}` is read", "use the integral alone"
            )
            return Seq((self.solution(found, main, how, "0", kind), unknown))
        if not self.full:
            return self.solution(found, main, how, "", kind)
        items = [self.solution(found, main, how, "0", kind)]
        for k, what in enumerate(solver.full, 1):
            if what == "state" and how == "root":
                state = ctx.let(Op("item", "item"), (found, Const(k)), RESULT)
                items.append(self.record(state, main, how, kind, STATE))
            else:
                items.append(self.told(found, k, what))
        return Seq(tuple(items))

    def told(self, found: Var, k: int, what: str) -> Any:
        """An item of the result that is no part of the solution."""
        kind = {"ier": INT, "mesg": STR}.get(what)
        if kind is not None:
            return self.ctx.let(Op("item", "item"), (found, Const(k)), kind)
        return Poison(
            "SD305", f"`{what}`, which `{self.external.name}` gives, is read", "use the solution alone"
        )

    def record(
        self, found: Var, main: Procedure, how: str, kind: Kind, fields: tuple[tuple[str, Kind | None], ...]
    ) -> Seq:
        """A result that is read by attribute."""
        items = tuple(
            self.solution(found, main, how, n, kind)
            if k is None
            else self.ctx.let(Op("attr", n), (found,), k)
            for n, k in fields
        )
        return Seq(items, tuple(n for n, _ in fields))

    def trajectory(self, found: Var, main: Procedure, kind: Kind) -> Any:
        """The solution of a differential equation."""
        ctx = self.ctx
        assert isinstance(kind, Array) and kind.dims is not None
        times = self.bound.get("t_eval", self.bound.get("t", Const(None)))
        own = strip(times.kind)
        count = own.dims[0] if isinstance(own, Array) and own.dims and own.rank == 1 else ctx.new_dim()
        if self.external.name == "odeint":
            y = self.solution(
                found, main, "flow", "0" if self.full else "", Array("float64", 2, (count, *kind.dims))
            )
            return Seq((y, self.told(found, 1, "infodict"))) if self.full else y
        happened: tuple[Any, Any] = (Const(None), Const(None))
        if self.events is not None:
            happened = self.events.fields(found, main, kind)
        points = ("t_eval",) if "t_eval" in self.bound else ("t0", "t1")
        moments = Implicit("times", self.external, "t", main, points)
        args = (found, *(self.bound[k] for k in points))
        t = ctx.let(Op("implicit", self.external.name, moments), args, Array("float64", 1, (count,)))
        y = self.solution(found, main, "flow", "y", Array("float64", 2, (*kind.dims, count)))
        rest = self.record(found, main, "flow", kind, self.solver.fields[2:])
        sol = interpolated(self, found, main, kind, RESULT) if self.dense else Const(None)
        return Seq((t, y, sol, *happened, *rest.items), ("t", "y", "sol", "t_events", "y_events", *rest.fields))


def is_data(value: Any) -> bool:
    """Whether a value is no function."""
    return isinstance(value, Var | Const | Ref | Seq) or (
        isinstance(value, Known) and not callable(value.value)
    )
