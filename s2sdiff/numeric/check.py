"""Derivatives checked against differences along a random direction.

One random direction sees a mistake in any component with probability one, at the price of one directional
derivative (the gradient check of JAX, jax.test_util.check_grads; A. Griewank and A. Walther, Evaluating
Derivatives, 2nd ed., SIAM 2008, section 3). Each order is checked by first-order differences of the
derivative of the order before, so none loses digits to repeated differences.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from s2sdiff.numeric.arguments import Argnum, Argnums, Call, parameters
from s2sdiff.numeric.differences import Probe, as_real
from s2sdiff.numeric.tree import flatten, fresh, is_real, paths

MODES = ("forward", "reverse")

Vector = NDArray[Any]


class GradientMismatch(AssertionError):
    """A derivative that is not the one that differences give.

    Attributes:
        argument: the part of the arguments where they disagree most, such as ``"x"`` or ``"p['w']"``; empty
            where it is no derivative that is wrong, but the value or the shape.
        got: what the mode gives: its derivative along the direction, restricted to that part.
        expected: what differences give.
        relative: ``abs(got - expected) / max(abs(got), abs(expected))``.
        mode: "forward", "reverse", or for higher orders such as "forward over reverse".
        order: the order of the derivative.
    """

    def __init__(
        self, what: str, mode: str, order: int, argument: str = "", got: Any = None, expected: Any = None
    ):
        self.argument, self.got, self.expected, self.mode, self.order = argument, got, expected, mode, order
        self.relative = float("nan")
        if got is not None:
            scale = max(abs(got), abs(expected))
            self.relative = abs(got - expected) / scale if scale else 0.0
            what = (
                f"the derivative along `{argument}` is {got!r}, by differences {expected!r} "
                f"(relative disagreement {self.relative:.2g})"
            )
        super().__init__(f"{mode} mode, order {order}: {what}")


@dataclass(frozen=True)
class _Check:
    """What stays the same in all orders."""

    modes: tuple[str, ...]
    rtol: float
    atol: float
    random: np.random.Generator


def check_grads(
    fun: Callable[..., Any],
    args: Any,
    order: int = 2,
    modes: Sequence[str] = MODES,
    *,
    rtol: float | None = None,
    atol: float | None = None,
    argnums: Argnums | None = None,
    seed: int = 0,
) -> None:
    """Compare the derivatives of `fun` with differences, up to `order`, in every mix of `modes`.

    Args:
        fun: a function of reals, arrays, and structures of them; its result likewise.
        args: the tuple of its arguments; what is no tuple is the one argument.
        order: 1 checks the derivative, 2 that of the derivative too, and so on.
        modes: "forward", "reverse" or a sequence of both.
        rtol, atol: how far the two may be apart: ``atol + rtol * max(abs(one), abs(other))``, plus the
            rounding error of the differences. By default 1e-6 and 1e-9 for float64, and 1e-2 and 1e-3
            if a float32 is among arguments and result.
        argnums: the arguments to differentiate by; by default those that contain floats.
        seed: of the random directions.

    The direction is drawn from the unit sphere over all reals of these arguments, each argument measured
    by its own largest magnitude. Forward mode is compared along it for each real of the result; reverse
    mode for the product with a random vector on the unit sphere over the reals of the result.

    Raises:
        GradientMismatch: they disagree, or a derivative has another value or shape than the function.
        TypeError: no argument contains a float and `argnums` names none, or it names a keyword-only one.
        ValueError: an unknown mode, or an order below 1.
    """
    modes = (modes,) if isinstance(modes, str) else modes
    if not set(modes) <= set(MODES) or not modes:
        raise ValueError(f"modes are of {', '.join(MODES)}, not {modes!r}")
    if order < 1:
        raise ValueError(f"order is at least 1, not {order!r}")
    args = list(args) if isinstance(args, tuple) else [args]
    if argnums is None:
        argnums = tuple(i for i, value in enumerate(args) if flatten(value)[0])
        if not argnums:
            raise TypeError("no argument contains a float; argnums name ints that stand for reals")
    wanted: Sequence[Argnum] = (argnums,) if isinstance(argnums, (int, str)) else argnums
    argnums = tuple(n + len(args) if isinstance(n, int) and n < 0 else n for n in wanted)
    args += [p.default for p in _rest(fun, len(args))]
    probe = Probe(fun, Call(fun, args, {}, argnums))
    coarse = probe.eps > 1e-10
    check = _Check(
        tuple(modes),
        rtol if rtol is not None else (1e-2 if coarse else 1e-6),
        atol if atol is not None else (1e-3 if coarse else 1e-9),
        np.random.default_rng(seed),
    )
    keys = tuple(probe.call.keys)
    if any(isinstance(key, str) for key in keys):
        raise TypeError("argnums name a keyword-only parameter, which is not among the arguments")
    args, _ = probe.call.replaced(probe.rebuild(probe.leaves))
    _check_order(fun, args, keys, check, probe, order, ())


def _rest(fun: Callable[..., Any], count: int) -> Iterator[inspect.Parameter]:
    """The positional parameters that are left to their defaults."""
    known = [p for p in parameters(fun) if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    for each in known[count:]:
        if each.default is each.empty:
            break
        yield each


def _check_order(
    fun: Callable[..., Any],
    args: list[Any],
    argnums: tuple[Argnum, ...],
    check: _Check,
    probe: Probe,
    order: int,
    via: tuple[str, ...],
) -> None:
    from s2sdiff.api import pullback, pushforward

    directions = _sphere(check.random, probe.leaves, measured=True)
    weights = _weights(check.random, probe)
    for mode in check.modes:
        name = " over ".join((mode, *via))
        derive = pushforward if mode == "forward" else pullback
        derived = derive(fun, argnums=argnums)
        seeds = probe.rebuild(directions) if mode == "forward" else [probe.rebuild_result(weights)]
        run = _Run(derived, args, probe, check, name, len(via) + 1)
        if mode == "forward":
            run.forward(directions)
        else:
            run.reverse(directions, weights, seeds[0])
        if order > 1:
            more = [*args, *seeds]
            numbers = (*argnums, *range(len(args), len(more)))
            deeper = Probe(derived, Call(derived, more, {}, numbers))
            _check_order(derived, more, numbers, check, deeper, order - 1, (mode, *via))


@dataclass(frozen=True)
class _Run:
    """One derivative of one function, about to be compared with differences."""

    derived: Callable[..., Any]
    args: list[Any]
    probe: Probe
    check: _Check
    mode: str
    order: int

    def forward(self, directions: list[Any]) -> None:
        """Compare each real of the result along `directions`."""
        keep = _floats(self.probe)
        if self._excess(self._pushed(directions)[keep], *self._numeric(directions, keep)).max() <= 1:
            return
        worst = (-1.0, "", 0.0, 0.0)
        for path, alone in self._one_by_one(directions):
            got, (expected, error) = self._pushed(alone)[keep], self._numeric(alone, keep)
            excess = self._excess(got, expected, error)
            at = int(excess.argmax())
            worst = max(worst, (float(excess[at]), path, float(got[at]), float(expected[at])))
        raise GradientMismatch("", self.mode, self.order, *worst[1:])

    def reverse(self, directions: list[Any], weights: list[Any], seed: Any) -> None:
        """Compare the product of `weights` with the result along `directions`."""
        value, cotangents = self.derived(*fresh(self.args), fresh(seed))
        self._same_value(value)
        pulled = self._leaves(list(cotangents), self.probe.leaves, "gradient")
        products = [float(np.sum(np.asarray(g) * d)) for g, d in zip(pulled, directions, strict=True)]
        weight = _joined(weights)

        def numeric(along: list[Any]) -> tuple[Vector, Vector, Vector]:
            slope, error = self._numeric(along, slice(None))
            used = weight != 0
            return (
                np.array([np.sum((weight * slope)[used])]),
                np.array([np.sum(np.abs(weight * error)[used])]),
                np.array([np.sum(np.abs(weight * slope)[used])]),
            )

        if self._excess(np.array([sum(products)]), *numeric(directions)).max() <= 1:
            return
        worst = (-1.0, "", 0.0, 0.0)
        for product, (path, alone) in zip(products, self._one_by_one(directions), strict=True):
            expected, error, size = numeric(alone)
            excess = self._excess(np.array([product]), expected, error, size)
            worst = max(worst, (float(excess[0]), path, product, float(expected[0])))
        raise GradientMismatch("", self.mode, self.order, *worst[1:])

    def _pushed(self, directions: list[Any]) -> Vector:
        value, tangent = self.derived(*fresh(self.args), *fresh(self.probe.rebuild(directions)))
        self._same_value(value)
        return _joined(self._leaves(tangent, self.probe.results, "tangent"))

    def _numeric(self, directions: list[Any], keep: Any) -> tuple[Vector, Vector]:
        slope, error = self.probe.slope(self.probe.line(dict(enumerate(directions))), "ridders", None, 0.0)
        return slope[keep], error[keep]

    def _one_by_one(self, directions: list[Any]) -> Iterator[tuple[str, list[Any]]]:
        """The directions in which one real or array changes alone, each with its name."""
        call = self.probe.call
        names = [
            path
            for name, value in zip(call.names, call.chosen, strict=True)
            for path in paths(value, name, reals=True)
        ]
        for i, name in enumerate(names):
            yield name, [d if i == j else d * 0 for j, d in enumerate(directions)]

    def _excess(self, got: Vector, expected: Vector, error: Vector, size: Vector | None = None) -> Vector:
        """By which factor each disagreement exceeds what is allowed; inf where one is not finite."""
        scale = np.maximum(np.abs(got), np.abs(expected))
        noise = np.minimum(error, self.check.rtol * (scale if size is None else np.maximum(scale, size)))
        rounding = 1e3 * self.probe.eps * float(np.max(np.abs(self.probe.base), initial=0.0))
        allowed = self.check.atol + self.check.rtol * scale + noise + rounding
        with np.errstate(invalid="ignore"):
            excess = np.abs(got - expected) / allowed
        return np.append(np.where(np.isfinite(excess), excess, np.inf), 0.0)

    def _same_value(self, value: Any) -> None:
        base, new = self.probe.base, _joined(self._leaves(value, self.probe.results, "value"))
        if not np.allclose(new, base, rtol=self.check.rtol, atol=self.check.atol, equal_nan=True):
            at = int(
                np.argmax(~np.isclose(new, base, rtol=self.check.rtol, atol=self.check.atol, equal_nan=True))
            )
            what = f"the value is {float(new[at])!r}, that of the function {float(base[at])!r}"
            raise GradientMismatch(what, self.mode, self.order)

    def _leaves(self, value: Any, like: Sequence[Any], what: str) -> list[Any]:
        """The reals of `value`, one of the shape of each in `like`."""
        found = flatten(value, reals=True)[0]
        shapes, wanted = [np.shape(each) for each in found], [np.shape(each) for each in like]
        if shapes != wanted:
            problem = f"the {what} has reals of the shapes {shapes}, where {wanted} are right"
            raise GradientMismatch(problem, self.mode, self.order)
        return found


def _sphere(random: np.random.Generator, leaves: Sequence[Any], measured: bool = False) -> list[Any]:
    """A point on the unit sphere over all `leaves`, `measured` by their largest magnitudes."""
    drawn = [random.standard_normal(np.shape(each)) for each in leaves]
    length = float(np.sqrt(sum(np.sum(np.square(each)) for each in drawn))) or 1.0
    out: list[Any] = []
    for each, leaf in zip(drawn, leaves, strict=True):
        size = (float(np.max(np.abs(leaf), initial=0.0)) or 1.0) if measured else 1.0
        point = np.asarray(each) * (size / length)
        out.append(point.astype(leaf.dtype) if isinstance(leaf, np.ndarray) else float(point))
    return out


def _weights(random: np.random.Generator, probe: Probe) -> list[Any]:
    """A cotangent of the result; ints in it have none, unless it has no floats."""
    drawn = _sphere(random, [as_real(each) for each in probe.results])
    if any(is_real(each) for each in probe.results):
        return [w if is_real(each) else w * 0 for w, each in zip(drawn, probe.results, strict=True)]
    return drawn


def _floats(probe: Probe) -> Any:
    """Which elements of the result are floats: all of them, if none is."""
    real = np.array([is_real(each) for each in probe.results])
    return np.repeat(real | (not real.any()), [np.size(each) for each in probe.results])


def _joined(leaves: Sequence[Any]) -> Vector:
    return np.concatenate([np.ravel(np.asarray(each, np.float64)) for each in leaves])
