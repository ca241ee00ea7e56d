"""Ahead of time, arrays of unknown rank: what is written is lean, and right for arrays of every rank."""

from __future__ import annotations

import inspect
from functools import cache
from pathlib import Path
from typing import Any

import any_rank_programs
import numpy as np
import pytest

from s2sdiff import differences
from s2sdiff.modules import compile_module

SHAPES = {
    "number": (), "vector": (5,), "short": (4,), "single": (1,), "matrix": (4, 5), "square": (5, 5), "column": (4, 1),
    "turned": (5, 4), "cube": (3, 4, 5),
}  # fmt: skip
PAIRS = (
    ("vector", "vector"), ("matrix", "vector"), ("vector", "matrix"), ("matrix", "column"), ("number", "matrix"),
    ("cube", "matrix"), ("vector", "single"), ("matrix", "number"),
)  # fmt: skip
ARGUMENTS: dict[str, tuple[tuple[Any, ...], ...]] = {
    "softmax_loss": (("square", "matrix", "matrix"), ("square", "cube", "cube"), ("vector", "square", "number")),
    "norm2": (("number",), ("vector",), ("cube",)),
    "mse": (("square", 0.3, "matrix", "matrix"), ("vector", 0.3, "matrix", "short"), ("square", 0.2, "vector", "vector")),
    "stencil": (("vector", 0.1), ("matrix", 0.1), ("cube", 0.2)),
    "slices": (("vector",), ("matrix",)),
    "slices_two": (("vector", "vector"), ("square", "square")),
    "reduced_last": (("vector",), ("matrix",), ("cube",)),
    "reduced_then_scaled": (("vector", 0.7), ("square", 0.7)),
    "items_then_scaled": (("vector", 0.7), ("matrix", 0.7), ("cube", 0.7)),
    "eliminated": (("square", "vector"),),
    "singular_values": (("matrix", "matrix"), ("square", "vector"), ("cube", "matrix")),
    "product_of_picked": (("square", np.array([2, 1])), ("vector", np.array([[2, 1]])), ("cube", np.array([[[1]]]))),
    "product3": (("square", "square", "vector"), ("vector", "square", "vector"), ("square", "vector", "turned")),
}
CALLS = [
    (name, row)
    for name, f in inspect.getmembers(any_rank_programs, inspect.isfunction)
    if name != "helper"
    for row in ARGUMENTS.get(name, PAIRS)
]


@cache
def compiled(mode: str) -> dict[str, Any]:
    """The module of the derivatives, run."""
    text = Path(any_rank_programs.__file__).read_text(encoding="utf-8")
    module = compile_module(text, "any_rank_programs.py", mode=mode)
    assert not module.diagnostics
    space: dict[str, Any] = {}
    exec(module.source, space)
    return space


def given(row: tuple[Any, ...]) -> list[Any]:
    """Arguments of their own for every call."""
    rng = np.random.default_rng(0)
    return [rng.random(SHAPES[a]) + 0.2 if isinstance(a, str) else a for a in row]


@pytest.mark.parametrize(("name", "row"), CALLS)
def test_right_for_every_rank(name: str, row: tuple[Any, ...]) -> None:
    f = getattr(any_rank_programs, name)
    try:
        f(*given(row))
    except (ValueError, IndexError):
        pytest.skip("the function itself does not take these shapes")
    expected = differences(f)(*given(row))
    gradient = compiled("reverse")[f"{name}_grad"](*given(row))
    assert np.shape(gradient) == np.shape(given(row)[0])
    np.testing.assert_allclose(gradient, expected, rtol=1e-5, atol=1e-6)
    direction = np.random.default_rng(1).random(np.shape(gradient))
    _, tangent = compiled("forward")[f"{name}_jvp"](*given(row), direction)
    np.testing.assert_allclose(tangent, np.sum(gradient * direction), rtol=1e-9, atol=1e-12)


LEAN = {
    "norm2": """
def norm2_grad(x):
    return 1.0 / np.sqrt(np.sum(x * x)) * x
""",
    "mse": """
def mse_grad(w, b, x, y):
    t = x @ w
    r = t + b - y
    return right_factor(unbroadcast(2.0 / np.size(r ** 2) * r, np.shape(t)), x, w)
""",
    "stencil": """
def stencil_grad(u, a):
    v = u.copy()
    for _ in range(3):
        v[1:-1] = v[1:-1] + a * (v[2:] - 2.0 * v[1:-1] + v[:-2])
        v[0] = v[-1] * 0.5
""",
}


@pytest.mark.parametrize("name", LEAN)
def test_reads_as_written_by_hand(name: str) -> None:
    text = Path(any_rank_programs.__file__).read_text(encoding="utf-8")
    lines = compile_module(text, "any_rank_programs.py").source.splitlines()
    bare = "\n".join(line for line in lines if not line.lstrip().startswith('"""'))
    assert LEAN[name].strip() in bare


PARTS = """
import numpy as np


def swapped(u: np.ndarray, s: float):
    x = u * s
    x[0], x[2] = x[2], x[0]
    return np.sum(x * np.arange(3))


def butterfly(u: np.ndarray, s: float):
    x = u * s
    a = x[0]
    b = x[1]
    x[0] = a + b
    x[1] = a - b
    return np.sum(x**2)


def augmented(u: np.ndarray, s: float):
    x = u * s
    r = x[0]
    r += s
    return np.sum(x) + np.sum(r)


def rows(u: np.ndarray, s: float):
    x = u * s
    r = x[0]
    r[0] = s
    r[1] += r[0]
    return np.sum(x) + np.sum(r)
"""


@pytest.mark.parametrize("name", ["swapped", "butterfly", "augmented", "rows"])
def test_part_that_may_be_a_number_or_a_view(name: str) -> None:
    """Where the two differ, the derivative is for vectors, which it checks."""
    primal: dict[str, Any] = {}
    exec(PARTS, primal)
    module = compile_module(PARTS, "parts.py", wrt=("u", "s"))
    assert not module.diagnostics
    space: dict[str, Any] = {}
    exec(module.source, space)
    u = np.array([[0.9, 0.5], [0.7, 0.3]]) if name == "rows" else np.array([0.9, 0.5, 0.7])
    expected = differences(primal[name], argnums=(0, 1))(u, 0.6)
    for found, right in zip(space[f"{name}_grad"](u, 0.6), expected, strict=True):
        np.testing.assert_allclose(found, right, rtol=1e-6)
    if name != "rows":
        with pytest.raises(AssertionError, match="no array of rank 1"):
            space[f"{name}_grad"](np.ones((3, 3)), 0.6)
