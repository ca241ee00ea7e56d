"""Jacobians: a sweep along each direction of the argument, or for each real of the result."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sdiff.compiler import single_real
from s2sdiff.errors import UsageError
from s2sdiff.kinds import REAL
from s2sdiff.numeric import tree as trees

if TYPE_CHECKING:
    from s2sdiff.derivative import Derivative


def jacobian(d: Derivative, bound: inspect.BoundArguments) -> Any:
    """The Jacobian by each chosen argument: the structure of the result outside, of the argument inside."""
    if d.goal == "jacfwd" or (d.goal == "jacobian" and not wide(d, bound)):
        parts = [forward(d, bound, n, part_of(bound.arguments, n)) for n in d._wrt]
        return tuple(parts) if d._several else parts[0]
    return backward(d, bound)


def wide(d: Derivative, bound: inspect.BoundArguments) -> bool:
    """Whether the chosen arguments hold more reals than the result, so that reverse mode takes fewer sweeps."""

    def size(value: Any) -> int:
        return sum(int(np.size(v)) for v in trees.flatten(value, reals=True)[0])

    return sum(size(part_of(bound.arguments, n)) for n in d._wrt) > size(d.run(bound, "primal"))


def part_of(arguments: dict[str, Any], name: str) -> Any:
    """A chosen argument's value."""
    base, _, part = name.partition(".")
    value = arguments[base]
    if not part:
        return value
    return value[int(part)] if isinstance(value, tuple) else value[part]


def forward(d: Derivative, bound: inspect.BoundArguments, name: str, value: Any) -> Any:
    """The Jacobian by one argument, a direction at a time."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        wrt = (name,)
        saved, d._several = d._several, False
        try:
            return d.run(bound, "tangent", wrt=wrt)
        finally:
            d._several = saved
    leaves, rebuild = trees.flatten(value, reals=True)
    sizes = [np.shape(v) for v in leaves]
    columns: list[list[list[Any]]] = []
    outer: Callable[[Any], Any] | None = None
    saved, d._several = d._several, True
    try:
        for k, shape in enumerate(sizes):
            per_leaf = []
            for index in np.ndindex(*shape):
                seeds = [unit(v, index if j == k else None) for j, v in enumerate(leaves)]
                _, tangent = d.run(bound, "pushforward", [rebuild(seeds)], wrt=(name,))
                results, outer = trees.flatten(tangent, reals=True)
                per_leaf.append(list(results))
            columns.append(per_leaf)
    finally:
        d._several = saved
    if outer is None:  # an argument of size 0
        results, outer = trees.flatten(d.run(bound, "primal", wrt=(name,)), reals=True)
        return outer([rebuild([np.zeros((*np.shape(r), *s)) for s in sizes]) for r in results])
    count = len(columns[0][0]) if columns and columns[0] else 0
    entries = []
    for r in range(count):
        inner = [
            like(v, assembled([row[r] for row in per_leaf], shape, after=True))
            for v, per_leaf, shape in zip(leaves, columns, sizes, strict=True)
        ]
        entries.append(rebuild(inner))
    return outer(entries)


def like(leaf: Any, entry: Any) -> Any:
    """An entry of a Jacobian, an array where the argument is one, of no dimensions too."""
    return np.asarray(entry) if isinstance(leaf, np.ndarray) and np.ndim(entry) == 0 else entry


def unit(leaf: Any, index: tuple[int, ...] | None) -> Any:
    """A zero like a leaf, or one with a 1 at an index."""
    if not isinstance(leaf, np.ndarray):
        return 1.0 if index is not None else 0.0
    e = np.zeros(leaf.shape, leaf.dtype if leaf.dtype.kind == "f" else float)
    if index is not None:
        e[index] = 1.0
    return e


def assembled(rows: list[Any], shape: tuple[int, ...], after: bool) -> Any:
    """Rows of a Jacobian as one array, with the axes that they were taken along before or after their own."""
    if shape == ():
        return rows[0]
    stacked = np.asarray(rows)
    own = stacked.ndim - 1
    full = stacked.reshape(*shape, *stacked.shape[1:])
    return np.moveaxis(full, range(len(shape)), range(own, own + len(shape))) if after else full


def backward(d: Derivative, bound: inspect.BoundArguments) -> Any:
    """The Jacobian by all chosen arguments, a real of the result at a time."""
    lowered = d.specialization(converted(d, bound), "pullback", d._wrt)
    try:
        result = single_real(lowered.program.function.result)
        scalar = getattr(result, "kind", REAL) == REAL
    except UsageError:
        scalar = False
    if scalar:
        return d.run(bound, "grad")
    from s2sdiff.derivative import Derivative

    value = Derivative.run(d, bound, "primal")
    leaves, outer = trees.flatten(value, reals=True)
    shapes = [np.shape(v) for v in leaves]
    entries = []
    for k, shape in enumerate(shapes):
        rows = []
        rebuild_argument: Any = None
        for index in np.ndindex(*shape):
            seeds = [unit(v, index if j == k else None) for j, v in enumerate(leaves)]
            _, cotangents = d.run(bound, "pullback", [outer(seeds)])
            parts, rebuild_argument = trees.flatten(cotangents, reals=True)
            rows.append(list(parts))
        if rebuild_argument is None:
            raise UsageError("SD404", "a Jacobian of a result of size 0 is asked for", hint="use pullback")
        entries.append(
            rebuild_argument(
                [assembled(list(column), shape, after=False) for column in zip(*rows, strict=True)]
            )
        )
    if d._several:
        return tuple(outer([e[k] for e in entries]) for k in range(len(d._wrt)))
    return outer(entries)


def converted(d: Derivative, bound: inspect.BoundArguments) -> inspect.BoundArguments:
    """The arguments with ints as reals where they are differentiated."""
    own = inspect.BoundArguments(bound.signature, dict(bound.arguments))
    for name in d._wrt:
        d._as_real(own.arguments, name)
    return own
