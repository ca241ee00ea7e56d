"""What a derivative can be taken by, and what is refused as an argument."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from s2sdiff import S2SDiffError, check_grads, grad, jacfwd


def squares(x):
    return (x * x).sum()


class Scaled(np.ndarray):
    """An array whose product is not that of arrays."""

    def __mul__(self, other: Any) -> Any:
        return np.asarray(self) + 7.0


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
@pytest.mark.parametrize(
    "make",
    [
        lambda: np.matrix([[1.0, 2.0], [3.0, 4.0]]),
        lambda: np.ma.masked_array([1.0, 2.0], [0, 1]),
        lambda: np.array([1.0, 2.0]).view(Scaled),
        lambda: np.array([(1.0, 2.0)], dtype=[("a", float), ("b", float)]),
        lambda: np.array([1.0, None]),
        lambda: np.array(["a", "b"]),
        lambda: np.array([True, False]),
        lambda: "text",
        lambda: {1.0, 2.0},
        lambda: None,
    ],
    ids=["matrix", "masked", "subclass", "structured", "objects", "strings", "bools", "text", "set", "none"],
)
def test_what_is_no_number_or_plain_array_is_refused(make: Any) -> None:
    with pytest.raises(S2SDiffError) as caught:
        grad(squares)(make())
    assert caught.value.code in ("SD402", "SD403")
    assert "`x`" in str(caught.value)


def test_a_mapped_file_is_an_array(tmp_path: Path) -> None:
    mapped = np.memmap(tmp_path / "x.bin", dtype=float, mode="w+", shape=(3,))
    mapped[:] = [1.0, 2.0, 3.0]
    assert grad(squares)(mapped).tolist() == [2.0, 4.0, 6.0]


def of_one_kind(x, kinds, wanted):
    total = 0.0
    for value, kind in zip(x, kinds, strict=True):
        if kind == wanted:
            total += value**2
    return total


def test_text_beside_numbers() -> None:
    kinds = np.array(["gas", "liquid", "gas"])
    assert grad(of_one_kind)(np.array([1.0, 2.0, 3.0]), kinds, "gas").tolist() == [2.0, 0.0, 6.0]


@dataclasses.dataclass(frozen=True)
class Weighted:
    """A callable that cannot be hashed, for it holds a list."""

    weights: list[float]

    def __call__(self, x: float) -> float:
        return self.weights[0] * x**2


def test_a_callable_need_not_be_hashed() -> None:
    assert grad(Weighted([2.0]))(3.0) == 12.0
    check_grads(Weighted([2.0]), (3.0,))


@pytest.mark.parametrize("take", [grad, jacfwd])
@pytest.mark.parametrize("value", [[True, 2.0], [True, 2], [{"w": 2.0, "on": True}, {"w": 1.0, "on": False}]])
def test_bools_among_the_numbers_of_a_list_are_refused(take, value):
    def f(items):
        return sum(v * v if isinstance(v, float | int) else v["w"] for v in items)

    with pytest.raises(S2SDiffError, match=r"SD403.*holds a bool"):
        take(f)(value)
