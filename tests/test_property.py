"""Random programs, in both modes and twice over: against differences, mode against mode, order on order.

Programs come from `random_programs`, a seed each. One that fails by itself is passed over, one that is
refused counts as right; a crash of the compiler or of what it wrote fails, and so does a wrong number.
"""

from __future__ import annotations

import linecache
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from random_modern import modern_program
from random_programs import array_arguments, array_program, scalar_program
from random_recurrences import recurrence
from random_scopes import scopes
from support import import_file

import s2sdiff

pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")

Function = Callable[..., Any]
Arguments = tuple[Any, ...]

VECTORS = {"recurrence": recurrence, "scope": scopes}  # functions of a vector and a real
OPEN: dict[str, set[int]] = {k: set() for k in ("scalar", "array", "modern", *VECTORS)}  # seeds with known faults


def load(source: str, name: str, where: Path) -> Function:
    """The function `f` of a program, in a file of its own."""
    path = where / f"{name}.py"
    path.write_text(source)
    module = import_file(path, name)
    linecache.checkcache(str(path))
    return module.f


def copied(args: Arguments) -> Arguments:
    return tuple(a.copy() if isinstance(a, np.ndarray) else a for a in args)


def vector(parts: Any) -> np.ndarray:
    return np.concatenate(
        [np.ravel(np.asarray(p, float)) for p in (parts if isinstance(parts, tuple) else (parts,))]
    )


def rebuilt(values: np.ndarray, like: Arguments) -> Arguments:
    parts = np.split(values, np.cumsum([np.size(a) for a in like])[:-1])
    return tuple(
        p.reshape(a.shape).copy() if isinstance(a, np.ndarray) else float(p[0])
        for p, a in zip(parts, like, strict=True)
    )


def differences(fun: Function, args: Arguments) -> tuple[np.ndarray, np.ndarray] | None:
    """The Jacobian of `fun` by central differences, and where three steps agree on it."""
    x = vector(args)
    found = []
    try:
        for h in (1e-4, 1e-5, 1e-6):
            steps = h * np.eye(x.size)
            found.append(
                np.array(
                    [
                        (vector(fun(*rebuilt(x + s, args))) - vector(fun(*rebuilt(x - s, args)))) / (2 * h)
                        for s in steps
                    ]
                ).T
            )
    except (ArithmeticError, ValueError, IndexError, UnboundLocalError):
        return None
    a, b, c = found
    scale = 1e-4 * (1.0 + np.abs(b))
    return b, (np.abs(a - b) < scale) & (np.abs(b - c) < scale)


def refused(work: Callable[[], Any]) -> Any:
    """What `work` gives, None where it is refused; an internal error is no refusal."""
    try:
        return work()
    except s2sdiff.S2SDiffError as error:
        assert not error.code.startswith("SD9"), repr(error)
        return None


def check(f: Function, args: Arguments, second: bool) -> str:
    """What became of a program: "passed over", "refused" or "right"; an AssertionError where it is wrong."""
    try:
        value = float(f(*copied(args)))
    except (ArithmeticError, ValueError, IndexError, KeyError, StopIteration, UnboundLocalError, TypeError):
        return "passed over"
    if not np.isfinite(value) or abs(value) > 1e5:
        return "passed over"
    every = tuple(range(len(args)))
    reverse = refused(lambda: s2sdiff.value_and_grad(f, argnums=every)(*copied(args)))
    forward = refused(lambda: s2sdiff.jacfwd(f, argnums=every)(*copied(args)))
    if reverse is not None:
        assert abs(reverse[0] - value) <= 1e-12 * (1.0 + abs(value)), f"{reverse[0]}, not {value}"
    found = [vector(g) for g in (reverse and reverse[1], forward) if g is not None]
    quotient = differences(f, args) if found else None
    for gradient in found:
        if quotient is not None:
            slope, settled = quotient[0][0], quotient[1][0]
            off = settled & ~(np.abs(gradient - slope) <= 1e-3 * (1.0 + np.abs(slope)))
            assert not off.any(), f"{gradient}, differences say {slope}"
    if len(found) == 2:
        assert np.allclose(*found, rtol=1e-8, atol=1e-8, equal_nan=True), (
            f"reverse {found[0]}, forward {found[1]}"
        )
    if second and reverse is not None:
        first = s2sdiff.grad(f)
        quotient = differences(first, args)
        for take in (s2sdiff.grad, s2sdiff.jacfwd) if quotient is not None else ():
            row = refused(lambda take=take: take(first, argnums=every)(*copied(args)))
            if row is not None:
                slope, settled = quotient[0][0], quotient[1][0]
                off = settled & ~(np.abs(vector(row) - slope) <= 1e-2 * (1.0 + np.abs(slope)))
                assert not off.any(), f"twice: {vector(row)}, differences say {slope}"
    return "right" if len(found) == 2 else "refused"


