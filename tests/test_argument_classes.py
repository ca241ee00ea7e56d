"""Arguments of classes that hold no numbers, and of classes that are numbers."""

from __future__ import annotations

import collections
from typing import Any

import numpy as np
import pytest

from s2sdiff import Dual, S2SDiffError, check_grads, grad, jacfwd, jvp, vjp


class Model:
    def __init__(self, c: float) -> None:
        self.c = c

    @grad
    def slope(self, x):
        return self.c * x**2

    @grad(argnums="x")
    def slope_by_x(self, x):
        return self.c * x**2


def squared(x):
    return np.sum(x * x)


@pytest.mark.parametrize(
    "value",
    [Model(2.0), max, range(3), iter([1.0]), collections.OrderedDict(a=1.0), collections.deque([1.0]), {1.0}],
)
def test_what_holds_no_numbers_that_are_known_is_refused(value: Any) -> None:
    for take in (grad, jacfwd):
        with pytest.raises(S2SDiffError, match=r"SD403.*`v`"):
            take(lambda v: 1.0)(value)
    for call in (lambda: vjp(lambda v: 1.0, value), lambda: jvp(lambda v: 1.0, (value,), (value,))):
        with pytest.raises(S2SDiffError, match="SD403"):
            call()


def test_numbers_of_other_classes() -> None:
    assert grad(lambda x: x * x)(np.longdouble(2.0)) == 4.0


def test_methods() -> None:
    assert Model(2.0).slope_by_x(3.0) == 12.0
    with pytest.raises(S2SDiffError, match=r"SD403.*`self`.*Model"):
        Model(2.0).slope(3.0)


def test_small_things() -> None:
    check_grads(squared, (np.ones(2),), order=1, modes="reverse")
    assert f"{Dual(1.5, 0.25):.3f} {Dual(1.5, 0.25)}" == "Dual(1.500, 0.250) Dual(1.5, 0.25)"
