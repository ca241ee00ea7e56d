"""Results that NumPy writes into an array that the caller gives: ``out=``, and ``where=`` beside it."""

from __future__ import annotations

from typing import Any

from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.data.arraylike import parameter_names
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Lib, Ref, Seq
from s2sdiff.frontend.verbs import call_library
from s2sdiff.graph import Const, Var


def by_keyword(fn: Lib, args: list[Any], keywords: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """The arguments of a call, with the array that is written into, and that alone, under ``out``; None is none."""
    names = parameter_names(fn.external.value)
    at = names.index("out") if "out" in names else len(args)
    if at == len(args) - 1:
        args, keywords = args[:at], {**keywords, "out": args[at]}
    out = keywords.get("out")
    if isinstance(out, Seq) and len(out.items) == 1:
        keywords = {**keywords, "out": out.items[0]}
    elif isinstance(out, Const) and out.value is None:
        keywords = {k: v for k, v in keywords.items() if k != "out"}
    return args, keywords


def written_out(ctx: Lowerer, fn: Lib, args: list[Any], keywords: dict[str, Any]) -> Any:
    """The array that a call fills and gives back; NotImplemented where it makes one of its own."""
    if not fn.external.module.startswith(("numpy", "scipy")) or not callable(fn.external.value) or ctx.fold:
        return NotImplemented
    args, keywords = by_keyword(fn, args, keywords)
    out = keywords.get("out")
    if not isinstance(out, Ref | Var):
        return NotImplemented
    out = arrays.named(ctx, out, "out") if isinstance(out, Var) else out
    chosen = keywords.get("where") if type(fn.external.value).__name__ == "ufunc" else None
    rest = {k: v for k, v in keywords.items() if k != "out" and (k != "where" or chosen is None)}
    result = call_library(ctx, fn, args, rest)
    if chosen is not None:  # what is not chosen stays as it is
        result = arrays.library(ctx, "where", [chosen, result, out], {})
    arrays.set_item(ctx, out, Ellipsis, result)
    return out
