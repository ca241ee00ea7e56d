"""Convolutions of scipy.signal: values as SciPy's, derivatives by both operands against differences."""

import numpy as np
import pytest

from s2sdiff import check_grads, pushforward

signal = pytest.importorskip("scipy.signal")

RNG = np.random.default_rng(5)
SHAPES = [((6,), (3,)), ((7,), (4,)), ((3,), (5,)), ((5, 6), (3, 2)), ((4, 3, 5), (2, 1, 3))]


def check(program, a, b):
    check_grads(program, (a, b), order=1)  # linear in each: its derivatives are programs of the same kind
    value, _ = pushforward(program, argnums=(0, 1))(a, b, np.zeros_like(a), np.zeros_like(b))
    np.testing.assert_allclose(value, program(a, b), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("name", ["convolve", "correlate", "fftconvolve", "oaconvolve"])
@pytest.mark.parametrize("mode", ["full", "same", "valid"])
def test_over_axes(name, mode):
    operation = getattr(signal, name)

    def program(a, b):
        return operation(a, b, mode=mode)

    for n, m in SHAPES:
        check(program, RNG.normal(size=n), RNG.normal(size=m))


@pytest.mark.parametrize("name", ["convolve2d", "correlate2d"])
@pytest.mark.parametrize("mode", ["full", "same", "valid"])
@pytest.mark.parametrize("boundary", ["fill", "symm", "wrap"])
def test_borders(name, mode, boundary):
    operation = getattr(signal, name)

    def program(a, b):
        return operation(a, b, mode, boundary)

    for m in ((3, 3), (2, 4)):
        check(program, RNG.normal(size=(5, 6)), RNG.normal(size=m))


def test_of_complex_numbers():
    def program(a, b):
        return np.abs(signal.convolve(a * (1 + 2j), b, "same", method="direct")) ** 2

    check(program, RNG.normal(size=6), RNG.normal(size=3))
