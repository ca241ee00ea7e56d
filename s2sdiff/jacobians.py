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
    """The Jacobian by the chosen arguments: the structure of the result outside, of the argument inside."""
    chosen = [part_of(bound.arguments, n) for n in d._wrt]
    if d.goal == "jacfwd":
        parts = [forward(d, bound, n, v) for n, v in zip(d._wrt, chosen, strict=True)]
        if not d._several:
            return parts[0]
        return together(parts)
    return backward(d, bound)


def part_of(arguments: dict[str, Any], name: str) -> Any:
    """A chosen argument's value."""
    base, _, part = name.partition(".")
    value = arguments[base]
    if not part:
        return value
    return value[int(part)] if isinstance(value, tuple) else value[part]


def together(parts: list[Any]) -> Any:
    """Jacobians by several arguments: at each real of the result, a tuple of them."""
    first = parts[0]
    if isinstance(first, _Row):
        leaves = [r.leaves for r in parts]
        return first.rebuild([tuple(column) for column in zip(*leaves, strict=True)])
    return tuple(parts)


class _Row:
    """A Jacobian with its outer structure still apart."""

    def __init__(self, leaves: list[Any], rebuild: Callable[[list[Any]], Any]) -> None:
        self.leaves, self.rebuild = leaves, rebuild


def forward(d: Derivative, bound: inspect.BoundArguments, name: str, value: Any) -> Any:
    """The Jacobian by one argument, a direction at a time."""
    several = d._several
    if isinstance(value, float | int) and not isinstance(value, bool):
        wrt = (name,)
        saved, d._several = d._several, False
        try:
            tangent = d.run(bound, "tangent", wrt=wrt)
        finally:
            d._several = saved
        if not several:
            return tangent
        leaves, rebuild = trees.flatten(tangent, reals=True)
        return _Row(list(leaves), rebuild)
    leaves, rebuild = trees.flatten(value, reals=True)
    sizes = [np.shape(v) for v in leaves]
    columns: list[list[list[Any]]] = []
    outer: Callable[[Any], Any] | None = None
    saved, d._several = d._several, True
    try:
        for k, shape in enumerate(sizes):
            per_leaf = []
            for index in np.ndindex(*shape):
                seeds = [unit(s, index if j == k else None) for j, s in enumerate(sizes)]
                _, tangent = d.run(bound, "pushforward", [rebuild(seeds)], wrt=(name,))
                results, outer = trees.flatten(tangent, reals=True)
                per_leaf.append(list(results))
            columns.append(per_leaf)
    finally:
        d._several = saved
    if outer is None:
        raise UsageError("SD404", "a Jacobian by an argument of size 0 is asked for", hint="use pushforward")
    count = len(columns[0][0]) if columns and columns[0] else 0
    entries = []
    for r in range(count):
        inner = [assembled([row[r] for row in per_leaf], shape, after=True) for per_leaf, shape in zip(columns, sizes, strict=True)]
        entries.append(rebuild(inner))
    return _Row(entries, outer) if several else outer(entries)


def unit(shape: tuple[int, ...], index: tuple[int, ...] | None) -> Any:
    """A zero of a shape, or one with a 1 at an index."""
    if shape == ():
        return 1.0 if index is not None else 0.0
    e = np.zeros(shape)
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
            seeds = [unit(s, index if j == k else None) for j, s in enumerate(shapes)]
            _, cotangents = d.run(bound, "pullback", [outer(seeds)])
            parts, rebuild_argument = trees.flatten(cotangents, reals=True)
            rows.append(list(parts))
        if rebuild_argument is None:
            raise UsageError("SD404", "a Jacobian of a result of size 0 is asked for", hint="use pullback")
        entries.append(rebuild_argument([assembled(list(column), shape, after=False) for column in zip(*rows, strict=True)]))
    return outer(entries)


def converted(d: Derivative, bound: inspect.BoundArguments) -> inspect.BoundArguments:
    """The arguments with ints as reals where they are differentiated."""
    own = inspect.BoundArguments(bound.signature, dict(bound.arguments))  # type: ignore[arg-type]
    for name in d._wrt:
        d._as_real(own.arguments, name)
    return own
