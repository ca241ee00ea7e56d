"""Arguments that share memory: one object in two places, or arrays that overlap.

Inside a function, what shares memory is followed. What was shared before the call cannot be told from the text. It
counts only where the function writes to it: then the call is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType, ModuleType
from typing import Any

import numpy as np

from s2sdiff.errors import Place, UsageError
from s2sdiff.numeric import tree as trees

_NUMBERS = {float, int, np.float64, complex, bool, str}
_MEMORY = (np.ndarray, list, dict)


def refuse_overlap(arguments: dict[str, Any], written: frozenset[str], code: CodeType | None) -> None:
    """Refuse arguments with arrays, lists or dicts that share memory, of which the function writes to one.

    Args:
        arguments: the values by the names of the parameters.
        written: the names of the parameters that are written to; parts of what is taken apart have names of their own.
        code: that of the function, for the place of the refusal.
    """
    apart = not written <= arguments.keys()
    at_risk = {n for n, v in arguments.items() if n in written or (apart and not isinstance(v, _MEMORY))}
    for name, other in shared(arguments):
        if name in at_risk or other in at_risk:
            name, other = (name, other) if name in at_risk else (other, name)
            which = f"the arguments `{name}` and `{other}`" if name != other else f"parts of the argument `{name}`"
            place = Place(code.co_filename, code.co_firstlineno) if code else None
            raise UsageError("SD205", f"{which} share memory, and `{name}` is written to", place, "pass a copy")


def shared(arguments: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The names of the arguments of which pieces share memory, in pairs."""
    owners: dict[int, str] = {}
    arrays: list[tuple[int, int, str, np.ndarray[Any, Any]]] = []
    for name, value in arguments.items():
        for piece in memory_of(value):
            if id(piece) in owners:
                yield name, owners[id(piece)]
            owners[id(piece)] = name
            if isinstance(piece, np.ndarray):
                arrays.append((*reach(piece), name, piece))
    reaching: list[tuple[int, int, str, np.ndarray[Any, Any]]] = []  # those that end after the one at hand begins
    for row in sorted(arrays, key=lambda row: row[:2]):
        reaching = [r for r in reaching if r[1] > row[0]]
        yield from ((row[2], r[2]) for r in reaching if r[3] is not row[3] and np.may_share_memory(r[3], row[3]))
        reaching.append(row)


def reach(a: np.ndarray[Any, Any]) -> tuple[int, int]:
    """Where the memory of an array begins and ends."""
    first = a.__array_interface__["data"][0]
    steps = [(n - 1) * by for n, by in zip(a.shape, a.strides, strict=True)] if a.size else []
    return first + sum(s for s in steps if s < 0), first + sum(s for s in steps if s > 0) + a.itemsize * (a.size > 0)


def memory_of(value: Any, within: tuple[int, ...] = ()) -> Iterator[Any]:
    """The arrays, lists and dicts of a structure, itself first; an object's are those that it holds."""
    if isinstance(value, _MEMORY):
        yield value
    if isinstance(value, np.ndarray | type | ModuleType) or id(value) in within:
        return
    if isinstance(value, list) and value and type(value[0]) in _NUMBERS:
        return
    inside = trees.children(value)
    parts = [part for _, part in inside[0]] if inside is not None else list(getattr(value, "__dict__", {}).values())
    for part in parts:
        if type(part) not in _NUMBERS:
            yield from memory_of(part, (*within, id(value)))
