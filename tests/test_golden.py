"""Generated source, byte for byte: every file of tests/golden is a program and, below it, its derivatives.

With S2SDIFF_UPDATE=1 in the environment the derivatives are written into the files. Read what changed.
"""

from __future__ import annotations

import ast
import linecache
import math
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from support import flatten, is_real, jacobian_matrix, random_like, slope

import s2sdiff

GOLDEN = Path(__file__).parent / "golden"
NAMES = sorted(path.stem for path in GOLDEN.glob("*.py"))
MARK = "\n\n# --- "
each = pytest.mark.parametrize("name", NAMES)


def head_of(name: str) -> str:
    """The program, without its derivatives."""
    return (GOLDEN / f"{name}.py").read_text(encoding="utf-8").partition(MARK)[0].rstrip() + "\n"


def load(name: str) -> ModuleType:
    """The program as a module; its derivatives are not run with it."""
    path = GOLDEN / f"{name}.py"
    module = ModuleType(f"golden_{name}")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module
    linecache.checkcache(str(path))
    exec(compile(head_of(name), str(path), "exec"), module.__dict__)
    return module


def wrt(module: ModuleType) -> tuple[str, ...]:
    return (module.BY,) if isinstance(module.BY, str) else module.BY


def arguments(module: ModuleType) -> tuple[Any, ...]:
    """Arguments of its own for every call."""
    return load(module.__name__.removeprefix("golden_")).AT


def sources(module: ModuleType) -> dict[str, str]:
    """The generated source of the gradient and of the tangent program."""
    return {
        "reverse": s2sdiff.grad(module.f, argnums=module.BY).lower(*module.AT).source,
        "forward": s2sdiff.pushforward(module.f, argnums=module.BY).lower(*module.AT).source,
    }


def whole(name: str) -> str:
    """The file as it should be."""
    module = load(name)
    parts = [
        f"{MARK}{mode} by {', '.join(wrt(module))}\n\n{text.strip()}\n"
        for mode, text in sources(module).items()
    ]
    return head_of(name) + "".join(parts)


