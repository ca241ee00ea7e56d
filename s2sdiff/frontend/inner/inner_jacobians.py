"""Jacobians that are taken inside a function that is differentiated: loops over the sweeps that make them.

Each sweep is one derivative along a direction (or of one cotangent), taken like any other derivative inside
of a function; see `inner`. The loops are those of `rules.sweeps`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from s2sdiff.frontend.arrays import arrays
from s2sdiff.frontend.calls.calls import call
from s2sdiff.frontend.data.containers import ref_kind
from s2sdiff.frontend.data.subscripts import get_item
from s2sdiff.frontend.inner.inner_runs import Run
from s2sdiff.frontend.state.atoms import atom_of
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.outside import user_function
from s2sdiff.frontend.values import Inlined, Known, Ref, Seq, Table, Transform, pieces, rebuilt
from s2sdiff.graph import Const, External, Var
from s2sdiff.kinds import ANY, COMPLEX, REAL, Array, DictOf, ListOf, differentiable, is_number, plain, strip
from s2sdiff.rules import sweeps


def jacobian(
    ctx: Lowerer, t: Transform, args: list[Any], keywords: dict[str, Any], where: list[int | str]
) -> Any:
    """A Jacobian: the structure of the result outside, that of the arguments inside.

    Raises:
        Refusal: SD301 by, or of, what is no real, no array of reals and no list of reals.
    """
    return Sweeps(ctx, t, args, keywords, where).jacobian()


class Sweeps:
    """The sweeps of one Jacobian, in forward mode (`ahead`) or in reverse mode."""

    def __init__(
        self, ctx: Lowerer, t: Transform, args: list[Any], keywords: dict[str, Any], where: list[int | str]
    ) -> None:
        self.ctx, self.t, self.node = ctx, t, ctx.node
        args, keywords = list(args), dict(keywords)
        for w in where:
            holder: Any = args if isinstance(w, int) else keywords
            holder[w] = opened(ctx, holder[w])
        self.call = (args, keywords, where)
        self.run = self.sweep(ctx)
        given = self.run.inputs.stands_for | self.run.inputs.copies
        self.inputs = [given[v] for v in self.run.wrt]
        self.outputs = numbers(self.run.result)
        single = all(isinstance(c, Var) and c.kind == REAL for c in self.run.chosen)
        self.ahead = t.goal == "jacfwd" or (t.goal == "jacobian" and single)
        self.whole: dict[int, list[Any]] = {}
        self.value: list[Any] | None = None

    def sweep(self, ctx: Lowerer) -> Run:
        """The call of the function, about to be differentiated."""
        args, keywords, where = self.call
        return Run(ctx, self.t, args, keywords, where)

    def jacobian(self) -> Any:
        """The Jacobian."""
        result = self.run.result
        if not self.ahead and not isinstance(result, Seq | Table | Ref) and form_of(self.ctx, result) == "real":
            return self.run.gradient("grad")
        at = {v: k for k, v in enumerate(self.run.wrt)}

        def row(k: int) -> Any:
            parts = tuple(
                filled(self.ctx, c, lambda v: self.entry(at[v], k) if v in at else Const(0.0))
                for c in self.run.chosen
            )
            return Seq(parts) if self.t.several else parts[0]

        order = iter(range(len(self.outputs)))
        return filled(self.ctx, result, lambda v: row(next(order)))

    def entry(self, at: int, out: int) -> Any:
        """The derivative of one part of the result by one part of the arguments."""
        ctx = self.ctx
        seeded, other = (at, out) if self.ahead else (out, at)
        x, y = self.inputs[at], self.outputs[out]
        forms = form_of(ctx, x), form_of(ctx, y)
        how, gives = forms if self.ahead else forms[::-1]
        if how == "real":
            if seeded not in self.whole:
                self.whole[seeded] = self.found(ctx, seeded, Const(1.0))
            return self.whole[seeded][other]
        own, result = (x, self.evaluated(out)) if self.ahead else (self.evaluated(out), x)

        def emit(inner: Lowerer, given: list[Any]) -> Any:
            seed = given[0]
            if how == "array" and rank_of(inner, own) != 1:
                seed = arrays.library(inner, "reshape", [seed, arrays.library(inner, "shape", [own], {})], {})
            found = self.found(inner, seeded, seed)[other]
            if how == "array" and gives == "list":
                return arrays.library(inner, "array", [found], {})
            if how == "array" and gives == "array" and rank_of(inner, found) != 1:
                return arrays.library(inner, "ravel", [found], {})
            return found

        sweep = Inlined(emit)
        if how == "list":
            rows = self.rule(sweeps.of_list, sweep, own)
            return self.rule(sweeps.transposed, rows, result) if self.ahead and gives == "list" else rows
        flat = rank_of(ctx, own) == 1
        if gives == "real":
            found = self.rule(sweeps.to_reals, sweep, own)
            return found if flat else self.rule(sweeps.like, found, own)
        if gives == "list":
            matrix = self.rule(sweeps.to_columns, sweep, own, result)
            return self.rule(sweeps.items if flat else sweeps.shaped_items, matrix, own)
        matrix = self.rule(sweeps.to_columns if self.ahead else sweeps.to_rows, sweep, own, result)
        if flat and rank_of(ctx, result) == 1:
            return matrix
        return self.rule(sweeps.shaped, matrix, *((result, own) if self.ahead else (own, result)))

    def found(self, ctx: Lowerer, seeded: int, seed: Any) -> list[Any]:
        """What one sweep gives: the tangent of each part of the result, or the cotangent of each argument."""
        node, ctx.node = ctx.node, self.node
        run = self.sweep(ctx)
        if self.ahead:
            parts = run.forward([(run.wrt[seeded], run.seed(None, seed))], run.result)
        else:
            output = run.tree(numbers(run.result)[seeded])
            parts = run.reverse([(output, run.seed(None, seed))])
        ctx.node = node
        return numbers(parts)

    def evaluated(self, out: int) -> Any:
        """A part of the result, for its shape."""
        if self.value is None:
            args, keywords, _ = self.call
            self.value = numbers(call(self.ctx, self.t.fn, list(args), dict(keywords)))
        return self.value[out]

    def rule(self, fn: Callable[..., Any], *args: Any) -> Any:
        """Lower a call of one of the loops."""
        user = user_function(self.ctx, fn, External(fn.__module__, fn.__name__, fn))  # type: ignore[arg-type]
        return call(self.ctx, user, list(args), {})


def opened(ctx: Lowerer, value: Any) -> Any:
    """An argument, a dict whose keys are known as those of its items that there are."""
    if isinstance(value, Seq | Table):
        return rebuilt(value, [opened(ctx, v) for v in pieces(value)])
    kind = ref_kind(ctx, value) if isinstance(value, Ref) else None
    if not isinstance(kind, DictOf) or kind.keys is None:
        return value
    return Table({k: opened(ctx, get_item(ctx, value, Const(k))) for k in kind.keys})


def numbers(value: Any) -> list[Any]:
    """The parts of a structure that are numbers, or arrays or lists of them, in order."""
    if isinstance(value, Seq | Table):
        return [part for v in pieces(value) for part in numbers(v)]
    if isinstance(value, Known):
        value = value.atom
    return [value] if is_part(value) else []


def is_part(value: Any) -> bool:
    """Whether a value is a number, or an array or a container of them."""
    if isinstance(value, Ref):
        return True
    if not isinstance(value, Var | Const):
        return False
    kind = strip(value.kind)
    return is_number(kind) or differentiable(kind)


def filled(ctx: Lowerer, value: Any, entry: Callable[[Any], Any]) -> Any:
    """The same structure with an entry in the place of each part."""
    if isinstance(value, Seq | Table):
        return rebuilt(value, [filled(ctx, v, entry) for v in pieces(value)])
    if isinstance(value, Known):
        value = value.atom
    if isinstance(value, Ref):
        return entry(ctx.env.versions[value.obj])
    return entry(value) if is_part(value) else value


def form_of(ctx: Lowerer, value: Any) -> str:
    """Whether a part is a "real", an "array" or a "list"."""
    kind = plain(strip(atom_of(ctx, value).kind))
    if isinstance(kind, Array) and kind.dtype.startswith("float"):
        return "array"
    if isinstance(kind, ListOf) and kind.item is not None and is_number(kind.item):
        return "list"
    if is_number(kind) and kind not in (COMPLEX, ANY):
        return "real"
    raise ctx.refuse(
        "SD301",
        "a Jacobian by or of what is no real, no array of reals and no list of reals is taken inside a function",
        "take it by or of each part, or use jvp along a direction",
    )


def rank_of(ctx: Lowerer, value: Any) -> int | None:
    """The rank of an array where it is known."""
    kind = strip(atom_of(ctx, value).kind)
    return kind.rank if isinstance(kind, Array) else None
