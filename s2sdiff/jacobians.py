"""Jacobians: a sweep along each direction of the argument, or for each real of the result.

All sweeps are runs of one program. Where it is one of reals that takes a vector for each seed (see
`analyses.elementwise`), they are one run.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sdiff.analyses.elementwise import elementwise
from s2sdiff.arguments import part_of
from s2sdiff.compiler import single_real
from s2sdiff.errors import UsageError
from s2sdiff.kinds import REAL
from s2sdiff.numeric import tree as trees

if TYPE_CHECKING:
    from s2sdiff.derivative import Derivative
    from s2sdiff.specialize import Call

#: From how many seeds on a run on vectors is quicker than a run for each seed.
MANY = 4


def jacobian(d: Derivative, bound: inspect.BoundArguments) -> Any:
    """The Jacobian: the structure of the result outside, of the argument inside; with has_aux, and the rest."""
    for name in d._wrt:
        if holds_complex(part_of(bound.arguments, name)):
            raise complex_jacobian(f"the complex argument `{name}`")
    if d.goal == "jacrev" or (d.goal == "jacobian" and wide(d, bound)):
        found = backward(d, bound)
    elif d._several:
        parts = [forward(d, bound, n) for n in d._wrt]
        found = joined(main_part(d, bound), parts)
    else:
        found = forward(d, bound, d._wrt[0])
    return (found, d.value(bound)[1]) if d.has_aux else found


def gradient(d: Derivative, bound: inspect.BoundArguments) -> Any:
    """The gradient in forward mode by several reals, with the value or the rest of the result where they are asked for."""
    if not one_real_result(d, bound):
        d.specialization(converted(d, bound), "grad", d._wrt)  # says what the result is
    parts = [forward(d, bound, n) for n in d._wrt]
    found = tuple(parts) if d._several else parts[0]
    if d.goal == "value_and_grad":
        return d.value(bound), found
    return (found, d.value(bound)[1]) if d.has_aux else found


def holds_complex(value: Any) -> bool:
    """Whether a value is, or holds, a complex number or an array of them."""
    return any(trees.is_complex(v) for v in trees.flatten(value, leaf=trees.is_any_number)[0])


def complex_jacobian(what: str) -> UsageError:
    """The refusal of a Jacobian that is not one of reals."""
    return UsageError(
        "SD402",
        f"a Jacobian by or of {what} is asked for",
        hint="use pushforward and pullback, or jvp and vjp",
    )


def main_part(d: Derivative, bound: inspect.BoundArguments) -> Any:
    """The value that is differentiated."""
    value = d.value(bound)
    return value[0] if d.has_aux else value


def joined(value: Any, parts: list[Any]) -> Any:
    """Jacobians by several arguments as one: a tuple in the place of each real or array of the result."""
    _, outer = trees.flatten(value, leaf=trees.is_any_number)
    return outer(list(zip(*(entries_of(value, part) for part in parts), strict=True)))


def entries_of(value: Any, jacobian: Any) -> list[Any]:
    """What stands in a Jacobian in the place of each real or array of the result."""
    found: list[Any] = []

    def note(own: Any, entry: Any) -> None:
        if trees.is_any_number(own):
            found.append(entry)

    trees.combine(note, value, jacobian)
    return found


def wide(d: Derivative, bound: inspect.BoundArguments) -> bool:
    """Whether the chosen arguments hold more reals than the result, so that reverse mode takes fewer sweeps."""

    def size(value: Any) -> int:
        return sum(int(np.size(v)) for v in trees.flatten(value, reals=True)[0])

    return sum(size(part_of(bound.arguments, n)) for n in d._wrt) > size(main_part(d, bound))


def is_one_real(value: Any) -> bool:
    """Whether an argument is a number, not an array or a structure of them."""
    return isinstance(value, float | int) and not isinstance(value, bool)


def one_real_result(d: Derivative, bound: inspect.BoundArguments) -> bool:
    """Whether what is differentiated returns one real, so that its Jacobian is its gradient."""
    lowered = d.specialization(converted(d, bound), "primal", d._wrt)
    result = lowered.program.function.result
    if d.has_aux:
        result = getattr(result, "items", (result,))[0]
    try:
        return getattr(single_real(result), "kind", REAL) == REAL
    except UsageError:
        return False


def forward(d: Derivative, bound: inspect.BoundArguments, name: str) -> Any:
    """The Jacobian by one argument, a direction at a time or all at once."""
    value = part_of(bound.arguments, name)
    if is_one_real(value):
        found = d.prepared(bound, "tangent", (name,), several=False)()
        return found[0] if d.has_aux else found
    leaves, rebuild = trees.flatten(value, reals=True)
    shapes = [np.shape(v) for v in leaves]
    count = sum(int(np.prod(s, dtype=int)) for s in shapes)
    if not count:
        results, outer = trees.flatten(main_part(d, bound), leaf=trees.is_any_number)
        return outer([rebuild([np.zeros((*np.shape(r), *s)) for s in shapes]) for r in results])
    call = d.prepared(bound, "along", (name,), several=False)
    if count >= MANY and not any(shapes):
        at_once = on_vectors(call, [rebuild(vectors(count))])
        if at_once is not None:
            results, outer = trees.flatten(at_once[0] if d.has_aux else at_once, leaf=trees.is_any_number)
            return outer([rebuild(np.broadcast_to(r, count).tolist()) for r in results])
    columns: list[list[Any]] = []
    for seeds in units(leaves):
        tangent = call([rebuild(seeds)])
        results, outer = trees.flatten(tangent[0] if d.has_aux else tangent, leaf=trees.is_any_number)
        columns.append(results)
    entries = []
    for rows in zip(*columns, strict=True):
        rest = iter(rows)
        inner = [
            like(v, assembled([next(rest) for _ in range(int(np.prod(s, dtype=int)))], s, after=True))
            for v, s in zip(leaves, shapes, strict=True)
        ]
        entries.append(rebuild(inner))
    return outer(entries)


def backward(d: Derivative, bound: inspect.BoundArguments) -> Any:
    """The Jacobian by all chosen arguments, a real of the result at a time or all at once."""
    if one_real_result(d, bound):
        found = d.prepared(bound, "grad", d._wrt)()
        return found[0] if d.has_aux else found
    value = main_part(d, bound)
    if holds_complex(value):
        raise complex_jacobian("a complex result")
    leaves, outer = trees.flatten(value, reals=True)
    shapes = [np.shape(v) for v in leaves]
    count = sum(int(np.prod(s, dtype=int)) for s in shapes)
    if not count:
        chosen = [part_of(bound.arguments, n) for n in d._wrt]
        own, rebuild = trees.flatten(tuple(chosen) if d._several else chosen[0], reals=True)
        return outer([rebuild([np.zeros((*s, *np.shape(v))) for v in own]) for s in shapes])
    call = d.prepared(bound, "pullback", d._wrt)
    if count >= MANY and not any(shapes):
        at_once = on_vectors(call, [outer(vectors(count))])
        if at_once is not None:
            parts, rebuild = trees.flatten(at_once[1], reals=True)
            rows = zip(*(np.broadcast_to(p, count).tolist() for p in parts), strict=True)
            return outer([rebuild(row) for row in rows])
    found_rows: list[Sequence[Any]] = []
    for seeds in units(leaves):
        parts, rebuild = trees.flatten(call([outer(seeds)])[1], reals=True)
        found_rows.append(parts)
    rest = iter(found_rows)
    entries = []
    for shape in shapes:
        rows_of = [next(rest) for _ in range(int(np.prod(shape, dtype=int)))]
        columns = zip(*rows_of, strict=True) if rows_of else [()] * len(parts)
        entries.append(rebuild([assembled(list(c), shape, after=False) for c in columns]))
    return outer(entries)


# -- all sweeps in one run --------------------------------------------------------------------------


class Vector(np.ndarray[Any, Any]):
    """A real for each sweep. Like a real it is never changed: ``x += y`` makes a new one."""

    def __iadd__(self, other: Any) -> Any:  # type: ignore[misc]
        return NotImplemented

    __isub__ = __imul__ = __itruediv__ = __iadd__


def vectors(count: int) -> list[Any]:
    """The seeds of as many sweeps: the rows of the identity."""
    return [row.view(Vector) for row in np.eye(count)]


def on_vectors(call: Call, seeds: list[Any]) -> Any:
    """What a program gives with vectors in its seeds; None where it takes none, or would stop for a real."""
    found = call.specialization
    if found.vectorised is None:
        own = len(found.program.function.params)
        found.vectorised = elementwise(found.generated, found.generated.params[own:])
    if not found.vectorised:
        return None
    try:
        with np.errstate(divide="raise", invalid="raise", over="ignore", under="ignore"):
            return call(seeds)
    except ArithmeticError:
        return None


# -- seeds and entries ------------------------------------------------------------------------------


def units(leaves: Sequence[Any]) -> Iterator[list[Any]]:
    """The seeds of each sweep: zeros like the leaves, with a 1 at one place."""
    for k, v in enumerate(leaves):
        for index in np.ndindex(*np.shape(v)):
            yield [unit(leaf, index if j == k else None) for j, leaf in enumerate(leaves)]


def unit(leaf: Any, index: tuple[int, ...] | None) -> Any:
    """A zero like a leaf, or one with a 1 at an index."""
    if not isinstance(leaf, np.ndarray):
        return 1.0 if index is not None else 0.0
    e = np.zeros(leaf.shape, leaf.dtype if leaf.dtype.kind == "f" else float)
    if index is not None:
        e[index] = 1.0
    return e


def like(leaf: Any, entry: Any) -> Any:
    """An entry of a Jacobian, an array where the argument is one, of no dimensions too."""
    return np.asarray(entry) if isinstance(leaf, np.ndarray) and np.ndim(entry) == 0 else entry


def assembled(rows: list[Any], shape: tuple[int, ...], after: bool) -> Any:
    """Rows of a Jacobian as one array, with the axes that they were taken along before or after their own."""
    if shape == ():
        return rows[0]
    stacked = np.asarray(rows)
    own = stacked.ndim - 1
    full = stacked.reshape(*shape, *stacked.shape[1:])
    return np.moveaxis(full, range(len(shape)), range(own, own + len(shape))) if after else full


def converted(d: Derivative, bound: inspect.BoundArguments) -> inspect.BoundArguments:
    """The arguments with ints as reals where they are differentiated."""
    own = inspect.BoundArguments(bound.signature, dict(bound.arguments))
    for name in d._wrt:
        d._as_real(own.arguments, name)
    return own
