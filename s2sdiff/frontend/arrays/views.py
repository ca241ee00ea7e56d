"""Views: the subscripts and transpositions that lead from a named array to a part of it."""

from __future__ import annotations

import ast
import functools
from typing import Any

import numpy as np

from s2sdiff.frontend import verbs
from s2sdiff.frontend.arrays.extent import indexed_kind
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.state.parted import unclear
from s2sdiff.frontend.steps import WHOLE, Step, Turn, parts_of, reshapes, step_of
from s2sdiff.frontend.values import Ref
from s2sdiff.graph import Atom, Const, External, Op, Var
from s2sdiff.kinds import ANY, INT, Array, Kind, TupleOf, not_one, strip
from s2sdiff.operations import numpy_call


def single_axes(kind: Kind) -> list[int] | None:
    """The axes of length one; None where it is not known which those are."""
    dims = getattr(strip(kind), "dims", None)
    if dims is None or not all(d == 1 or not_one(d) for d in dims):
        return None
    return [k for k, d in enumerate(dims) if d == 1]


def shown(ctx: Lowerer, owner: Any) -> Ref | None:
    """The part of a named array that a value is."""
    return owner if isinstance(owner, Ref) else ctx.views.get(owner) if isinstance(owner, Var) else None


def further(ctx: Lowerer, ref: Ref, step: Step, written: bool = False) -> Ref:
    """The part that a subscript leads to of a part of an array; of what indices pick, it is one of the indices."""
    *before, last = ref.path or (None,)
    if not isinstance(last, Step) or not any(is_array(a) for a in last.atoms):
        if step.codes == ("e",) and isinstance(last, Step) and "s" in last.codes:
            return Ref(ref.obj, ref.path)  # slices lead to an array, all of which it is already
        taken = None if written else ref.taken if unclear(ctx, ref) else version_taken(ctx, ref, step)
        return Ref(ref.obj, (*ref.path, step), taken)
    if any(is_array(a) for a in step.atoms) or set(last.codes) != {"i"}:
        raise ctx.refuse("SD205", "indices are taken of a diagonal, or of windows", "work on a copy")
    made: dict[Atom, Var] = {}
    for a in last.atoms:
        if a not in made:
            kind = indexed_kind(ctx, strip(a.kind), parts_of(step))  # type: ignore[arg-type]
            made[a] = ctx.let(Op("item", "index", (step.codes,)), (a, *step.atoms), kind)
    at = [made[a] for a in last.atoms]
    if ctx.distinct.issuperset(last.atoms):
        ctx.distinct.update(at)
    elif written:
        raise ctx.refuse("SD205", "a window is written, which shows elements that others show", "write to the array")
    return Ref(ref.obj, (*before, Step(last.codes, tuple(at))))


def version_taken(ctx: Lowerer, ref: Ref, step: Step) -> Var | None:
    """The version of an array of which a subscript picks what may be a number or a view; None where it is clear."""
    if ctx.fold or "i" not in step.codes or "e" in step.codes:
        return None
    kind = strip(verbs.ref_kind(ctx, ref))
    return ctx.env.versions.get(ref.obj) if isinstance(kind, Array) and kind.rank is None else None


def is_array(a: Atom) -> bool:
    """Whether an operand is an array."""
    return isinstance(strip(a.kind), Array)


def viewed(ctx: Lowerer, result: Var, owner: Any, steps: list[Step]) -> None:
    """Note that a value is the part of `owner` that subscripts lead to: a view, which may be written to."""
    ref = shown(ctx, owner)
    picked = ref is not None and any(is_array(a) for s in ref.path if isinstance(s, Step) for a in s.atoms)
    if ref is not None and not picked:  # what is written to a part of what indices pick would be written to a copy
        ctx.views[result] = Ref(ref.obj, (*ref.path, *steps))


