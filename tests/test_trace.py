"""The evaluation trace: value, tangent and adjoint of every node."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import pytest

from s2sdiff import S2SDiffError, checkpoint, elemental, grad, jacfwd, trace

CLOSE = {"rel": 1e-12, "abs": 1e-13}


def textbook(x, y):
    return x**2 * y + y + 2


def baydin(x1, x2):
    """The example of Baydin et al., tables 2 and 3: at (2, 5) the value is 11.652, the slopes 5.5 and 1.716."""
    return math.log(x1) + x1 * x2 - math.sin(x2)


def test_the_textbook() -> None:
    t = trace(textbook, 3, 4)
    assert (t.value, t.gradient) == (42.0, {"x": 24.0, "y": 10.0})
    assert [r.expression for r in t] == ["", "", "x ** 2", "v1 * y", "v2 + y", "v3 + 2"]
    assert [r.value for r in t] == [3.0, 4.0, 9.0, 36.0, 40.0, 42.0]
    assert [r.tangent for r in t] == [1.0, 0.0, 6.0, 24.0, 24.0, 24.0]
    assert [r.adjoint for r in t] == [24.0, 10.0, 4.0, 1.0, 1.0, 1.0]
    assert {(c.consumer, c.amount) for c in t["y"].contributions} == {("v2", 9.0), ("v3", 1.0)}
    assert t["v2"].operands == ("v1", "y")
    assert t.result == "v4" and len(t) == 6


def test_the_survey() -> None:
    t = trace(baydin, 2.0, 5.0)
    assert t.value == pytest.approx(11.652, abs=5e-4)
    assert t.tangent == 5.5
    assert t.gradient["x2"] == pytest.approx(1.716, abs=5e-4)
    assert {(c.consumer, c.amount) for c in t["x1"].contributions} == {("v1", 0.5), ("v2", 5.0)}


def test_the_text() -> None:
    lines = str(trace(textbook, 3.0, 4.0)).splitlines()
    assert lines[0].split() == "node expression value tangent adjoint adjoint is the sum of".split()
    assert len(lines) == 8 and lines[-1].split() == "v4 v3 + 2 42 24 1 1 (seed)".split()
    assert not any(line != line.rstrip() for line in lines)


def test_the_numbers_come_from_generated_programs() -> None:
    t = trace(textbook, 3.0, 4.0)
    assert "def textbook_forward(" in t.forward and "def textbook_reverse(" in t.reverse


@pytest.mark.parametrize("direction", [(0.6, 0.8), {"x": 0.6, "y": 0.8}])
def test_a_direction(direction: Any) -> None:
    assert trace(textbook, 3.0, 4.0, direction=direction).tangent == pytest.approx(0.6 * 24 + 0.8 * 10)
    assert trace(textbook, 3.0, 4.0, direction={"y": 1.0}).tangent == 10.0


def looped(x, n):
    s = x
    u = [x, 1.0]
    for i in range(n):
        if i % 2:
            s = math.sin(s * u[0])
        else:
            s = s * s + i
        u[1] = s
    while s < 3.0 and n > 0:
        s = s * 2.0
    u.append(s)
    return s * u[1] + u.pop()


def test_loops_are_unrolled_as_they_run() -> None:
    for x, n in ((0.5, 3), (0.9, 4), (0.4, 0)):
        t = trace(looped, x, n)
        assert t.value == pytest.approx(looped(x, n), **CLOSE)
        assert t.gradient == {"x": pytest.approx(grad(looped)(x, n), **CLOSE)}
        assert t.tangent == pytest.approx(jacfwd(looped)(x, n), **CLOSE)
        for row in t:
            assert sum(c.amount for c in row.contributions) == pytest.approx(row.adjoint, **CLOSE)


def test_the_products_of_adjoint_and_tangent_balance() -> None:
    """Adjoint times tangent, summed over the inputs, is the tangent of the result."""
    t = trace(baydin, 2.0, 5.0, direction=(0.3, -0.7))
    assert sum(r.adjoint * r.tangent for r in t if not r.expression) == pytest.approx(t.tangent, **CLOSE)


class Point(NamedTuple):
    x: float
    y: float


SCALE = 2.0
softplus = elemental("softplus", "log(1 + exp(x))")


def structures(p, v, q, weights=(1.0, 2.0), flag=True):
    total = 0.0
    for a, w in zip(v, weights, strict=True):
        total += a * w
    return SCALE * total * p.x * q[0] if flag else p.y


def test_structures_dissolve() -> None:
    t = trace(structures, Point(2.0, 3.0), [1.0, 4.0], (5.0,), argnums=("p", "v", "q"))
    assert list(t.gradient) == ["p.x", "p.y", "v[0]", "v[1]", "q[0]"]
    assert t.value == SCALE * 9.0 * 2.0 * 5.0
    assert t.gradient == {"p.x": 90.0, "p.y": 0.0, "v[0]": 20.0, "v[1]": 40.0, "q[0]": 36.0}


def test_names_of_the_program_are_kept() -> None:
    def f(x):
        a = x * x
        a = a + 1.0
        return softplus(a)

    t = trace(f, 0.5)
    assert t["a"].expression == "v1 + 1.0" and t["v3"].expression == "softplus(v2)"
    with pytest.raises(KeyError):
        t["b"]


def test_several_results() -> None:
    def f(x, y):
        return x * y, [x + y, 3.0]

    assert trace(f, 3.0, 4.0).gradient == {"x": 4.0, "y": 3.0}
    assert trace(f, 3.0, 4.0, result=1).gradient == {"x": 1.0, "y": 1.0}
    constant = trace(f, 3.0, 4.0, result=2)
    assert (constant.value, constant.gradient) == (3.0, {"x": 0.0, "y": 0.0})


def test_which_arguments_vary() -> None:
    assert trace(lambda x, n: x**n, 2.0, 3).gradient == {"x": 12.0}
    assert set(trace(textbook, 3.0, 4.0, argnums="y").gradient) == {"y"}
    assert trace(textbook, 3.0, y=4, argnums=(0, 1)).gradient == {"x": 24.0, "y": 10.0}


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: trace(textbook, 3.0), "SD502"),
        (lambda: trace(textbook, 3.0, 4.0, direction=(1.0,)), "SD502"),
        (lambda: trace(textbook, 3.0, 4.0, direction={"z": 1.0}), "SD502"),
        (lambda: trace(textbook, 3.0, 4.0, result=1), "SD404"),
        (lambda: trace(lambda s: s, "text"), "SD403"),
    ],
)
def test_wrong_calls(call: Any, code: str) -> None:
    with pytest.raises(S2SDiffError) as error:
        call()
    assert error.value.code == code


def test_arrays_are_refused() -> None:
    import numpy as np

    def f(u):
        return np.sum(u * u)

    def g(x):
        return (x * np.ones(3))[0]

    for call in (lambda: trace(f, np.ones(3)), lambda: trace(g, 2.0)):
        with pytest.raises(S2SDiffError) as error:
            call()
        assert error.value.code == "SD503"


def test_trace_stays_a_function_once_its_module_is_loaded() -> None:
    import s2sdiff.tracing.table

    assert callable(s2sdiff.trace)


@checkpoint
def step(x):
    y = x
    for _ in range(2):
        y = math.sin(y) * x if y > 0.0 else 2.0 * y
    return y


def checkpointed(x):
    return step(step(x)) + step(x * 2.0)


def power(x, y, n=3):
    return x if n == 0 else y * power(x + 1.0, y, n - 1) + power(x, y * x, n - 1)


def fill(powers, x, n):
    if n == 0:
        return 0.0
    powers.append(x**n)
    return fill(powers, x, n - 1) + powers[-1]


def filled(x):
    powers = [x]
    return fill(powers, x, 3) + sum(powers)


def guarded(x):
    try:
        y = math.log(x)
    except ValueError:
        y = 0.0
    return x * y


@pytest.mark.parametrize(
    ("f", "at"),
    [(checkpointed, (1.5,)), (step, (1.5,)), (power, (1.5, 0.3)), (filled, (1.5,)), (guarded, (1.5,))],
)
def test_functions_that_are_called_dissolve(f: Any, at: tuple[float, ...]) -> None:
    """Under `checkpoint`, calling themselves, or in a `try` where nothing is raised."""
    t = trace(f, *at)
    assert t.value == pytest.approx(f(*at), rel=1e-15)
    assert list(t.gradient.values()) == pytest.approx(grad(f, tuple(range(len(at))))(*at), rel=1e-14)


def test_an_exception_that_is_handled_is_refused() -> None:
    with pytest.raises(S2SDiffError, match="SD503"):
        trace(guarded, -1.5)
