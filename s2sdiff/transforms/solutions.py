"""What is defined implicitly, in a derivative that is being written: the function at a point, and how it moves there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from s2sdiff.analyses.jumps import depending, jump
from s2sdiff.errors import Place, Refusal
from s2sdiff.frontend.inner.solved import Implicit
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Inlined, Lib
from s2sdiff.graph import Atom, Block, Const, External, Let, Var
from s2sdiff.kinds import ANY, REAL, Array, ListOf, plain, strip
from s2sdiff.procedure import instance
from s2sdiff.rules import solvers
from s2sdiff.transforms.builder import Builder


class Solution:
    """A solution in a derivative that is written by a Builder."""

    def __init__(self, b: Builder, s: Let) -> None:
        self.b, self.s = b, s
        self.payload: Implicit = s.op.payload
        count = 1 + len(self.payload.points)
        self.points: dict[str, Atom] = dict(zip(self.payload.points, s.args[1:count], strict=True))
        rest = count + len(self.payload.options)
        self.options: dict[str, Atom] = dict(zip(self.payload.options, s.args[count:rest], strict=True))
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

    def rule(self, fn: Callable[..., Any], *args: Any) -> Atom:
        """Write the body of a rule."""
        names = fn.__code__.co_varnames[: fn.__code__.co_argcount]
        return self.b.absorb(*self.b.lowered(fn, dict(zip(names, args, strict=True))))

    def solver(self) -> Lib:
        """The function that gave the solution."""
        return Lib(self.payload.external)

    def check(self, wanted: Callable[[Atom], bool]) -> None:
        """Refuse derivatives that miss a jump.

        Raises:
            Refusal: SD302.
        """
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


def external(fn: Callable[..., Any]) -> External:
    """How a rule is named."""
    return External(fn.__module__, fn.__name__, fn)


def swept(x: Solution, a: Var, bar: Atom, along: Inlined, contracted: Callable[..., Any]) -> Atom:
    """The cotangent of one argument, from how the solution moves along a direction of it.

    Raises:
        Refusal: SD302 for what is no real, no array and no list of reals.
    """
    kind = plain(strip(a.kind))
    if kind in (REAL, ANY):
        return x.rule(contracted, bar, along)
    if isinstance(kind, Array):
        return x.rule(solvers.swept if kind.rank == 1 else solvers.swept_array, bar, along, a)
    if kind == ListOf(REAL):
        return x.rule(solvers.swept_list, bar, along, a)
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