def lies_in_rows(ctx: Lowerer, ref: Ref) -> bool:
    """Whether the part of an array that subscripts lead to lies row by row, if parameters do."""
    for step in ref.path:
        if not isinstance(step, Step):
            return False
        cut = False  # after a slice only whole axes may follow
        for p in parts_of(step):
            if isinstance(p, slice):
                whole = all(isinstance(b, Const) and b.value is None for b in (p.start, p.stop, p.step))
                stride = p.step.value if isinstance(p.step, Const) else 0
                if not whole and (cut or stride not in (None, 1)):
                    return False
                cut = True
            elif isinstance(p, Turn) or (isinstance(p, Var) and is_array(p)):
                return False
            elif p is Ellipsis:
                cut = True
            elif cut and isinstance(p, Var | Const) and getattr(p, "value", 0) is not None:
                return False
    return ref.obj in ctx.layouts


def rely_on(ctx: Lowerer, view: Ref) -> None:
    """Note that a part of an array is taken to be a view of it, which a new shape is if parameters lie row by row."""
    if reshapes(s.codes for s in view.path if isinstance(s, Step)):
        ctx.relied.update(dict.fromkeys(sorted(ctx.layouts[view.obj], key=lambda p: p.id)))


#: Functions that give an array with its axes in another order.
TURNING = {"transpose", "swapaxes", "moveaxis", "rollaxis"}
#: Functions that give an array as it is, if it is one of the same kind.
SAME = {"asarray", "asanyarray", "ascontiguousarray", "require", "real"}


def noted(ctx: Lowerer, external: External, result: Var, owner: Any, whole: Atom, atoms: list[Atom]) -> None:
    """Note what a function of NumPy shows of one of its arguments, where that is a view that subscripts lead to."""
    ref, kind, own = shown(ctx, owner), strip(whole.kind), strip(result.kind)
    if ref is None or ctx.fold or not isinstance(kind, Array) or kind.rank is None or not isinstance(own, Array):
        return
    rest = [a for a in atoms if a is not whole]
    steps = steps_of(ctx, external, result, kind, own, rest)
    certain = external.name != "ascontiguousarray" and not reshapes(s.codes for s in steps or ())
    if steps is not None and (certain or lies_in_rows(ctx, ref)):
        viewed(ctx, result, owner, steps)


def literals(ctx: Lowerer, atoms: list[Atom]) -> list[Any] | None:
    """Literals, and tuples of them, that operands are; None where one is something else."""
    values: list[Any] = []
    for a in atoms:
        parts = ctx.tuples.get(a, (a,)) if isinstance(a, Var) else (a,)
        known = [c.value for c in parts if isinstance(c, Const)]
        if len(known) < len(parts):
            return None
        values.append(tuple(known) if isinstance(a, Var) else known[0])
    return values


def steps_of(
    ctx: Lowerer,
    external: External,
    result: Var,
    kind: Array,
    own: Array,
    rest: list[Atom],
) -> list[Step] | None:
    """The subscripts that lead from an array to the result of a function that shows it, called with the rest as well."""
    name, rank, values = external.name, kind.rank or 0, literals(ctx, rest)
    if name in ("reshape", "ravel") and rank and own.rank is not None:
        if len(rest) != (name == "reshape"):
            return None
        lengths = shape_given(ctx, rest[0]) if rest else (Const(-1),)
        return [Step((f"w{len(lengths)}",), lengths)] if lengths is not None and len(lengths) == own.rank else None
    if name == "einsum":
        return diagonal(ctx, result, rank, own, []) if values == ["ii->i"] else None
    if name in ("diagonal", "diag"):
        return diagonal(ctx, result, rank, own, values)
    if values is None:
        return None
    if (name in SAME and not values and kind.dtype == own.dtype) or (name in TURNING and rank == 1):
        return [Step(("e",), ())] if own.rank == rank else None
    if name in TURNING and rank < 10:
        sample = external.value(np.empty(tuple(range(2, rank + 2))), *values)
        return [Step(("t" + "".join(str(n - 2) for n in sample.shape),), ())]
    if name == "squeeze":
        axes = values[0] if values else single_axes(kind)
        if axes is None:
            return None
        single = {k % rank for k in ((axes,) if isinstance(axes, int) else axes)}
        return [step_of([Const(0) if k in single else WHOLE for k in range(rank)])]
    if name == "expand_dims" and own.rank is not None:
        axes = values[0] if isinstance(values[0], tuple) else (values[0],)
        new = {k % own.rank for k in axes}
        return [step_of([Const(None) if k in new else WHOLE for k in range(own.rank)])]
    if name in ("atleast_1d", "atleast_2d") and not values and own.rank is not None:
        return [step_of([Const(None)] * (own.rank - rank) + [Ellipsis])]
    if name in ("flip", "flipud", "fliplr"):
        whole = tuple(range(rank)) if not values or values[0] is None else values[0]
        axes = (0,) if name == "flipud" else (1,) if name == "fliplr" else whole
        turned = {k % rank for k in ((axes,) if isinstance(axes, int) else axes)}
        back = slice(Const(None), Const(None), Const(-1))
        return [step_of([back if k in turned else WHOLE for k in range(rank)])]
    return None


