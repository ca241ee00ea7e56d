"""The sweeps of a Jacobian: one for each real of the argument or of the result, all in one run where that can be."""

from __future__ import annotations

import contextlib
import inspect
import operator
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sdiff.arguments import OTHER, look
from s2sdiff.numeric import tree as trees
from s2sdiff.specialize import Call

if TYPE_CHECKING:
    from s2sdiff.derivative import Derivative
    from s2sdiff.specialize import Several

_has_memory = operator.attrgetter("flags.owndata")

#: From how many seeds on one run for all of them is quicker than a run for each.
MANY = 4


def prepared(d: Derivative, bound: inspect.BoundArguments, goal: str, wrt: tuple[str, ...]) -> Call:
    """The program of one sweep with its arguments; of arguments that are told apart at a glance it is found quickly."""
    looks = tuple(map(look, bound.arguments.values()))
    key = (goal, wrt, *looks)
    found = d._quick.get(key)
    if found is not None and found.valid():
        d._last = found
        return Call(found, dict(bound.arguments), list(d._order.parameters.values()))
    call = d.prepared(bound, goal, wrt, several=False if goal == "along" else None)
    same = all(call.arguments[n] is value for n, value in bound.arguments.items())
    if OTHER not in looks and same and not call.specialization.program.written:
        d.note(key, call.specialization)
    return call


def swept(
    d: Derivative, call: Call, leaves: Sequence[Any], rebuild: trees.Rebuild, item: int | None
) -> tuple[list[Any], trees.Rebuild]:
    """What all sweeps of a program give.

    Args:
        d: the Jacobian, whose source is from now on that of the program which is run.
        call: the program of one sweep, with its arguments.
        leaves: what there is a sweep for each real of.
        rebuild: makes a seed of as many leaves.
        item: which item of what the program gives is linear in the seed; None for all of it.

    Returns:
        Arrays with the sweeps along their first axis, and what puts as many leaves together to the structure
        of what one sweep gives.
    """
    found = at_once(call, leaves, rebuild, item)
    if found is not None:
        assert call.specialization.at_once is not None
        d._last = call.specialization.at_once.specialization
        return found
    rows = []
    for seeds in units(leaves):
        results, outer = linear_leaves(call([rebuild(seeds)]), item)
        rows.append(results)
    return [np.asarray(column) for column in zip(*rows, strict=True)], outer


def linear_leaves(made: Any, item: int | None) -> tuple[list[Any], trees.Rebuild]:
    """The numbers and arrays in what is linear in the seeds."""
    return trees.flatten(made if item is None else made[item], leaf=trees.is_any_number)


def at_once(
    call: Call, leaves: Sequence[Any], rebuild: trees.Rebuild, item: int | None
) -> tuple[list[Any], trees.Rebuild] | None:
    """What all sweeps give by few runs of the program that takes many seeds; None where there is none, or it stops."""
    count = count_of(leaves)
    several = call.specialization.at_once if count >= MANY else None
    if several is None:
        return None
    block = several.extents.block(count, call.specialization.program.function.params, call.arguments)
    if block < MANY:
        return None
    program, parts = call.of(several.specialization), []
    try:
        with stopping(several):
            for start in range(0, count, block):
                size = min(block, count - start)
                seeds = directions(leaves, start, size, count)
                results, outer = linear_leaves(program([rebuild(seeds), size]), item)
                parts.append(results)
        if len(parts) == 1:
            return own(parts[0], seeds), outer
        return [np.concatenate(p) for p in zip(*parts, strict=True)], outer
    except Exception:  # what stops the sweeps stops one of them, which says why
        return None


def own(results: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """Arrays that share no memory, with one another or with others."""
    known = set(map(id, others))
    alone = len(known.union(map(id, results))) == len(known) + len(results)
    if alone and all(map(_has_memory, results)):
        return list(results)
    found = []
    for r in results:
        found.append(r if r.flags.owndata and id(r) not in known else r.copy())
        known.add(id(r))
    return found


def count_of(leaves: Sequence[Any]) -> int:
    """How many reals there are in some leaves."""
    if not trees.has_arrays(leaves):
        return len(leaves)
    return sum(leaf.size if isinstance(leaf, np.ndarray) else 1 for leaf in leaves)


def stopping(several: Several) -> Any:
    """Where reals are divided, a division by zero is an error, as it is without an axis."""
    if not several.program.divides:
        return contextlib.nullcontext()
    return np.errstate(divide="raise", invalid="raise", over="ignore", under="ignore")


def directions(leaves: Sequence[Any], start: int, size: int, count: int) -> list[Any]:
    """The seeds of some of the sweeps: those rows of the identity, in the shapes of the leaves."""
    if not trees.has_arrays(leaves):
        return list(np.eye(count, size, -start))
    rows = np.eye(size, count, start)
    found, at = [], 0
    for leaf in leaves:
        end = at + int(np.size(leaf))
        own = rows[:, at:end].reshape(size, *np.shape(leaf))
        dtype = leaf.dtype if is_float(leaf) else own.dtype
        found.append(own if len(leaves) == 1 and dtype == own.dtype else np.array(own, dtype))
        at = end
    return found


def is_float(leaf: Any) -> bool:
    """Whether a leaf is an array of floats."""
    return isinstance(leaf, np.ndarray) and leaf.dtype.kind == "f"


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


def pieces(stacks: Sequence[Any], leaves: Sequence[Any], after: bool) -> list[list[Any]]:
    """Of each of some stacks of rows, those that belong to each leaf: with the axes of the leaf after those of a row,
    or before."""
    if not trees.has_arrays(leaves) and all(rows.ndim == 1 for rows in stacks):
        return [rows.tolist() for rows in stacks]
    return [[piece(own, leaf, after) for own, leaf in zip(cut(rows, leaves), leaves, strict=True)] for rows in stacks]


def cut(rows: Any, leaves: Sequence[Any]) -> Iterator[Any]:
    """The rows of each leaf."""
    at = 0
    for leaf in leaves:
        end = at + int(np.size(leaf))
        yield rows[at:end]
        at = end


def piece(rows: Any, leaf: Any, after: bool) -> Any:
    """Some rows as one array, with the axes of a leaf in the place of the first."""
    shape = np.shape(leaf)
    found = rows.reshape((*shape, *rows.shape[1:]))
    if after:
        found = found.transpose((*range(len(shape), found.ndim), *range(len(shape))))
    return found if found.ndim or isinstance(leaf, np.ndarray) else found.item()
