"""The symbolic mode: closed forms by SymPy, emitted as Python."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Callable
from typing import Any

import pytest

import s2sdiff
from s2sdiff import S2SDiffError, elemental, grad, hessian, jacfwd, value_and_grad
from s2sdiff.symbolic.mode import SWELL, ExpressionSwell

CLOSE = {"rel": 1e-12, "abs": 1e-13}
RATE = 0.3


def textbook(x, y):
    return x**2 * y + y + 2


def damped(a):
    return math.exp(-0.1 * a) / (1 + a * a)


def with_helper(x, y):
    t = damped(x * y)
    return t * t + 0.123456789012345678 * x


def with_branches(x, y):
    t = damped(x * y)
    if x > 0.3:
        u = math.log(x) * t
    elif x > 0.1:
        u = math.sqrt(x) * t + x**1.7
    else:
        u = t * math.sin(x)
    return u * u + x


def with_and(x, y):
    return math.log(x) * y if x > 0 and math.log(x) < 1.0 else x * y


def with_early_return(x, y):
    if x < y:
        return y * x**3
    k = int(x)
    return x * k + abs(y - 2 * x)


def with_extremes(x, y):
    return max(x * y, x + y, 0.5) - min(x, y * y)


def with_functions(x, y):
    return (
        math.tan(x) + math.atan2(y, x) + math.hypot(x, y) + math.log1p(x * x) + math.expm1(y) + math.pow(x, 2.5)
        + math.fabs(x - y) + math.tanh(x * y) + math.erf(x) + math.log(x, 3) + math.degrees(x) + float(y) ** 3
    )  # fmt: skip


def with_globals(x, y):
    w = [0.5, 2.0]
    return RATE * x * w[1] + y * math.sin(RATE * x)


def with_int(x, y, n=3):
    return x**n * y + n * x


def linear(x, y):
    return 2 * x + 3.5


EVERY = [
    textbook, with_helper, with_branches, with_and, with_early_return, with_extremes, with_functions, with_globals,
    with_int, linear,
]  # fmt: skip
POINTS = [(0.7, 0.4), (0.2, 1.3), (2.5, 0.9), (3.5, 4.0)]


@pytest.mark.parametrize("f", EVERY)
@pytest.mark.parametrize("point", POINTS)
@pytest.mark.filterwarnings("ignore::s2sdiff.symbolic.mode.ExpressionSwell")
def test_closed_forms_agree_with_reverse_mode(f: Callable[..., Any], point: tuple[float, float]) -> None:
    wanted = grad(f, (0, 1))(*point)
    assert grad(f, (0, 1), mode="symbolic")(*point) == pytest.approx(wanted, **CLOSE)
    assert jacfwd(f, "y", mode="symbolic")(*point) == pytest.approx(wanted[1], **CLOSE)
    value, found = value_and_grad(f, mode="symbolic")(*point)
    assert value == f(*point) and found == pytest.approx(wanted[0], **CLOSE)


@pytest.mark.filterwarnings("ignore::s2sdiff.symbolic.mode.ExpressionSwell")
def test_a_way_that_is_not_taken_is_not_computed() -> None:
    """log(x) has no value at -1: a common subexpression is not taken out of its branch."""
    for f in (with_branches, with_and):
        found = grad(f, (0, 1), mode="symbolic")(-1.0, 0.4)
        assert found == pytest.approx(grad(f, (0, 1))(-1.0, 0.4), **CLOSE)


def test_the_textbook() -> None:
    d = grad(textbook, ("x", "y"), mode="symbolic")
    assert d(3.0, 4.0) == (24.0, 10.0)
    assert d.source == "def textbook_grad(x, y):\n    return 2 * x * y, x ** 2 + 1\n"


def test_floats_survive_exactly() -> None:
    def f(x):
        return 0.1 * x + 0.2 * x + 1e-17 * x * x + 3.3 * x**3

    d = grad(f, mode="symbolic")
    d(1.0)
    for text in ("0.1", "0.2", "1e-17", "3.3"):
        assert text in d.source
    assert "0.3 " not in d.source


def test_higher_orders() -> None:
    first = grad(textbook, mode="symbolic")
    assert grad(first, mode="symbolic")(3.0, 4.0) == 8.0
    assert grad(first, "y", mode="symbolic")(3.0, 4.0) == 6.0
    assert jacfwd(first)(3.0, 4.0) == hessian(textbook)(3.0, 4.0)


def test_several_results_and_tuples() -> None:
    def curve(t):
        return t * t, (math.sin(t), 2.0)

    def norm(point):
        return point[0] ** 2 * point[1]

    assert jacfwd(curve, mode="symbolic")(2.0) == (4.0, (math.cos(2.0), 0.0))
    assert grad(norm, mode="symbolic")((3.0, 2.0)) == (12.0, 9.0)
    assert grad(lambda x: (x * x, "rest"), has_aux=True, mode="symbolic")(3.0) == (6.0, "rest")


cube_root = elemental("cube_root", "x**(1/3)")


def test_elementals_are_seen_through() -> None:
    d = grad(lambda x: cube_root(x) ** 3, mode="symbolic")
    assert d(2.0) == 1.0


def test_decorator() -> None:
    @grad(mode="symbolic")
    def f(x):
        return x**3

    assert f(2.0) == 12.0


# ---------------------------------------------------------------- swell


def step(s):
    return 4 * s * (1 - s)


def logistic(x):
    """Twelve steps of the logistic map, by which Baydin et al. (JMLR 18, 2018) show expression swell."""
    s = step(step(step(step(x))))
    s = step(step(step(step(s))))
    return step(step(step(step(s))))


def test_swell_is_remarked_upon() -> None:
    d = grad(logistic, mode="symbolic")
    with pytest.warns(ExpressionSwell, match=r"takes \d+ operations.*reverse mode \d+") as seen:
        found = d(0.3)
    assert found == pytest.approx(grad(logistic)(0.3), rel=1e-9)
    many, few = map(int, re.findall(r"\d+", str(seen[0].message)))
    assert many > SWELL * few


def test_no_swell_no_remark() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        grad(textbook, mode="symbolic")(3.0, 4.0)


# ---------------------------------------------------------------- refusals


def loops(x):
    for _ in range(3):
        x = x * x
    return x


def lists(x):
    u = [x, x]
    u[0] = x * x
    return u[0]


def tries(x):
    try:
        y = math.log(x)
    except ValueError:
        y = 0.0
    return y


def mods(x):
    return x % 2.0


@pytest.mark.parametrize("f", [loops, lists, tries, mods])
def test_what_has_no_closed_form_is_refused(f: Callable[..., Any]) -> None:
    with pytest.raises(S2SDiffError, match='mode="reverse"') as error:
        grad(f, mode="symbolic")(1.5)
    assert error.value.code == "SD503" and error.value.lineno


def test_arguments_and_modes_that_do_not_fit_are_refused() -> None:
    for call in (
        lambda: jacfwd(lambda p: p[0], mode="symbolic")((1.0, 2.0)),
        lambda: jacfwd(textbook, mode="reverse"),
        lambda: grad(textbook, mode="backward"),
    ):
        with pytest.raises(S2SDiffError) as error:
            call()
        assert error.value.code == "SD503"


def test_lists_are_taken_item_by_item() -> None:
    cubed = grad(lambda v: v[0] ** 3 * v[1], mode="symbolic")
    assert cubed([2.0, 3.0]) == [36.0, 8.0]
    assert cubed([2.0, 3.0, 4.0]) == [36.0, 8.0, 0.0]


# ---------------------------------------------------------------- LaTeX


def test_latex() -> None:
    function, derivative = grad(textbook, ("x", "y")).latex
    assert function == "textbook(x, y) = x^{2} y + y + 2"
    assert r"= 2 x y,\quad" in derivative and derivative.endswith("= x^{2} + 1")


def test_latex_of_branches_and_floats() -> None:
    def f(x, n):
        return 0.1 * x**n if x > 0.5 and n < 3 else -x

    d = grad(f)
    d(1.0, 2)
    assert "0.1" in d.latex.function and r"\begin{cases}" in d.latex.derivative
    assert r"x > \frac{1}{2}" in d.latex.function
    with pytest.raises(S2SDiffError):
        grad(loops).latex  # noqa: B018


def test_the_package_loads_sympy_only_when_asked() -> None:
    assert "sympy" not in vars(s2sdiff)


def with_rest(x):
    return x**3, x


def test_symbolic_with_has_aux() -> None:
    assert grad(with_rest, has_aux=True, mode="symbolic")(2.0) == (12.0, 2.0)
    assert value_and_grad(with_rest, has_aux=True, mode="symbolic")(2.0) == ((8.0, 2.0), 12.0)
    assert jacfwd(with_rest, has_aux=True, mode="symbolic")(2.0) == (12.0, 2.0)
