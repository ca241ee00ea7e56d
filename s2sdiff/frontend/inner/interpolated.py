"""The solution of a differential equation between its steps: `dense_output`, read at any time of the span."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.inner.solved import as_vector
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Inlined, Ref, Seq
from s2sdiff.graph import Const, Op, Var
from s2sdiff.kinds import Array, Kind, is_number, strip
from s2sdiff.procedure import Procedure

if TYPE_CHECKING:
    from s2sdiff.frontend.inner.implicit import Solving


def interpolated(solving: Solving, found: Var, main: Procedure, kind: Array, result: Kind) -> Inlined:
    """What a call of `solve_ivp` gives as `sol`: a function of one time, or of an array of them.

    Its value is what SciPy interpolates; its derivative is that of the solution at these times.
    """

    def emit(ctx: Lowerer, args: list[Any]) -> Any:
        (time,) = args
        single = not isinstance(time, Ref | Seq) and is_number(atom_of(ctx, time).kind)
        times = atom_of(ctx, as_vector(ctx, time))
        own = strip(times.kind)
        if not isinstance(own, Array) or own.rank != 1:
            what = "`sol` is called with what is no time and no vector of times"
            raise ctx.refuse("SD305", what, "give it one time, or a vector of times in order")
        value = ctx.let(Op("method", "sol"), (found, times), result)
        lengths = (*(kind.dims or (ctx.new_dim(),)), own.dims[0] if own.dims else ctx.new_dim())
        y = solving.solution(value, main, "flow", "", Array("float64", 2, lengths), {"t_eval": times})
        return arrays.get_item(ctx, y, (slice(Const(None), Const(None), Const(None)), Const(0))) if single else y

    return Inlined(emit, "sol", ("t",))


