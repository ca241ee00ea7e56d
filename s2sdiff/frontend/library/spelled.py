"""Calls of library functions that are spelled out: the body that a rule module gives is lowered in their place."""

from __future__ import annotations

from typing import Any

from s2sdiff.errors import Refusal
from s2sdiff.frontend import verbs
from s2sdiff.frontend.calls.calls import bind, inline
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer, Unreachable
from s2sdiff.frontend.state.outside import user_function
from s2sdiff.frontend.values import Inlined, Known, Method, Partial, Ref, Seq, UserFn
from s2sdiff.graph import Const, External, Var
from s2sdiff.kinds import differentiable
from s2sdiff.rules.registry import spelled_for


@verbs.spelled_out.defined
def spelled_out(ctx: Lowerer, external: External, args: list[Any], keywords: dict[str, Any]) -> Any:
    """A call as what it does in simpler functions, all of it at the place of the call; NotImplemented where
    nothing is declared for it, or where the arguments have no derivative."""
    body = None if ctx.fold else spelled_for(external, keywords)
    if body is None or not any(varies(ctx, a) for a in [*args, *keywords.values()]):
        return NotImplemented
    fn = user_function(ctx, body, External(body.__module__, body.__name__, body))  # type: ignore[arg-type]
    before = ctx.pinned, ctx.ours, ctx.node
    ctx.pinned, ctx.ours = ctx.place(), True
    try:
        return inline(ctx, fn, bind(ctx, fn, args, keywords))
    except Unreachable:
        raise unsupported(ctx, external) from None
    except Refusal as refusal:
        raise (unsupported(ctx, external) if refusal.code == "SD502" else refusal) from None
    finally:
        ctx.pinned, ctx.ours, ctx.node = before


def varies(ctx: Lowerer, value: Any) -> bool:
    """Whether a value is, or holds, a number or array that may have a derivative; a function may hold any."""
    if isinstance(value, Seq):
        return any(varies(ctx, v) for v in value.items)
    if not isinstance(value, Var | Const | Known | Ref):
        return isinstance(value, UserFn | Partial | Inlined | Method)
    return not isinstance(value, Const) and differentiable(atom_of(ctx, value).kind)


def unsupported(ctx: Lowerer, external: External) -> Refusal:
    """The refusal of a call of a function that is known in other forms."""
    return ctx.refuse(
        "SD305", f"this form of `{external.name}` is not supported", "compute this from simpler functions"
    )
