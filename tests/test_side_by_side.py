"""Twenty functions beside JAX and PyTorch: gradients, Jacobians and Hessians equal to 1e-12, all float64.

The figures of the others are data, made by tests/benchmarks/run_side_by_side.py in an environment of its own.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from s2sdiff import grad, hessian, jacfwd, jacobian, jacrev

BENCHMARKS = Path(__file__).parent / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

from side_programs import PROGRAMS  # noqa: E402

ROWS = {
    row["function"]: row
    for row in json.loads((BENCHMARKS / "results" / "side_by_side.json").read_text(encoding="utf-8"))["rows"]
}
each = pytest.mark.parametrize(("f", "at"), PROGRAMS, ids=[f.__name__ for f, _ in PROGRAMS])


def assert_equal(got: Any, f: Any, which: str) -> None:
    """Equal to both of the others, relative to the largest element."""
    for peer in ("jax", "torch"):
        wanted = np.array(ROWS[f.__name__][peer][which])
        assert np.shape(got) == wanted.shape
        np.testing.assert_allclose(got, wanted, rtol=0, atol=1e-12 * np.max(np.abs(wanted)), err_msg=peer)


def test_there_are_twenty() -> None:
    assert len(PROGRAMS) == len(ROWS) == 20


@each
def test_the_point_is_the_same(f: Any, at: np.ndarray) -> None:
    """The data are those of this text at this point."""
    row = ROWS[f.__name__]
    np.testing.assert_array_equal(at, row["at"])
    np.testing.assert_allclose(f(at), row["value"], rtol=1e-13, atol=1e-15)


@each
def test_first_derivative(f: Any, at: np.ndarray) -> None:
    modes = [jacfwd, jacrev, jacobian] + ([grad] if np.ndim(f(at)) == 0 else [])
    for mode in modes:
        assert_equal(mode(f)(at), f, "first")


@each
def test_second_derivative(f: Any, at: np.ndarray) -> None:
    second = hessian(f) if np.ndim(f(at)) == 0 else jacfwd(jacrev(f))
    assert_equal(second(at), f, "second")
