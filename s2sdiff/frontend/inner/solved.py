"""What lowering a call of a solver gives: the operations, and the functions that it is given as procedures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.calls.calls import call
from s2sdiff.frontend.data import containers
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer, Unreachable
from s2sdiff.frontend.values import Ref, Seq
from s2sdiff.graph import Atom, Const, External, Var, walk
from s2sdiff.kinds import ANY, COMPLEX, Array, Kind, Scalar, is_number, plain, strip
from s2sdiff.procedure import Procedure, function_let, procedure
from s2sdiff.subfunctions import link_of

#: What a solver gives: an object that holds the solution, and has no derivative itself.
RESULT = Scalar("result")


@dataclass(frozen=True)
class Call:
    """A call of a solver; the first `own` arguments of the operation are written, the others kept alive."""

    external: External
    own: int


@dataclass(frozen=True)
class Implicit:
    """A solution. The arguments are the call's result, the points, the options, and what the function closes over.

    Attributes:
        how: "root", "roots", "integral", "flow", or "times" for where a trajectory is given.
        external: the function that solves, and `part` says where in its result the solution is.
        function: the function that is solved or integrated.
        points: the names of the arguments that the solution varies with.
        options: the names of other arguments, as the derivative's call of the same function takes them.
    """

    how: str
    external: External
    part: str
    function: Procedure
    points: tuple[str, ...] = ()
    options: tuple[str, ...] = ()

    def varies_with(self, position: int) -> bool:
        """Whether the solution varies with the argument at a position."""
        first = 1 + len(self.points)
        if 1 <= position < first and self.points[position - 1] == "t1" and "t_eval" in self.points:
            return False  # it is given at other times
        return 1 <= position < first or position >= first + len(self.options)


def written(ctx: Lowerer, p: Procedure) -> Var:
    """A procedure as a variable of the program that is lowered."""
    let = function_let(p)
    ctx.out.append(let)
    return let.target


def lowered(
    ctx: Lowerer, fn: Any, params: list[Var], extra: list[Any], solver: str, wanted: Kind
) -> Procedure:
    """A function that a solver is given, as a procedure whose result is of the kind `wanted`.

    Raises:
        Refusal: SD301 where its result is of another kind, SD206 where it changes anything, SD304 where it
            calls a recursive function.
    """
    outside, names, versions = ctx.out, dict(ctx.env.names), dict(ctx.env.versions)
    ctx.out = []
    try:
        result = fitted(ctx, call(ctx, fn, [*params, *extra], {}), solver, wanted)
    except Unreachable:
        raise ctx.refuse("SD301", f"the function that `{solver}` is given always raises") from None
    block, ctx.out = tuple(ctx.out), outside
    if any(ctx.env.versions.get(o) is not v for o, v in versions.items()) or any(
        ctx.env.names.get(k, v) is not v for k, v in names.items() if not k[1].startswith("%")
    ):
        raise ctx.refuse("SD206", f"the function that `{solver}` is given changes what lives outside of it")
    if any(getattr(s, "old", None) in params for s in walk(block)):
        raise ctx.refuse("SD206", f"the function that `{solver}` is given changes its argument")
    if any(link_of(s) is not None for s in walk(block)):
        raise ctx.refuse(
            "SD304", f"the function that `{solver}` is given calls a recursive one", "write it as a loop"
        )
    name = getattr(fn, "name", None) or "f"
    return procedure(name if name.isidentifier() else "f", params, block, result)


def as_vector(ctx: Lowerer, value: Any) -> Any:
    """A number as an array of one, a list or tuple as the array of its items, an array as it is."""
    if not isinstance(value, Seq | Ref) and is_number(atom_of(ctx, value).kind):
        value = containers.build_list(ctx, [value], True)
    if isinstance(value, Seq) or not isinstance(strip(atom_of(ctx, value).kind), Array):
        value = arrays.library(ctx, "array", [value], {})
    return value


def fitted(ctx: Lowerer, value: Any, solver: str, wanted: Kind) -> Atom:
    """What the function gives, as a solver takes it: one real, or a vector of them."""
    if wanted == ANY:
        return atom_of(ctx, value)
    if isinstance(wanted, Array):
        value = as_vector(ctx, value)
    atom = atom_of(ctx, value) if not isinstance(value, Seq) else Const(None)
    kind = strip(plain(atom.kind))
    if isinstance(wanted, Array):
        what = "an array of reals, of the shape of its argument,"
        fits = isinstance(kind, Array) and kind.rank in (wanted.rank, None)
    else:
        what, fits = "one real", is_number(kind)
    if kind == COMPLEX or not fits:
        raise ctx.refuse("SD301", f"the function that `{solver}` is given does not give {what}")
    return atom