@each
def test_source_is_as_it_was(name: str) -> None:
    """The generated source has not changed, unless it was meant to."""
    path = GOLDEN / f"{name}.py"
    expected = whole(name)
    if os.environ.get("S2SDIFF_UPDATE"):
        path.write_text(expected, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == expected


@each
def test_derivatives_agree_with_differences(name: str) -> None:
    """What the file shows is right: both modes, at the point of the file."""
    module = load(name)
    names = wrt(module)
    value = module.f(*arguments(module))
    assert is_real(value)
    found = s2sdiff.grad(module.f, argnums=names)(*arguments(module))
    rng = random.Random(0)
    at = arguments(module)
    order = list(s2sdiff.grad(module.f).__signature__.parameters)
    tangents = [random_like(at[order.index(n)], rng) for n in names]
    pushed, along = s2sdiff.pushforward(module.f, argnums=names)(*arguments(module), *tangents)
    assert pushed == pytest.approx(value, rel=1e-12)
    total = 0.0
    for argument, gradient, tangent in zip(names, found, tangents, strict=True):
        quotient = slope(module.f, arguments(module), {}, argument)
        matrix = jacobian_matrix(gradient, value, at[order.index(argument)])
        assert quotient.agrees(matrix), f"by {argument}: {matrix}, differences say {quotient.value}"
        total += float(flatten(gradient) @ flatten(tangent))
    assert along == pytest.approx(total, rel=1e-9, abs=1e-12)


def test_there_are_enough() -> None:
    """Programs of one feature each: forty of floats and thirty of arrays, beside the first six."""
    arrays = [name for name in NAMES if name.startswith("array_")]
    assert set(REFERENCES) <= set(NAMES)
    assert len(arrays) >= 30 and len(NAMES) - len(arrays) - len(REFERENCES) >= 40


# What a person writes who differentiates the six programs by hand: the yardstick for operations.


def polynomial_reverse(x, y):
    return 2 * x * y, x**2 + 1


def polynomial_forward(x, y, x_dot, y_dot):
    square = x**2
    return square * y + y + 2, 2 * x * y * x_dot + (square + 1) * y_dot


def logistic_reverse(x, r, n):
    states = []
    for _ in range(n):
        states.append(x)
        x = r * x * (1 - x)
    by_x, by_r = 1.0, 0.0
    for _ in range(n):
        x = states.pop()
        by_r += x * (1 - x) * by_x
        by_x *= r * (1 - 2 * x)
    return by_x, by_r


def logistic_forward(x, r, n, x_dot, r_dot):
    for _ in range(n):
        product = x * (1 - x)
        x_dot = product * r_dot + r * (1 - 2 * x) * x_dot
        x = r * product
    return x, x_dot


def branches_reverse(re, rough):
    if re < 2000.0:
        return -64.0 / re**2, 0.0
    inside = rough / 3.7 + 5.74 / re**0.9
    outer = -0.5 / (math.log10(inside) ** 3 * 2.302585092994046 * inside)
    return -5.166 * outer / re**1.9, outer / 3.7


def branches_forward(re, rough, re_dot, rough_dot):
    if re < 2000.0:
        return 64.0 / re, -64.0 * re_dot / re**2
    inside = rough / 3.7 + 5.74 / re**0.9
    inside_dot = rough_dot / 3.7 - 5.166 * re_dot / re**1.9
    a = math.log10(inside)
    return 0.25 / a**2, -0.5 * inside_dot / (a**3 * 2.302585092994046 * inside)


def newton_reverse(a):
    x = a
    states = []
    while abs(x * x - a) > 1e-12:
        states.append(x)
        x = 0.5 * (x + a / x)
    by_x, by_a = 1.0, 0.0
    while states:
        x = states.pop()
        by_x = 0.5 * by_x
        by_a += by_x / x
        by_x -= by_x * a / x**2
    return by_a + by_x


def newton_forward(a, a_dot):
    x, x_dot = a, a_dot
    while abs(x * x - a) > 1e-12:
        q = a / x
        x_dot = 0.5 * (x_dot + (a_dot - q * x_dot) / x)
        x = 0.5 * (x + q)
    return x, x_dot


def heat_reverse(u, c, steps):
    u = u.copy()
    for _ in range(steps):
        u[1:-1] += c * (u[2:] - 2 * u[1:-1] + u[:-2])
    by_u = 2 * u
    for _ in range(steps):
        inner = c * by_u[1:-1]
        by_u[2:] += inner
        by_u[:-2] += inner
        by_u[1:-1] -= 2 * inner
    return by_u


def heat_forward(u, c, steps, u_dot):
    u = u.copy()
    u_dot = u_dot.copy()
    for _ in range(steps):
        u_dot[1:-1] += c * (u_dot[2:] - 2 * u_dot[1:-1] + u_dot[:-2])
        u[1:-1] += c * (u[2:] - 2 * u[1:-1] + u[:-2])
    return np.sum(u**2), np.sum(2 * u * u_dot)


def perceptron_reverse(w1, b1, w2, b2, x, y):
    h = np.tanh(x @ w1 + b1)
    r = 2 / len(x) * (h @ w2 + b2 - y)
    z = (1 - h**2) * (r @ w2.T)
    return x.T @ z, np.sum(z, axis=0), h.T @ r, np.sum(r, axis=0)


def perceptron_forward(w1, b1, w2, b2, x, y, w1_dot, b1_dot, w2_dot, b2_dot):
    h = np.tanh(x @ w1 + b1)
    h_dot = (1 - h**2) * (x @ w1_dot + b1_dot)
    r = h @ w2 + b2 - y
    r_dot = h_dot @ w2 + h @ w2_dot + b2_dot
    n = len(x)
    return np.sum(r**2) / n, np.sum(2 * r * r_dot) / n


REFERENCES: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "polynomial": (polynomial_reverse, polynomial_forward),
    "logistic": (logistic_reverse, logistic_forward),
    "branches": (branches_reverse, branches_forward),
    "newton": (newton_reverse, newton_forward),
    "heat": (heat_reverse, heat_forward),
    "perceptron": (perceptron_reverse, perceptron_forward),
}


def operations(text: str, name: str) -> int:
    """How many operations a function of that name has as it is written."""
    (node,) = (n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef) and n.name == name)
    return sum(isinstance(n, ast.BinOp | ast.AugAssign | ast.Call) for n in ast.walk(node))


@pytest.mark.parametrize("name", REFERENCES)
@pytest.mark.parametrize("mode", ["reverse", "forward"])
def test_no_more_operations_than_by_hand(name: str, mode: str) -> None:
    """The six programs of the design cost what they cost when a person differentiates them."""
    module = load(name)
    reference = REFERENCES[name][mode == "forward"]
    seeds = [1.0 if is_real(module.AT[k]) else np.ones_like(module.AT[k]) for k in range(len(wrt(module)))]
    extra = seeds if mode == "forward" else []
    take = s2sdiff.pushforward if mode == "forward" else s2sdiff.grad
    derived = take(module.f, argnums=module.BY)
    got, expected = derived(*arguments(module), *extra), reference(*arguments(module), *extra)
    np.testing.assert_allclose(flatten(got), flatten(expected), rtol=1e-9)
    text = sources(module)[mode]
    written = operations(text, "f_jvp" if mode == "forward" else "f_grad")
    by_hand = operations(Path(__file__).read_text(encoding="utf-8"), reference.__name__)
    assert written <= by_hand, f"{written} operations where a person needs {by_hand}:\n{text}"
