"""Which program a derivative runs for a call, where it has been called with nearly the same before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pytest

import s2sdiff


@dataclass(frozen=True)
class Law:
    kind: str
    factor: float
    weights: Any = None


class Pair(NamedTuple):
    first: Any
    second: Any


def by_name(p):
    return 2.0 * p["a"] * p["b"]


def rows(p):
    total = 0.0
    for row in p:
        for v in row:
            total += v * v
    return total


def law(p):
    return p.factor**2 if p.kind == "square" else 3.0 * p.factor


def two(p):
    return np.sum(p[0] * p[0]) + np.sum(p[1]) * 2.0


VECTOR, MATRIX = np.array([0.5, -1.5]), np.array([[1.0, 2.0], [3.0, 4.0]])

#: Of each function, arguments that are nearly alike.
NEARLY_ALIKE = {
    by_name: [{"a": 2.0, "b": 3.0}, {"b": 5.0, "a": 7.0}, {"a": 2, "b": 3.0}],
    rows: [[[1.0, 2.0]], [[1.0], [2.0, 3.0]], [(1.0, 2.0)], [[1, 2.0]], ((1.0,), [2.0, 4.0]), [VECTOR, VECTOR], MATRIX],
    law: [Law("square", 2.0), Law("cube", 2.0), Law("square", 3), Law("square", 2.0, VECTOR)],
    two: [
        *[(VECTOR, VECTOR), (VECTOR, MATRIX), Pair(VECTOR, VECTOR), [VECTOR, VECTOR], (2.0, VECTOR), (VECTOR, 2.0)],
        *[(2, VECTOR), (VECTOR.astype(np.float32), VECTOR), (MATRIX, VECTOR, 1.0), (VECTOR, VECTOR, "text")],
    ],
}


@pytest.mark.parametrize("f", NEARLY_ALIKE, ids=lambda f: f.__name__)
@pytest.mark.parametrize("take", [s2sdiff.grad, s2sdiff.value_and_grad])
def test_arguments_are_told_apart_at_a_glance(f: Any, take: Any) -> None:
    derivative = take(f)
    wanted = [take(f)(p) for p in NEARLY_ALIKE[f]]
    for _ in range(3):
        for p, w in zip(NEARLY_ALIKE[f], wanted, strict=True):
            assert repr(derivative(p)) == repr(w)


def test_a_seed_is_as_long_as_its_argument() -> None:
    push = s2sdiff.pushforward(rows)
    for _ in range(3):
        push([[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [0.0, 0.0]])
        with pytest.raises(s2sdiff.S2SDiffError, match="SD502"):
            push([[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [0.0]])
        with pytest.raises(s2sdiff.S2SDiffError, match="SD502"):
            push([[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0]])

    def repeated(n, v):
        return [[v] * n]

    pull = s2sdiff.pullback(repeated, argnums=1)
    for _ in range(3):
        assert pull(2, 3.0, [[1.0, 1.0]])[1] == 2.0
        with pytest.raises(s2sdiff.S2SDiffError, match="SD502"):
            pull(3, 3.0, [[1.0, 1.0]])
