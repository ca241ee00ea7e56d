"""What a newcomer is told: mistakes that are easily made, and the words that lead out of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from s2sdiff import S2SDiffError, grad, hvp, jvp, value_and_grad, vjp


def product(x, y):
    return x**2 * y


def total(v):
    return np.sum(v**2)


def pair(x):
    return [x, x * x]


def waves(v):
    return np.sin(v)


def mean_of_list(v):
    squares = [x * x for x in v]
    return squares.mean()


def mean_of_grown_list(v):
    squares = []
    for x in v:
        squares.append(x * x)
    return squares.mean()


def reads_file(x):
    with open("numbers.txt") as file:
        return x * len(file.read())


def misspelt(x):
    return math.sine(x)


def unknown_name(x):
    return x * factor  # noqa: F821


class Spring:
    def __init__(self, k):
        self.k = k

    @grad
    def force(self, x):
        return self.k * x * x


V = np.ones(3)
MISTAKES: dict[str, tuple[Callable[[], Any], str, tuple[str, ...]]] = {
    "value instead of function": (lambda: grad(product(3.0, 2.0)), "SD502", ("18.0", "grad(f)(x)")),
    "choice without its name": (lambda: grad(1), "SD502", ("argnums=1",)),
    "no such position": (lambda: grad(product, 2)(1.0, 2.0), "SD501", ("x, y",)),
    "no such parameter": (lambda: grad(product, "z")(1.0, 2.0), "SD501", ("`z`", "x, y")),
    "too few arguments": (lambda: grad(product)(3.0), "SD502", ("`product`", "'y'")),
    "text as an argument": (lambda: grad(product)("3", 2.0), "SD403", ("`x` is a str", "argnums")),
    "several values": (lambda: grad(pair)(1.0), "SD404", ("a list", "jacrev")),
    "an array as result": (lambda: grad(waves)(V), "SD404", ("an array of 1 axis", "jacrev")),
    "a list for an array": (lambda: grad(total)([1.0, 2.0]), "SD401", ("`**`", "a list and an int", "np.asarray")),
    "a list's mean": (lambda: grad(mean_of_list)([1.0, 2.0]), "SD206", ("method `mean`", "np.asarray")),
    "a grown list's mean": (lambda: grad(mean_of_grown_list)([1.0, 2.0]), "SD206", ("method `mean`", "np.asarray")),
    "a decorated method": (lambda: Spring(2.0).force(3.0), "SD403", ("`self`", "Spring", "argnums")),
    "a file": (lambda: grad(reads_file)(1.0), "SD201", ("`open`", "outside the function")),
    "a misspelt function": (lambda: grad(misspelt)(1.0), "SD301", ("`math` has no `sine`",)),
    "an unknown name": (lambda: grad(unknown_name)(1.0), "SD207", ("`factor`", "spelt")),
    "a mode": (lambda: grad(product, mode="backward"), "SD503", ("'backward'", '"reverse"')),
    "no direction": (lambda: hvp(total)(V), "SD502", ("direction for `v`",)),
    "tangents of another shape": (lambda: jvp(total, (V,), (np.ones(2),)), "SD502", ("(2,)", "(3,)")),
    "no tuples": (lambda: jvp(total, V, V), "SD502", ("(x,), (x_dot,)",)),
    "a cotangent of another shape": (lambda: vjp(waves, V)[1](np.ones(2)), "SD502", ("(2,)", "(3,)")),
    "no second part": (lambda: value_and_grad(product, has_aux=True)(1.0, 2.0), "SD404", ("pair", "then the rest")),
    "source before a call": (lambda: grad(lambda x: x * x).source, "SD502", ("before the first call", ".lower(")),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_and_led_out_of(mistake: str) -> None:
    make, code, words = MISTAKES[mistake]
    with pytest.raises(S2SDiffError) as error:
        make()
    assert error.value.code == code
    assert [w for w in words if w not in str(error.value)] == []
