"""The examples do what they say: scipy's solvers converge, matrices are those of the textbook, formulas swell."""

from __future__ import annotations

import itertools
import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"


def example(name: str) -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(EXAMPLES / f"{name}.py")))


scipy_drivers, swell = example("scipy_drivers"), example("swell")


@pytest.mark.parametrize("how", ["BFGS, jac", "trust-exact, jac and hess", "Newton-CG, jac and hessp"])
def test_minimize(how: str) -> None:
    found = scipy_drivers.minima()[how]
    assert found.success
    np.testing.assert_allclose(found.x, np.ones(10), atol=1e-3)


def test_least_squares() -> None:
    fit = scipy_drivers.least_squares_fit()
    np.testing.assert_allclose(fit.x, (2.0, 0.5, 3.0), rtol=1e-8)
    assert fit.njev and fit.nfev < 20


def test_curve_fit() -> None:
    parameters, covariance = scipy_drivers.curve()
    np.testing.assert_allclose(parameters, (3.0, 1.0, 0.8), atol=0.01)
    assert (np.sqrt(np.diag(covariance)) < 0.005).all()


def test_root() -> None:
    found = scipy_drivers.system()
    assert found.success and found.njev
    np.testing.assert_allclose(scipy_drivers.circle_and_curve(found.x), 0.0, atol=1e-10)


def test_solve_ivp() -> None:
    """The same path as by differences of the right-hand side, with fewer evaluations of it."""
    from scipy.integrate import solve_ivp

    path = scipy_drivers.stiff()
    assert path.success and path.njev > 1
    plain = solve_ivp(
        scipy_drivers.van_der_pol, (0.0, 200.0), [2.0, 0.0], method="BDF", args=(100.0,), rtol=1e-6
    )
    np.testing.assert_allclose(path.y[:, -1], plain.y[:, -1], rtol=1e-3)
    assert path.nfev <= plain.nfev


def test_swell() -> None:
    """The formula grows by more than a factor of two a step, the generated program by a constant."""
    counts = [swell.counts(n) for n in range(4, 9)]
    formula = [c["formula"] for c in counts]
    reverse = [c["reverse mode"] for c in counts]
    assert all(b > 2 * a for a, b in itertools.pairwise(formula))
    steps = {b - a for a, b in itertools.pairwise(reverse)}
    assert len(steps) == 1
    assert all(c["reverse mode"] <= 3 * c["function"] for c in counts)
    assert formula[-1] > 100 * reverse[-1]


def test_network_in_matrix_form() -> None:
    from s2sdiff import grad

    network = example("network")
    gradient = grad(network.loss, ("w1", "b1", "w2", "b2"))
    for got, wanted in zip(gradient(*network.data()), network.by_hand(*network.data()), strict=True):
        np.testing.assert_allclose(got, wanted, rtol=1e-12, atol=1e-14)
    assert "for " not in gradient.source
