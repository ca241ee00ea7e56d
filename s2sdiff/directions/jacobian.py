"""Jacobians: a sweep along each direction of the argument, or for each real of the result.

All sweeps are runs of one program, and one run of the program that takes many seeds where there is one (see
`transforms.batched`).
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import numpy as np

from s2sdiff.arguments import part_of, with_reals
from s2sdiff.directions.sweeps import MANY, count_of, pieces, prepared, swept
from s2sdiff.errors import UsageError
from s2sdiff.graph import Const
from s2sdiff.kinds import REAL
from s2sdiff.numeric import tree as trees
from s2sdiff.single import single_real

if TYPE_CHECKING:
    from s2sdiff.derivative import Derivative
    from s2sdiff.specialize import Specialization


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
        d.specialization(with_reals(bound, d._wrt), "grad", d._wrt)  # says what the result is
    parts = [forward(d, bound, n) for n in d._wrt]
    found = tuple(parts) if d._several else parts[0]
    if d.goal == "value_and_grad":
        return d.value(bound), found
    return (found, d.value(bound)[1]) if d.has_aux else found


def holds_complex(value: Any) -> bool:
    """Whether a value is, or holds, a complex number or an array of them."""
    return any(map(trees.is_complex, trees.typical(trees.flatten(value, leaf=trees.is_any_number)[0])))


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


def lowered(d: Derivative, bound: inspect.BoundArguments) -> Specialization:
    """The program that a Jacobian at these arguments is a run of: that of many sweeps, of one, or its gradient."""
    if one_real_result(d, bound):
        return d.specialization(bound, "grad", d._wrt)
    backwards = d.goal == "jacrev"
    found = d.specialization(bound, "pullback" if backwards else "along", d._wrt)
    leaves, _ = trees.flatten(part_of(bound.arguments, d._wrt[0]), reals=True)
    several = found.at_once if backwards or count_of(leaves) >= MANY else None
    d._last = found if several is None else several.specialization
    return d._last


def is_one_real(value: Any) -> bool:
    """Whether an argument is a number, not an array or a structure of them."""
    return isinstance(value, float | int) and not isinstance(value, bool)


def one_real_result(d: Derivative, bound: inspect.BoundArguments) -> bool:
    """Whether what is differentiated returns one real, so that its Jacobian is its gradient."""
    lowered = d.specialization(with_reals(bound, d._wrt), "primal", d._wrt)
    result = lowered.program.function.result
    if d.has_aux:
        result = getattr(result, "items", (result,))[0]
    try:
        real = single_real(result)
    except UsageError:
        return False
    return isinstance(real, Const) or real.kind == REAL


def forward(d: Derivative, bound: inspect.BoundArguments, name: str) -> Any:
    """The Jacobian by one argument, a direction at a time or all at once."""
    value = part_of(bound.arguments, name)
    if is_one_real(value):
        found = d.prepared(bound, "tangent", (name,), several=False)()
        return found[0] if d.has_aux else found
    leaves, rebuild = trees.flatten(value, reals=True)
    if not count_of(leaves):
        shapes = [np.shape(v) for v in leaves]
        results, outer = trees.flatten(main_part(d, bound), leaf=trees.is_any_number)
        return outer([rebuild([np.zeros((*np.shape(r), *s)) for s in shapes]) for r in results])
    call = prepared(d, bound, "along", (name,))
    stacks, outer = swept(d, call, leaves, rebuild, 0 if d.has_aux else None)
    return outer(list(map(rebuild, pieces(stacks, leaves, after=True))))


def backward(d: Derivative, bound: inspect.BoundArguments) -> Any:
    """The Jacobian by all chosen arguments, a real of the result at a time or all at once."""
    if one_real_result(d, bound):
        found = d.prepared(bound, "grad", d._wrt)()
        return found[0] if d.has_aux else found
    value = main_part(d, bound)
    if holds_complex(value):
        raise complex_jacobian("a complex result")
    leaves, outer = trees.flatten(value, reals=True)
    if not count_of(leaves):
        shapes = [np.shape(v) for v in leaves]
        chosen = [part_of(bound.arguments, n) for n in d._wrt]
        own, rebuild = trees.flatten(tuple(chosen) if d._several else chosen[0], reals=True)
        return outer([rebuild([np.zeros((*s, *np.shape(v))) for v in own]) for s in shapes])
    call = prepared(d, bound, "pullback", d._wrt)
    stacks, rebuild = swept(d, call, leaves, outer, 1)
    return outer(list(map(rebuild, zip(*pieces(stacks, leaves, after=False), strict=True))))