def shape_given(ctx: Lowerer, shape: Atom) -> tuple[Atom, ...] | None:
    """The lengths that a shape is made of, where they are known one by one."""
    if isinstance(shape, Var) and shape in ctx.tuples:
        return tuple(ctx.tuples[shape])
    kind = strip(shape.kind)
    if isinstance(kind, TupleOf):
        return tuple(ctx.let(Op("item", "item"), (shape, Const(k)), INT) for k in range(len(kind.items)))
    return (shape,) if isinstance(shape, Const) or strip(shape.kind) == INT else None


def diagonal(ctx: Lowerer, result: Var, rank: int, own: Array, values: list[Any] | None) -> list[Step] | None:
    """The indices under which a diagonal of a matrix is found."""
    if values is None or len(values) > 1 or (rank, own.rank) != (2, 1):
        return None
    shape = ctx.let(Op("attr", "shape"), (result,), ANY)
    count = ctx.let(Op("item", "item"), (shape, Const(0)), INT)
    places = ctx.let(numpy_call("arange"), (count,), Array("int64", 1, own.lengths))
    offset = values[0] if values else 0
    moved = ctx.let(Op("binary", "add"), (places, Const(abs(offset))), places.kind) if offset else places
    ctx.distinct.update((places, moved))
    return [Step(("i", "i"), (moved, places) if offset < 0 else (places, moved))]


@functools.lru_cache(maxsize=256)
def written_names(node: ast.AST) -> frozenset[str]:
    """The names through which a function may change an array, and of what those may show."""
    found: set[str] = set()
    bound: list[tuple[str, set[str]]] = []
    for n in ast.walk(node):
        targets = (
            n.targets if isinstance(n, ast.Assign) else [n.target] if isinstance(n, ast.AugAssign | ast.For) else []
        )
        for target in [t for each in targets for t in ast.walk(each)]:
            if isinstance(target, ast.Subscript) or isinstance(n, ast.AugAssign):
                found |= root_of(target)
            elif isinstance(target, ast.Name) and isinstance(n, ast.Assign | ast.For):
                bound.append((target.id, root_of(n.iter if isinstance(n, ast.For) else n.value)))
        if isinstance(n, ast.Call):
            for k in n.keywords:
                found |= root_of(k.value) if k.arg == "out" else set()
            if isinstance(n.func, ast.Attribute) and n.func.attr in CHANGING:
                found |= root_of(n.func.value)
                found |= root_of(n.args[0]) if n.args else set()
    size = -1
    while size != len(found):
        size = len(found)
        for name, shown in bound:
            found |= shown if name in found else set()
    return frozenset(found)


#: Methods and functions that change an array: what they are called of, or their first argument.
CHANGING = {"fill", "sort", "partition", "put", "at", "copyto", "fill_diagonal", "putmask", "place", "put_along_axis"}


#: Functions and methods whose result is new.
MAKING = {
    "zeros", "ones", "empty", "full", "arange", "eye", "zeros_like", "ones_like", "empty_like", "full_like", "copy", "array",
}  # fmt: skip


def root_of(node: ast.AST) -> set[str]:
    """The name of the array of which an expression may show a part, in a set; empty where there is none."""
    while True:
        if isinstance(node, ast.Attribute) and node.attr in ("shape", "size", "ndim", "dtype"):
            return set()
        if isinstance(node, ast.Subscript | ast.Attribute):
            node = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of_module = isinstance(node.func.value, ast.Name) and node.func.value.id in ("np", "numpy")
            if node.func.attr in MAKING or (of_module and not node.args):
                return set()
            node = node.args[0] if of_module else node.func.value
        else:
            return {node.id} if isinstance(node, ast.Name) else set()
