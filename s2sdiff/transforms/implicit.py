"""Derivatives of what is defined implicitly: roots, integrals, and solutions of differential equations.

A root ``g(y, p) = 0`` moves with ``y' = -(g_y)^-1 g_p p'`` (the implicit function theorem); going backwards,
one linear solve gives the cotangent of ``g``, which is then run backwards at the root. An integral moves
with its ends by the values of the integrand there, and with parameters by the integral of the partial
derivative (Leibniz). A trajectory moves as the equation that is differentiated along it says; going
backwards, each parameter and each component of the start takes one such solution, which is as stable as
the trajectory itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from s2sdiff.analyses.jumps import depending, jump
from s2sdiff.errors import Place, Refusal
from s2sdiff.frontend.calls import call
from s2sdiff.frontend.implicit import Implicit
from s2sdiff.frontend.lowerer import Lowerer, atom_of
from s2sdiff.frontend.values import Inlined, Lib, Seq, Table
from s2sdiff.graph import Atom, Block, Const, Let, Var
from s2sdiff.kinds import ANY, REAL, Array, ListOf, plain, strip
from s2sdiff.procedure import instance
from s2sdiff.rules import solvers
from s2sdiff.transforms.builder import Builder
from s2sdiff.transforms.inlined import run_backwards

if TYPE_CHECKING:
    from s2sdiff.transforms.forward import Forward
    from s2sdiff.transforms.reverse import Reverse


class Solution:
    """A solution in a derivative that is written by a Builder."""

    def __init__(self, b: Builder, s: Let) -> None:
        self.b, self.s = b, s
        self.payload: Implicit = s.op.payload
        count = 1 + len(self.payload.points)
        self.points = dict(zip(self.payload.points, s.args[1:count], strict=True))
        rest = count + len(self.payload.options)
        self.options = dict(zip(self.payload.options, s.args[count:rest], strict=True))
        self.free = s.args[rest:]

    def at(self, *args: Atom) -> tuple[Block, Atom]:
        """The function at a point."""
        return instance(self.payload.function, args, self.free)

    def along(self, ctx: Lowerer, args: list[Atom], dots: Mapping[Var, Atom]) -> tuple[Atom, Atom]:
        """Write the function at a point, and its tangent: the values of both."""
        from s2sdiff.transforms.forward import Forward

        block, value = self.at(*args)
        sweep = Forward(block, dots, [value] if isinstance(value, Var) else [], self.b.lines_of)
        sweep.run(dots.items())
        dot = sweep.tangent(value)
        ctx.out += sweep.b.out
        return value, dot

    def slope(self) -> Inlined:
        """The derivative of the function along a direction of the unknown."""
        y, name = self.s.target, self.payload.function.params[0].name
        return Inlined(lambda ctx, args: self.along(ctx, [y], {y: direction(ctx, args[0], name)})[1])

    def is_vector(self) -> bool:
        """Whether the unknown is an array of one axis."""
        kind = strip(self.s.target.kind)
        return isinstance(kind, Array) and kind.rank == 1

    def integrand(self) -> Inlined:
        """The function itself."""

        def emit(ctx: Lowerer, args: list[Any]) -> Atom:
            block, value = self.at(atom_of(ctx, args[0]))
            ctx.out += block
            return value

        return Inlined(emit)

    def partial(self, dots: Mapping[Var, Atom]) -> Inlined:
        """The derivative of an integrand along directions of what it closes over."""
        return Inlined(
            lambda ctx, args: self.along(ctx, [atom_of(ctx, args[0])], dots)[1],
            self.payload.function.name,
            tuple(p.name for p in self.payload.function.params),
        )

    def extended(self, dots: Mapping[Var, Atom]) -> Inlined:
        """The right-hand side for the state and its tangent."""
        function = self.payload.function
        at = next(k for k, p in enumerate(function.params) if isinstance(p.kind, Array))

        def emit(ctx: Lowerer, args: list[Any]) -> Any:
            def rates(inner: Lowerer, state: list[Any]) -> Seq:
                y, y_dot = (atom_of(inner, v) for v in state)
                assert isinstance(y, Var)
                given = [y if k == at else atom_of(inner, a) for k, a in enumerate(args)]
                return Seq(self.along(inner, given, {**dots, y: y_dot}))

            rule: Any = solvers.extended
            rule = ctx.user_function(rule, external(rule))
            return call(ctx, rule, [Inlined(rates), args[at]], {})

        names = tuple("state" if k == at else p.name for k, p in enumerate(function.params))
        return Inlined(emit, function.name, names)

    def rule(self, fn: Callable[..., Any], *args: Any) -> Atom:
        """Write the body of a rule."""
        names = fn.__code__.co_varnames[: fn.__code__.co_argcount]
        return self.b.absorb(*self.b.lowered(fn, dict(zip(names, args, strict=True))))

    def solver(self) -> Lib:
        """The function that gave the solution."""
        return Lib(self.payload.external)

    def moved(self, dots: Mapping[Var, Atom]) -> Atom:
        """The tangent of an integral, or of a trajectory, along directions of what it varies with."""
        inner = {a: dots[a] for a in self.free if isinstance(a, Var) and a in dots}
        table = Table(dict(self.options))
        if self.payload.how == "integral":
            return self.rule(
                solvers.integral_moved,
                self.solver(),
                self.partial(inner),
                self.points["a"],
                self.points["b"],
                table,
            )
        y0 = self.points["y0"]
        y0_dot = dots.get(y0) if isinstance(y0, Var) else None
        y0_dot = self.rule(solvers.at_rest, y0) if y0_dot is None else y0_dot
        extended = self.extended(inner)
        if self.payload.external.name == "odeint":
            return self.rule(
                solvers.odeint_moved, self.solver(), extended, y0, y0_dot, self.points["t"], table
            )
        times = self.b.let(*self.times())
        return self.rule(
            solvers.ivp_moved, self.solver(), extended, self.points["t_span"], y0, y0_dot, times, table
        )

    def times(self) -> Any:
        """Where the trajectory was asked for, or where its method stepped."""
        from s2sdiff.graph import Op

        kind = strip(self.s.target.kind)
        assert isinstance(kind, Array) and kind.dims is not None
        return Op("attr", "t"), (self.s.args[0],), Array("float64", 1, kind.dims[1:])

    def check(self, wanted: Callable[[Atom], bool]) -> None:
        """Refuse derivatives by what the solution is not differentiated by, and where they miss a jump.

        Raises:
            Refusal: SD302.
        """
        for name in ("t_span", "t_eval", "t"):
            if wanted(self.points.get(name, Const(None))):
                raise Refusal(
                    "SD302",
                    f"`{self.s.op.name}` is differentiated by its times, `{name}`",
                    self.s.place,
                    "hold them constant: scale time, so that it goes from 0 to 1",
                )
        found = self.jump(self.moving(wanted))
        if found is not None:
            raise Refusal(
                "SD302",
                f"the function that `{self.s.op.name}` is given may jump at a place that moves",
                found,
                "write it with max, min or abs where it does not jump, or split the range at the jump",
            )

    def jump(self, moving: list[Var]) -> Place | None:
        """Where the function may jump at a place that moves with some variables."""
        function = self.payload.function
        if self.payload.how not in ("integral", "flow") or not moving:
            return None
        closed = {f for f, a in zip(function.free, self.free, strict=True) if a in moving}
        params = depending(function.block, closed)
        found = None
        for p in function.params:
            if isinstance(p.kind, Array):
                found = found or jump(function.block, depending(function.block, [p]))
            else:
                found = found or jump(function.block, depending(function.block, [p]), params)
        return None if found is None else getattr(found, "place", None) or self.s.place

    def moving(self, wanted: Callable[[Atom], bool]) -> list[Var]:
        """What the solution varies with by more than an end of an integral."""
        mine = (*self.free, self.points.get("y0", Const(None)))
        return [a for a in dict.fromkeys(mine) if isinstance(a, Var) and wanted(a)]


def direction(ctx: Lowerer, value: Any, name: str) -> Atom:
    """A tangent that a rule chose, under the name of what it is the tangent of."""
    dot = atom_of(ctx, value)
    if isinstance(dot, Var) and dot.weak:
        dot.name, dot.weak = f"{name}_dot", False
    return dot


def external(fn: Callable[..., Any]) -> Any:
    """How a rule is named."""
    from s2sdiff.graph import External

    return External(fn.__module__, fn.__name__, fn)


def pushed(sweep: Forward, s: Let) -> Atom:
    """The tangent of a solution."""
    x = Solution(sweep.b, s)
    x.check(sweep.wanted)
    dots = {a: sweep.dots[a] for a in x.moving(sweep.wanted)}
    if x.payload.how in ("root", "roots"):
        moved = sweep.b.absorb(*collected(sweep.b, lambda ctx: x.along(ctx, [s.target], dots)[1]))
        if x.payload.how == "root":
            return x.rule(solvers.root_tangent, x.slope(), moved)
        rule = solvers.roots_tangent if x.is_vector() else solvers.array_tangent
        return x.rule(rule, x.slope(), moved, s.target)
    total: Atom = x.moved(dots) if dots else Const(0.0)
    for name, sign in (("a", -1.0), ("b", 1.0)):
        end = x.points.get(name)
        if isinstance(end, Var) and sweep.wanted(end):
            seed = sweep.b.mul(Const(sign), sweep.dots[end])
            total = sweep.b.add(total, x.rule(solvers.end_moved, x.integrand(), end, seed))
    return total


def pulled(sweep: Reverse, s: Let, bar: Atom) -> None:
    """Run a solution backwards."""
    x = Solution(sweep.b, s)
    x.check(sweep.wanted)
    if x.payload.how in ("root", "roots"):
        pulled_root(sweep, x, bar)
        return
    for name, sign in (("a", -1.0), ("b", 1.0)):
        end = x.points.get(name)
        if isinstance(end, Var) and sweep.wanted(end):
            seed = sweep.b.mul(Const(sign), bar)
            sweep.add(end, x.rule(solvers.end_moved, x.integrand(), end, seed))
    for a in x.moving(sweep.wanted):
        sweep.add(a, pulled_along(x, a, bar))


def pulled_root(sweep: Reverse, x: Solution, bar: Atom) -> None:
    """Run the function backwards at its root."""
    y = x.s.target
    if x.payload.how == "root":
        seed = x.rule(solvers.root_cotangent, x.slope(), bar)
    else:
        rule = solvers.roots_cotangent if x.is_vector() else solvers.array_cotangent
        seed = x.rule(rule, x.slope(), bar, y)
    block, value = x.at(y)
    run_backwards(sweep, block, value, x.moving(sweep.wanted), seed)


def pulled_along(x: Solution, a: Var, bar: Atom) -> Atom:
    """The cotangent of one argument of an integral or a trajectory.

    Raises:
        Refusal: SD302 for what is no real, no array and no list of reals.
    """
    kind = plain(strip(a.kind))
    b = x.b

    def along(ctx: Lowerer, args: list[Any]) -> Atom:
        side = Solution(Builder((), b.lines_of), x.s)
        moved = side.moved({a: direction(ctx, args[0], a.name)})
        ctx.out += side.b.out
        return moved

    if kind in (REAL, ANY):
        rule = solvers.scaled if x.payload.how == "integral" else solvers.contracted
        return x.rule(rule, bar, Inlined(along))
    if isinstance(kind, Array):
        return x.rule(solvers.swept if kind.rank == 1 else solvers.swept_array, bar, Inlined(along), a)
    if isinstance(kind, ListOf) and kind.item == REAL:
        return x.rule(solvers.swept_list, bar, Inlined(along), a)
    raise Refusal(
        "SD302",
        f"`{x.s.op.name}` is differentiated by `{a.name}`, which is no real, no array and no list of reals",
        x.s.place,
        "take the reals out of it before the call",
    )


def collected(b: Builder, work: Callable[[Lowerer], Atom]) -> tuple[Block, Atom]:
    """Statements that are written for a Builder to take over, and their value."""
    ctx = Lowerer(b.lines_of, fold=True)
    value = work(ctx)
    return tuple(ctx.out), value


__all__ = ["pulled", "pushed"]