TWICE = ("scalar", "modern")  # kinds that are differentiated twice, too


def program(kind: str, seed: int) -> tuple[str, Arguments]:
    """The source of a random program, and arguments for it."""
    if kind == "array":
        return array_program(seed), array_arguments(seed)
    if kind in VECTORS:
        return VECTORS[kind](seed), (0.6 * np.random.default_rng(seed).normal(size=7), 0.7)
    rng = random.Random(seed)
    source = scalar_program(seed) if kind == "scalar" else modern_program(seed)
    return source, (round(rng.uniform(-2, 2), 3), round(rng.uniform(-2, 2), 3))


def run(seeds: range, kind: str, where: Path) -> dict[str, int]:
    counts = {"right": 0, "refused": 0, "passed over": 0}
    for seed in seeds:
        if seed in OPEN[kind]:
            continue
        source, args = program(kind, seed)
        try:
            counts[check(load(source, f"{kind}_{seed}", where), args, second=kind in TWICE)] += 1
        except Exception as error:
            error.add_note(f"seed {seed}, at {args}:\n{source}")
            raise
    return counts


@pytest.mark.parametrize("start", [0, 20, 40, 60])
def test_programs_on_floats(start: int, tmp_path: Path) -> None:
    counts = run(range(start, start + 20), "scalar", tmp_path)
    assert counts["right"] >= 10, counts


@pytest.mark.parametrize("start", [0, 20, 40])
def test_programs_on_dicts_and_objects(start: int, tmp_path: Path) -> None:
    counts = run(range(start, start + 20), "modern", tmp_path)
    assert counts["right"] >= 10, counts


@pytest.mark.parametrize("start", [0, 15, 30, 45])
def test_programs_on_arrays(start: int, tmp_path: Path) -> None:
    counts = run(range(start, start + 15), "array", tmp_path)
    assert counts["right"] >= 5, counts


@pytest.mark.parametrize("start", [0, 25, 50, 75])
def test_recurrences(start: int, tmp_path: Path) -> None:
    counts = run(range(start, start + 25), "recurrence", tmp_path)
    assert counts["right"] >= 20, counts


@pytest.mark.parametrize("start", [0, 25, 50])
def test_local_arrays(start: int, tmp_path: Path) -> None:
    counts = run(range(start, start + 25), "scope", tmp_path)
    assert counts["right"] >= 22, counts


def test_a_wrong_derivative_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison itself: a gradient that is off by little in one place fails."""
    right = s2sdiff.value_and_grad

    def off(f: Function, argnums: Any) -> Function:
        def wrong(*args: Any) -> Any:
            value, (x, y) = right(f, argnums=argnums)(*args)
            return value, (x, y + 0.01)

        return wrong

    monkeypatch.setattr(s2sdiff, "value_and_grad", off)
    f = load("def f(x, y):\n    return x * y * y\n", "off_by_little", tmp_path)
    with pytest.raises(AssertionError, match="differences say"):
        check(f, (0.7, 0.4), second=False)
