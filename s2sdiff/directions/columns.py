"""Derivatives of Jacobians: a Jacobian is a stack of derivatives along directions, and so is its derivative.

A Jacobian by several reals is no one program, but each of its columns is one: the derivative along a
direction, with the direction as an argument. What is derived of the Jacobian is derived of that program,
for each direction, and stacked. So transforms compose to any depth, and each level is compiled once.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from s2sdiff.arguments import part_of
from s2sdiff.derivative import JACOBIANS, Derivative
from s2sdiff.directions.jacobian import entries_of, is_one_real, one_real_result
from s2sdiff.directions.sweeps import units
from s2sdiff.errors import UsageError
from s2sdiff.numeric import tree as trees


@dataclass(frozen=True)
class Columns:
    """A Jacobian by one argument.

    Attributes:
        member: the derivative along a direction.
        seed: the name of the direction among its arguments.
        at: the argument, a direction for each real of it.
        names: what arguments of the Jacobian are called there, where they are called differently.
    """

    member: Derivative
    seed: str
    at: Any
    names: dict[str, str] = field(default_factory=dict)

    def arguments(self, bound: inspect.BoundArguments) -> Iterator[inspect.BoundArguments]:
        """The arguments of the program for each direction."""
        leaves, rebuild = trees.flatten(self.at, reals=True)
        given = {self.names.get(n, n): v for n, v in bound.arguments.items()}
        for unit in units(leaves):
            yield inspect.BoundArguments(inspect.signature(self.member), {**given, self.seed: rebuild(unit)})

    def derived(self, d: Derivative) -> Derivative:
        """What `d` is of the Jacobian, of the program."""
        names = tuple(self.names.get(n, n) for n in d._wrt)
        return member(self.member, d, d.goal, names, d._several)


@dataclass(frozen=True)
class Stack:
    """A Jacobian column by column: the value that it is the Jacobian of, and the columns by each argument."""

    value: Any
    columns: tuple[Columns, ...]
    several: bool


def columns_of(d: Derivative, bound: inspect.BoundArguments) -> Stack | None:
    """A Jacobian (or what is derived of one) at these arguments as a stack; None where it is one program."""
    own = d.without_seeds(bound)
    inner = columns_of(d.primal, own) if isinstance(d.primal, Derivative) else None
    if inner is None and (d.goal not in JACOBIANS or one_program(d, own)):
        return None
    if d.goal not in (*JACOBIANS, "along") or d.has_aux or any("." in n for n in d._wrt):
        raise UsageError(
            "SD503",
            f"a derivative is taken of a {d.goal} of several reals, with has_aux, by one of *args, or of a Jacobian",
            hint="write the function that is meant, and differentiate that",
        )
    if d.goal == "along" and inner is not None:
        return Stack(inner.value, tuple(along(d, c) for c in inner.columns), inner.several)
    columns = []
    for name in d._wrt:
        program = member(d.primal, d, "along", (name,), False)
        columns.append(Columns(program, program.seeds[0], part_of(own.arguments, name)))
    return Stack(d.value(own), tuple(columns), d._several)


def along(d: Derivative, c: Columns) -> Columns:
    """The columns of the derivative of a Jacobian along a direction, which is an argument of it."""
    program = c.derived(d)
    return Columns(program, c.seed, c.at, {**c.names, **dict(zip(d.seeds, program.seeds, strict=True))})


def one_program(d: Derivative, bound: inspect.BoundArguments) -> bool:
    """Whether a Jacobian is by one real, or of one real."""
    single = len(d._wrt) == 1 and d.goal != "jacrev" and is_one_real(part_of(bound.arguments, d._wrt[0]))
    return single or one_real_result(d, bound)


def member(primal: Any, d: Derivative, goal: str, names: tuple[str, ...], several: bool) -> Derivative:
    """A derivative that is made on behalf of another one; the same one each time."""
    key = (id(primal), goal, names, several)
    if key not in d.members:
        d.members[key] = Derivative(primal, goal, names if several else names[0])
    return d.members[key]


def derivative(d: Derivative, stack: Stack, bound: inspect.BoundArguments, seeds: list[Any]) -> Any:
    """A derivative of a Jacobian, column by column."""
    if d.goal in ("grad", "value_and_grad") or d.has_aux:
        raise UsageError(
            "SD404", "a gradient is of one real, and a Jacobian is several", hint="use jacfwd or jacrev"
        )
    if any("." in n for n in d._wrt):
        raise UsageError(
            "SD503", "a Jacobian is differentiated by one of *args or **kwargs", hint="name the arguments"
        )
    given = iter(seeds)
    if d.goal == "pullback":
        return pulled(d, stack, bound, next(given))
    if d.goal == "pushforward":
        made = [column(d, c, bound, seeds) for c in stack.columns]
        value = stacked(stack, [[pair[0] for pair in c] for c in made])
        return value, stacked(stack, [[pair[1] for pair in c] for c in made])
    return stacked(stack, [column(d, c, bound, seeds) for c in stack.columns])


def column(d: Derivative, c: Columns, bound: inspect.BoundArguments, seeds: list[Any]) -> list[Any]:
    """The derivative of each column."""
    derived = c.derived(d)
    return [derived._call((*own.args, *seeds), dict(own.kwargs)) for own in c.arguments(bound)]


def stacked(stack: Stack, made: list[list[Any]]) -> Any:
    """The structure of the value outside, then that of the arguments, then what was derived inside."""
    parts = [by_argument(stack.value, c.at, found) for c, found in zip(stack.columns, made, strict=True)]
    _, outer = trees.flatten(stack.value, reals=True)
    return outer([row if stack.several else row[0] for row in zip(*parts, strict=True)])


def by_argument(value: Any, argument: Any, made: list[Any]) -> list[Any]:
    """For each real or array of the value, what was derived of its columns, in the structure of the argument."""
    owners, _ = trees.flatten(value, reals=True)
    leaves, rebuild = trees.flatten(argument, reals=True)
    entries = [entries_of(value, m) for m in made]
    found = []
    for k, owner in enumerate(owners):
        rest = iter([e[k] for e in entries])
        inner = []
        for leaf in leaves:
            shape = np.shape(leaf)
            rows = [next(rest) for _ in range(int(np.prod(shape, dtype=int)))]
            inner.append(put_together(rows, shape, np.ndim(owner)))
        found.append(rebuild(inner))
    return found


def put_together(rows: list[Any], shape: tuple[int, ...], before: int) -> Any:
    """What was derived of the columns of one array, with its axes after the first ones, those of the value."""
    if shape == ():
        return rows[0]
    flat = [trees.flatten(r, reals=True) for r in rows]
    rebuild: Callable[[list[Any]], Any] = flat[0][1]
    own = range(len(shape))
    return rebuild(
        [
            np.moveaxis(assembled(list(leaves), shape), own, range(before, before + len(shape)))
            for leaves in zip(*(leaves for leaves, _ in flat), strict=True)
        ]
    )


def assembled(rows: list[Any], shape: tuple[int, ...]) -> Any:
    """Rows as one array, with the axes that they were taken along in the place of the first."""
    stacked = np.asarray(rows)
    return stacked.reshape(*shape, *stacked.shape[1:])


def pulled(d: Derivative, stack: Stack, bound: inspect.BoundArguments, cotangent: Any) -> Any:
    """The value of a Jacobian, and the cotangents of the arguments: the sum of those of the columns."""
    owners, outer = trees.flatten(stack.value, reals=True)
    blocks = entries_of(stack.value, cotangent)
    total: Any = None
    values: list[list[Any]] = []
    for at, c in enumerate(stack.columns):
        derived = c.derived(d)
        own_blocks = [trees.flatten(b[at] if stack.several else b, reals=True)[0] for b in blocks]
        values.append([])
        for own, place in zip(c.arguments(bound), places(c.at), strict=True):
            seed = outer([picked(b, place, np.ndim(o)) for b, o in zip(own_blocks, owners, strict=True)])
            value, bars = derived._call((*own.args, seed), dict(own.kwargs))
            values[-1].append(value)
            total = bars if total is None else trees.combine(_sum, total, bars)
    return stacked(stack, values), total


def _sum(a: Any, b: Any) -> Any:
    return a + b if trees.is_number(a) else a


def places(argument: Any) -> list[tuple[int, tuple[int, ...]]]:
    """Which leaf, and where in it, each direction is along."""
    leaves, _ = trees.flatten(argument, reals=True)
    return [(k, index) for k, v in enumerate(leaves) for index in np.ndindex(*np.shape(v))]


def picked(block: list[Any], place: tuple[int, tuple[int, ...]], before: int) -> Any:
    """The part of the cotangent of a Jacobian that belongs to one column."""
    leaf, index = place
    part = block[leaf]
    return part[(slice(None),) * before + index] if np.ndim(part) else part
