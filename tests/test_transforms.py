"""The transforms beyond the gradient: Hessian products, Jacobians by shape, and what the package exports."""

from __future__ import annotations

import inspect
import math
import subprocess
import sys
from typing import Any

import pytest

import s2sdiff
from s2sdiff import S2SDiffError, hessian, hvp, jacfwd, jacobian, jacrev

CLOSE = {"rel": 1e-12, "abs": 1e-12}


def rosenbrock(v):
    total = 0.0
    for i in range(len(v) - 1):
        total += 100.0 * (v[i + 1] - v[i] ** 2) ** 2 + (1.0 - v[i]) ** 2
    return total


def mixed(x, y, k=2.0):
    return math.sin(x * y) * k + x**3 * y


def swapped(a, x):
    return a * x**3


# ---------------------------------------------------------------- products with the Hessian


def test_hvp_is_the_hessian_times_the_direction() -> None:
    point, direction = [1.1, 0.7, -0.4], [0.3, -1.0, 0.5]
    full = hessian(rosenbrock)(point)
    wanted = [sum(h * d for h, d in zip(row, direction, strict=True)) for row in full]
    assert hvp(rosenbrock)(point, direction) == pytest.approx(wanted, **CLOSE)


def test_the_direction_follows_its_argument() -> None:
    """scipy's hessp(x, p, *args)."""
    assert hvp(mixed)(0.5, 1.0, 2.0) == pytest.approx(-8.0 * math.sin(1.0) + 6.0, **CLOSE)
    assert hvp(mixed)(0.5, 3.0, 2.0, 1.0) == pytest.approx(3.0 * (-4.0 * math.sin(1.0) + 6.0), **CLOSE)
    assert hvp(swapped, 1)(5.0, 2.0, 1.0) == pytest.approx(60.0, **CLOSE)
    assert hvp(swapped, "x")(5.0, 2.0, 0.5) == pytest.approx(30.0, **CLOSE)


def test_hvp_by_several_arguments() -> None:
    got = hvp(mixed, (0, 1))(0.5, 1.0, 2.0, 0.0, k=2.0)
    (a, _), (b, _) = hessian(mixed, (0, 1))(0.5, 2.0)
    assert got == pytest.approx((a, b), **CLOSE)


def test_hvp_with_keywords() -> None:
    wanted = hvp(mixed)(0.5, 1.0, 2.0, 3.0)
    assert hvp(mixed)(0.5, 1.0, y=2.0, k=3.0) == wanted
    assert hvp(mixed)(x=0.5, y=2.0, k=3.0, x_dot=1.0) == wanted
    assert list(inspect.signature(hvp(mixed)).parameters) == ["x", "x_dot", "y", "k"]


def test_hvp_of_one_of_star_args() -> None:
    def f(*parts):
        return parts[0] ** 2 * parts[1] ** 3

    assert hvp(f, 1)(2.0, 3.0, 1.0) == pytest.approx(72.0, **CLOSE)


@pytest.mark.parametrize(("args", "kwargs"), [((1.0,), {}), ((), {"x": 1.0, "y": 2.0})])
def test_a_missing_direction_is_an_error(args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    with pytest.raises(S2SDiffError, match="direction for `x`") as error:
        hvp(mixed)(*args, **kwargs)
    assert error.value.code == "SD502"


# ---------------------------------------------------------------- Jacobians


def spread(t):
    return [t, t * t, math.sin(t)]


def gathered(v):
    return [v[0] * v[1] * v[2], v[0] + v[2]]


def test_jacobian_is_that_of_both_modes() -> None:
    assert jacobian(spread)(0.7) == jacfwd(spread)(0.7)
    assert jacobian(gathered)([1.0, 2.0, 3.0]) == jacrev(gathered)([1.0, 2.0, 3.0])
    assert jacobian(gathered)([1.0, 2.0, 3.0]) == jacfwd(gathered)([1.0, 2.0, 3.0])
    assert jacobian(mixed, ("x", 1))(0.5, 2.0) == pytest.approx(
        s2sdiff.grad(mixed, ("x", 1))(0.5, 2.0), **CLOSE
    )


def test_jacobian_chooses_by_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    from s2sdiff import jacobians

    taken: list[str] = []
    forward, backward = jacobians.forward, jacobians.backward
    monkeypatch.setattr(jacobians, "forward", lambda *a: (taken.append("forward"), forward(*a))[1])
    monkeypatch.setattr(jacobians, "backward", lambda *a: (taken.append("reverse"), backward(*a))[1])
    jacobian(spread)(0.7)
    jacobian(gathered)([1.0, 2.0, 3.0])
    jacobian(rosenbrock)([1.0, 2.0, 3.0])
    jacobian(mixed)(1.0, 2.0)
    assert taken == ["forward", "reverse", "reverse", "forward"]


def test_jacobian_composes_and_decorates() -> None:
    @jacobian
    def f(x):
        return x**4

    assert f(2.0) == 32.0
    assert s2sdiff.grad(f)(2.0) == 48.0
    assert jacobian(f)(2.0) == 48.0
    assert jacobian(argnums="y")(swapped_names)(2.0, 3.0) == 12.0


def swapped_names(x, y):
    return x * y**2


# ---------------------------------------------------------------- derivatives of generated programs


def test_a_pushforward_is_differentiated_by_its_tangents() -> None:
    push = s2sdiff.pushforward(mixed, ("x", "y"))
    assert list(inspect.signature(push).parameters) == ["x", "y", "k", "x_dot", "y_dot"]
    a, b = s2sdiff.grad(mixed, ("x", "y"))(0.5, 2.0, 3.0)
    assert jacfwd(push, "x_dot")(0.5, 2.0, 3.0, 7.0, 11.0) == pytest.approx((0.0, a), **CLOSE)
    assert jacrev(push, 4)(0.5, 2.0, 3.0, 7.0, 11.0) == pytest.approx((0.0, b), **CLOSE)


def test_a_pullback_is_differentiated_by_its_cotangent() -> None:
    pull = s2sdiff.pullback(swapped, "x")
    assert list(inspect.signature(pull).parameters) == ["a", "x", "swapped_bar"]
    assert jacfwd(pull, "swapped_bar")(5.0, 2.0, 7.0) == (0.0, pytest.approx(60.0, **CLOSE))


def test_a_pullback_of_a_lambda() -> None:
    f = lambda x: x * x  # noqa: E731
    value, pull = s2sdiff.vjp(f, 3.0)
    assert (value, pull(2.0)) == (9.0, (12.0,))


# ---------------------------------------------------------------- the package


@pytest.mark.parametrize("name", s2sdiff.__all__)
def test_everything_exported_is_there(name: str) -> None:
    assert getattr(s2sdiff, name) is not None
    assert name in dir(s2sdiff)


def test_what_is_not_exported_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_such"):
        s2sdiff.nothing_such  # noqa: B018


def test_numeric_counterparts() -> None:
    from s2sdiff import Dual, check_grads, differences

    check_grads(mixed, (0.5, 2.0))
    assert differences(swapped, 1)(5.0, 2.0) == pytest.approx(60.0, rel=1e-6)
    x = Dual(2.0, 1.0)
    assert (x * x * x).tangent == 12.0


def test_an_import_loads_nothing_that_it_need_not() -> None:
    code = "import sys, s2sdiff; print('s2sdiff.numeric.check' in sys.modules, 'sympy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["False", "False"], done.stderr
