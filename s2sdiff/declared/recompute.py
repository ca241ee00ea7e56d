"""Trading time for memory: `checkpoint`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from s2sdiff.errors import UsageError
from s2sdiff.frontend.calls.calls import call
from s2sdiff.frontend.calls.declared import TRANSFORMS
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Lib, Partial, Ref
from s2sdiff.graph import Effect, External, Op, Var, defined, walk
from s2sdiff.kinds import Array, is_number, strip
from s2sdiff.procedure import procedure
from s2sdiff.subfunctions import is_kept, link_of


class Checkpoint:
    """A function whose values are computed again in a reverse sweep; see `checkpoint`."""

    __s2sdiff_checkpoint__ = True

    def __init__(self, fun: Callable[..., Any]) -> None:
        if not callable(fun):
            raise UsageError("SD502", f"`checkpoint` takes a function, not {fun!r}")
        functools.update_wrapper(self, fun)
        self.fun = fun

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The function's value."""
        return self.fun(*args, **kwargs)

    def __reduce__(self) -> Any:
        return self.__qualname__  # type: ignore[attr-defined]


def checkpoint(fun: Callable[..., Any]) -> Checkpoint:
    """The same function, of which a reverse sweep keeps the arguments only.

    What the function computes on its way is computed again when the sweep comes back to it. A loop whose
    body is such a function keeps its state once a trip, however much each trip computes. The derivative is
    the same. A function that returns more than one number or array, or changes what it is given, is
    differentiated as if it stood in place of its call.

    Raises:
        UsageError: SD502, for what is not a function.
    """
    return Checkpoint(fun)


def checkpointed(ctx: Lowerer, fn: Any, args: list[Any], keywords: dict[str, Any]) -> Any:
    """A call of a function under `checkpoint`: its statements as one operation, where they have one result."""
    fun, *rest = args
    outside, names, versions = ctx.out, dict(ctx.env.names), dict(ctx.env.versions)
    ctx.out = []
    try:
        result = call(ctx, fun, rest, keywords)
    finally:
        block, ctx.out = tuple(ctx.out), outside
    moved = any(ctx.env.versions.get(o) is not v for o, v in versions.items()) or any(
        ctx.env.names.get(k, v) is not v for k, v in names.items() if not k[1].startswith("%")
    )
    atom = (
        atom_of(ctx, result)
        if isinstance(result, Var) or (isinstance(result, Ref) and not result.path)
        else None
    )
    own = {v for s in block for v in defined(s)}
    if (
        moved
        or not isinstance(atom, Var)
        or atom not in own
        or atom in ctx.shares
        or not (is_number(atom.kind) or isinstance(strip(atom.kind), Array))
        or any(isinstance(s, Effect) or is_kept(s) or link_of(s) is not None for s in walk(block))
    ):
        ctx.out += block
        return result
    p = procedure(getattr(fun, "name", "f"), (), block, atom)
    return ctx.let(Op("checkpoint", p.name, p), p.free, atom.kind)


TRANSFORMS[checkpointed] = checkpointed
TRANSFORMS[checkpoint] = lambda ctx, fn, args, keywords: under(*args, *keywords.values())


def under(fun: Any) -> Partial:
    """A function value under `checkpoint`."""
    return Partial(Lib(External("s2sdiff.declared.recompute", "checkpointed", checkpointed)), (fun,), {})


__all__ = ["Checkpoint", "checkpoint", "under"]
