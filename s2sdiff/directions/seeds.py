"""The seeds of a derivative: told apart from the arguments, and compared with what they are tangents or cotangents of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from s2sdiff.errors import UsageError
from s2sdiff.numeric import tree as trees


def apart(
    names: list[str], goal: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[tuple[Any, ...], list[Any]]:
    """The arguments of the function, and the seeds: the last of those by position, the rest by name.

    Raises:
        UsageError: SD502 where seeds are missing.
    """
    named = [n for n in names if n in kwargs]
    count = len(names) - len(named)
    if len(args) < count or named != names[count:]:
        what = "derivative along a direction" if goal == "along" else goal
        raise UsageError(
            "SD502",
            f"a {what} takes the arguments of its function, then {len(names)} more",
            hint=f"they are {', '.join(names)}",
        )
    split = len(args) - count
    return args[:split], [*args[split:], *(kwargs.pop(n) for n in named)]


def check(owner: str, name: str, value: Any, seed: Any) -> None:
    """Refuse a seed that has not the structure and the shapes of what it belongs to.

    Args:
        owner: what it belongs to, for the message.
        name: what the seed is called.
        value: what it belongs to.
        seed: the seed.

    Raises:
        UsageError: SD502.
    """
    problem = misfit(value, seed, name, owner)
    if problem:
        raise UsageError("SD502", problem, hint=f"a tangent or cotangent is built like {owner}")


def misfit(value: Any, seed: Any, name: str, owner: str) -> str:
    """Where a seed differs from a value in structure or shape; an empty string where it does not."""
    if trees.is_any_number(value):
        if isinstance(seed, np.ndarray) != isinstance(value, np.ndarray) and np.ndim(value):
            return f"`{name}` is {type(seed).__name__}, and {owner} an array of shape {np.shape(value)}"
        if not trees.is_any_number(seed):
            return f"`{name}` is {type(seed).__name__}, and {owner} a number"
        if np.shape(seed) != np.shape(value):
            return f"`{name}` has the shape {np.shape(seed)}, and {owner} {np.shape(value)}"
        return ""
    inside = trees.children(value)
    if inside is None:
        return ""
    given = trees.children(tuple(seed) if type(value) is tuple and isinstance(seed, tuple) else seed)
    parts = dict(given[0]) if given is not None else {}
    own = dict(inside[0])
    if isinstance(value, list | dict) and not isinstance(seed, type(value)):
        return f"`{name}` is {type(seed).__name__}, and {owner} {type(value).__name__}"
    if parts.keys() != own.keys():
        return f"`{name}` is not built like {owner}, which is {type(value).__name__} of {len(own)}"
    return next((p for k in own if (p := misfit(own[k], parts[k], f"{name}{k}", f"{owner}{k}"))), "")


def pulled(run: Callable[[], Any], value: Callable[[], Any], name: str, seed: Any) -> Any:
    """What a pullback gives, refused where the cotangent does not fit the value that it gives.

    Args:
        run: the call of the generated function.
        value: the value of the primal, asked for where `run` raises.
        name: what the cotangent is called.
        seed: the cotangent.
    """
    try:
        found = run()
    except (TypeError, ValueError, IndexError, KeyError, AttributeError):
        check("the result", name, value(), seed)
        raise
    check("the result", name, found[0], seed)
    return found
