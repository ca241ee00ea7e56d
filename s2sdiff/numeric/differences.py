"""Numeric differentiation: the derivative of a function from its values, for checks and for comparison.

Schemes, each along one real variable t at 0, with error of the order of the truncation for a step h:

* ``forward``: (f(h) - f(0)) / h, O(h); by default h = eps**(1/2) max(1, abs(x)).
* ``central``: (f(h) - f(-h)) / 2h, O(h**2); by default h = eps**(1/3) max(1, abs(x)).
* ``ridders``: central differences for a sequence of falling h, extrapolated to h = 0 by Neville's
  scheme, keeping the entry of the tableau with the least error. Ten times the work of ``central``, and
  about 1e-11 relative on smooth functions. The step starts anew eight times smaller where the
  function fails or is not finite, so x may be near the end of the domain.
* ``complex``: Im f(ih) / h, O(h**2), without cancellation, so that h is as small as 1e-200 and the result
  exact to rounding. The function must be analytic as written: ``abs``, ``conj``, ``vdot``, ``norm``,
  ``.real`` lose the imaginary part, and ``math`` does not take complex numbers.

eps is that of the coarsest dtype among argument and result; a float32 argument stays float32.

Sources: C. J. F. Ridders, Accurate computation of F'(x) and F'(x) F''(x), Adv. Eng. Software 4 (1982)
75-76; W. H. Press et al., Numerical Recipes, 3rd ed. (2007), section 5.7; W. Squire and G. Trapp, Using
complex variables to estimate derivatives of real functions, SIAM Rev. 40 (1998) 110-112.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from s2sdiff.numeric.arguments import Argnums, Call
from s2sdiff.numeric.tree import Rebuild, flatten, fresh, is_complex, is_number

SCHEMES = ("central", "forward", "complex", "ridders")

Vector = NDArray[Any]
Line = Callable[[Any], Vector]

_FALL, _ROWS, _SHRINKS = 1.6, 10, 30


def differences(
    fun: Callable[..., Any], argnums: Argnums = 0, scheme: str = "central", step: float | None = None
) -> Callable[..., Any]:
    """The numeric derivative of `fun`, a function called like it.

    Args:
        fun: a function of reals; an argument may be a float, an array, or a tuple, list, dict, dataclass
            or NamedTuple of those. An int counts as the real it is passed for.
        argnums: a position or a parameter name, or a tuple of them.
        scheme: ``"central"``, ``"forward"``, ``"complex"`` or ``"ridders"``; see the module.
        step: the absolute step h (for ``ridders`` the first one) instead of one scaled to the argument.

    Returns:
        A function whose result has the structure of the result of `fun`, in which each real stands
        replaced by the structure of the argument (by a tuple of them, if `argnums` is a tuple), in which
        each real holds the partial derivatives: an array of shape ``(*result.shape, *argument.shape)``,
        or a float where both are scalars. So a function with one real result gives the structure of the
        argument, and one of an (n,) array with an (m,) array as its result gives the (m, n) Jacobian.
        It calls `fun` with copies, which `fun` may overwrite.

    Raises:
        ValueError: an unknown scheme, a step that is not positive; on a call, that the complex step is
            not applicable, for `fun` drops the imaginary part.
        TypeError: on a call, an argument or a result without reals, or a result whose structure or shape
            varies with the argument.
    """
    if scheme not in SCHEMES:
        raise ValueError(f"scheme is one of {', '.join(SCHEMES)}, not {scheme!r}")
    if step is not None and not step > 0:
        raise ValueError(f"step is a positive number, not {step!r}")

    @functools.wraps(fun, updated=())
    def derivative(*args: Any, **kwargs: Any) -> Any:
        call = Call(fun, args, kwargs, argnums)
        probe = Probe(fun, call)
        blocks = []
        for index, leaf in enumerate(probe.leaves):
            x = np.asarray(leaf)
            columns = np.zeros((probe.base.size, x.size), probe.base.dtype)
            for at in range(x.size):
                direction = np.zeros(x.size, x.dtype)
                direction[at] = 1
                line = probe.line({index: direction.reshape(x.shape)})
                columns[:, at] = probe.slope(line, scheme, step, x.flat[at])[0]
            blocks.append(columns)
        parts = []
        for where, result in zip(probe.slices, probe.results, strict=True):
            partials = [
                _block(columns[where], result, leaf)
                for columns, leaf in zip(blocks, probe.leaves, strict=True)
            ]
            structure = probe.rebuild(partials)
            parts.append(structure[0] if call.single else tuple(structure))
        return probe.rebuild_result(parts)

    return derivative


def _block(columns: Vector, result: Any, leaf: Any) -> Any:
    """The (result.size, leaf.size) partial derivatives in their shape and dtype."""
    shape = np.shape(result) + np.shape(leaf)
    if not isinstance(result, np.ndarray) and not isinstance(leaf, np.ndarray):
        return float(columns[0, 0])
    dtypes: list[np.dtype[Any]] = [x.dtype for x in (result, leaf) if isinstance(x, np.ndarray)]
    dtype = np.result_type(*[d for d in dtypes if d.kind == "f"] or [np.dtype(np.float64)])
    return columns.reshape(shape).astype(dtype)


class Probe:
    """A function as a vector of reals that varies along a line through the chosen arguments.

    Attributes:
        leaves, rebuild: the reals of the chosen arguments (ints made floats), and back to a list of them.
        owners: for each leaf, the position of its argument among the chosen ones.
        results, rebuild_result: the same for the result at the arguments.
        slices: where each of `results` lies in `base`, the result as one vector.
        eps: the coarsest of the dtypes involved.
    """

    def __init__(self, fun: Callable[..., Any], call: Call) -> None:
        self.fun, self.call = fun, call
        self.owners: list[int] = []
        for index, (name, value) in enumerate(zip(call.names, call.chosen, strict=True)):
            count = len(flatten(value, reals=True)[0])
            if not count:
                raise TypeError(f"`{name}` is {type(value).__name__} without reals to differentiate by")
            self.owners += [index] * count
        leaves, self.rebuild = flatten(call.chosen, reals=True)
        self.leaves = [as_real(each) for each in leaves]
        self.results, self.rebuild_result = self._run(self.leaves)
        if not self.results:
            raise TypeError("the result has no reals to differentiate")
        if any(np.iscomplexobj(each) for each in self.results):
            raise TypeError("the result is complex: differentiate its real and imaginary parts")
        ends = itertools.accumulate((np.size(each) for each in self.results), initial=0)
        self.slices = [slice(a, b) for a, b in itertools.pairwise(ends)]
        self.base = _vector(self.results)
        kinds = [np.asarray(x).dtype for x in (*self.leaves, *self.results)]
        self.eps = max(float(np.finfo(k).eps) for k in kinds if k.kind == "f")

    def _run(self, leaves: Sequence[Any]) -> tuple[list[Any], Rebuild]:
        args, kwargs = self.call.replaced(self.rebuild(leaves))
        value = self.fun(*fresh(args), **fresh(kwargs))
        return flatten(value, leaf=lambda part: is_number(part) or is_complex(part))

    def line(self, directions: dict[int, Any]) -> Callable[[Any], list[Any]]:
        """The result as a function of t (real or complex): leaf i is ``leaves[i] + t * directions[i]``."""

        def at(t: Any) -> list[Any]:
            leaves = list(self.leaves)
            for index, direction in directions.items():
                moved = np.asarray(leaves[index]) + t * direction
                is_array = isinstance(leaves[index], np.ndarray)
                leaves[index] = np.asarray(moved) if is_array else _scalar(moved, leaves[index])
            results, _ = self._run(leaves)
            if [np.shape(each) for each in results] != [np.shape(each) for each in self.results]:
                raise TypeError("the structure or shape of the result varies with the argument")
            return results

        return at

    def slope(
        self, line: Callable[[Any], list[Any]], scheme: str, step: float | None, x: Any
    ) -> tuple[Vector, Vector]:
        """The derivative of the result along `line` at 0, and (for ``ridders``) an estimate of its error.

        Both have the shape of `base`. `x` is where the variable stands, to which steps are scaled.
        """
        scale = max(1.0, abs(float(x)))
        if scheme == "complex":
            h = step or float(np.finfo(np.result_type(x, np.float32)).tiny) ** 0.65
            return self._complex(line, h), np.zeros(self.base.size)
        sizes = {
            "forward": self.eps ** (1 / 2),
            "central": self.eps ** (1 / 3),
            "ridders": 10 * self.eps**0.2,
        }
        # The step is the distance of two floats, so that x + h is exact.
        h = step or float(x + np.asarray(sizes[scheme] * scale, np.asarray(x).dtype)) - float(x)
        if scheme == "forward":
            return (_vector(line(h)) - self.base) / h, np.zeros(self.base.size)
        if scheme == "central":
            return (_vector(line(h)) - _vector(line(-h))) / (2 * h), np.zeros(self.base.size)
        return self._ridders(lambda t: _vector(line(t)), h)

    def _complex(self, line: Callable[[Any], list[Any]], h: float) -> Vector:
        try:
            results = line(1j * h)
        except TypeError as error:
            raise TypeError(
                f"the complex step needs a function that takes complex numbers ({error}); "
                'use scheme="central"'
            ) from error
        real = [i for i, each in enumerate(results) if not np.iscomplexobj(each)]
        if real:
            change = self.slope(line, "central", None, 0.0)[0]
            if any(np.any(np.abs(change[self.slices[i]]) > 1e-6) for i in real):
                raise ValueError(
                    "the complex step is not applicable: the function drops the imaginary part "
                    '(abs, norm, .real, conj?); use scheme="central"'
                )
        return np.imag(_vector(results)) / h

    def _ridders(self, line: Line, h: float) -> tuple[Vector, Vector]:
        finite = np.isfinite(self.base)
        for attempt in range(_SHRINKS):
            try:
                with np.errstate(all="ignore"):
                    slope, error = ridders_tableau(line, h, self.eps * np.abs(self.base))
            except (ArithmeticError, ValueError):
                if attempt == _SHRINKS - 1:
                    raise
            else:
                if np.all(np.isfinite(slope[finite])):
                    break
            h /= 8
        return slope, error


def ridders_tableau(line: Line, h: float, noise: Vector | float = 0.0) -> tuple[Vector, Vector]:
    """The derivative of `line` at 0 by extrapolated central differences, and an estimate of its error.

    Args:
        line: from a real to a vector of shape (n,).
        h: the first step, over which `line` may change much; each next one is 1.6 times smaller.
        noise: the rounding error of a value of `line`, of shape (n,) or ().

    Returns:
        Two vectors of shape (n,). Where no difference is finite they are nan and inf. The estimate is
        the change to the neighbours in Neville's tableau, after Numerical Recipes, and the noise over h.
    """
    row: list[Vector] = []
    for _ in range(_ROWS):
        plus, minus = line(h), line(-h)
        before, row = row, [(plus - minus) / (2 * h)]
        if not before:
            best, least = np.full(plus.shape, np.nan), np.full(plus.shape, np.inf)
            if not np.all(np.isfinite(row[0])):
                return best, least
        factor = 1.0
        for column, older in enumerate(before):
            factor *= _FALL**2
            row.append((row[column] * factor - older) / (factor - 1.0))
            error = np.maximum(np.abs(row[-1] - row[-2]), np.abs(row[-1] - older)) + noise / h
            better = error <= least
            best, least = np.where(better, row[-1], best), np.where(better, error, least)
        h /= _FALL
    return best, least


def as_real(leaf: Any) -> Any:
    """A real or an array of them as floats: ints become float64, floats stay what they are."""
    if isinstance(leaf, np.ndarray):
        return leaf if leaf.dtype.kind == "f" else leaf.astype(np.float64)
    if isinstance(leaf, np.integer):
        return np.float64(leaf)
    return leaf if isinstance(leaf, np.floating) else float(leaf)


def _scalar(moved: Any, like: Any) -> Any:
    """The 0-d `moved` as the scalar type of `like`, or as a complex one."""
    if isinstance(like, np.floating):
        return moved.dtype.type(moved) if np.iscomplexobj(moved) else like.dtype.type(moved)
    return moved.item()


def _vector(results: Sequence[Any]) -> Vector:
    """The reals of a result in one vector, in float64 or wider."""
    wide = np.result_type(np.float64, *[np.asarray(each).dtype for each in results])
    return np.concatenate([np.ravel(np.asarray(each, wide)) for each in results])
