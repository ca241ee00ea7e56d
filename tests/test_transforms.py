"""The transforms beyond the gradient: Hessian products, Jacobians by shape, and what the package exports."""

from __future__ import annotations

import dataclasses
import functools
import inspect
import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
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
    from s2sdiff.directions import jacobian as jacobians

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


# ---------------------------------------------------------------- the rest of a result, names, structures


def with_rest(x, y=2.0):
    return [x * y, x**2], {"x": x}


def real_with_rest(x):
    return x**3, [x, "kept"]


def test_has_aux_passes_the_rest_through() -> None:
    rest = {"x": 3.0}
    assert jacfwd(with_rest, has_aux=True)(3.0) == ([2.0, 6.0], rest)
    assert jacrev(with_rest, has_aux=True)(3.0) == ([2.0, 6.0], rest)
    assert jacobian(with_rest, ("x", "y"), has_aux=True)(3.0, 2.0) == ([(2.0, 3.0), (6.0, 0.0)], rest)
    assert s2sdiff.pushforward(with_rest, has_aux=True)(3.0, 2.0, 1.0) == ([6.0, 9.0], [2.0, 6.0], rest)
    assert s2sdiff.pullback(with_rest, has_aux=True)(3.0, 2.0, [1.0, 1.0]) == ([6.0, 9.0], 8.0, rest)
    assert s2sdiff.jvp(with_rest, (3.0, 2.0), (1.0, 0.0), has_aux=True) == ([6.0, 9.0], [2.0, 6.0], rest)
    value, pull, kept = s2sdiff.vjp(with_rest, 3.0, 2.0, has_aux=True)
    assert (value, pull([1.0, 1.0]), kept) == ([6.0, 9.0], (8.0, 3.0), rest)
    assert hessian(real_with_rest, has_aux=True)(2.0) == (12.0, [2.0, "kept"])
    for mode in ("reverse", "forward"):
        assert s2sdiff.grad(real_with_rest, has_aux=True, mode=mode)(2.0) == (12.0, [2.0, "kept"])
        both = s2sdiff.value_and_grad(real_with_rest, has_aux=True, mode=mode)(2.0)
        assert both == ((8.0, [2.0, "kept"]), 12.0)


def test_what_has_aux_wants_is_a_pair() -> None:
    for take in (s2sdiff.grad, jacfwd, jacrev, jacobian, hessian):
        with pytest.raises(S2SDiffError) as error:
            take(spread, has_aux=True)(1.0)
        assert error.value.code == "SD404"


def test_seeds_by_name() -> None:
    push = s2sdiff.pushforward(mixed, ("x", "y"))
    assert push(0.5, y=2.0, x_dot=1.0, y_dot=0.0) == push(0.5, 2.0, 2.0, 1.0, 0.0)
    assert s2sdiff.pullback(swapped, "x")(x=2.0, a=5.0, swapped_bar=1.0) == (40.0, 60.0)
    with pytest.raises(S2SDiffError) as error:
        push(0.5, y=2.0)
    assert error.value.code == "SD502"


@dataclasses.dataclass
class Layer:
    w: list
    b: float


def one_layer(p, x):
    return (p.w[0] * x + p.b) ** 2 * p.w[1]


def of_dict(p):
    return p["a"] ** 2 * p["b"]


def of_arrays(a, m):
    return a @ m @ a


def test_hessian_of_structures() -> None:
    found = hessian(one_layer)(Layer([1.0, 2.0], 3.0), 4.0)
    assert found == Layer([Layer([64.0, 56.0], 16.0), Layer([56.0, 0.0], 14.0)], Layer([16.0, 14.0], 4.0))
    assert hessian(of_dict)({"a": 2.0, "b": 3.0}) == {"a": {"a": 6.0, "b": 4.0}, "b": {"a": 4.0, "b": 0.0}}


def test_hessian_by_several_arrays_has_the_axes_in_their_order() -> None:
    a, m = np.array([1.0, 2.0, -1.0]), np.arange(9.0).reshape(3, 3)
    (aa, am), (ma, mm) = hessian(of_arrays, (0, 1))(a, m)
    np.testing.assert_allclose(aa, m + m.T)
    eye = np.eye(3)
    wanted = np.einsum("ij,k->ijk", eye, a) + np.einsum("ik,j->ijk", eye, a)
    np.testing.assert_allclose(am, wanted)
    np.testing.assert_allclose(ma, np.moveaxis(wanted, 0, -1))
    assert not mm.any() and mm.shape == (3, 3, 3, 3)


# ---------------------------------------------------------------- composition


def pair_of_products(v):
    return [v[0] * v[1], v[1] ** 3]


def pair_of_arrays(a):
    return a[0] * a**2


THIRD = [[[0.0, 0.0], [0.0, 12.0]], [[0.0, 12.0], [12.0, 6.0]]]


def scaled_cube(v):
    return v[0] * v[1] ** 3


@pytest.mark.parametrize("outer", [jacfwd, jacrev, jacobian])
@pytest.mark.parametrize("inner", [jacfwd, jacrev, jacobian])
def test_jacobians_of_jacobians(outer: Any, inner: Any) -> None:
    assert outer(inner(pair_of_products))([1.0, 2.0]) == [[[0.0, 1.0], [1.0, 0.0]], [[0.0, 0.0], [0.0, 12.0]]]
    assert outer(hessian(scaled_cube))([1.0, 2.0]) == THIRD
    a = np.array([1.5, 2.0, -1.0])
    e = np.eye(3)
    wanted = 2 * (np.einsum("k,ij,i->ijk", e[0], e, a) + np.einsum("j,ik,i->ijk", e[0], e, a)) + 2 * a[
        0
    ] * np.einsum("ij,ik->ijk", e, e)
    np.testing.assert_allclose(outer(inner(pair_of_arrays))(a), wanted, **TIGHT)


TIGHT = {"rtol": 1e-12, "atol": 1e-12}


def test_fourth_order_of_an_array() -> None:
    found = jacfwd(jacrev(hessian(lambda a: np.sum(a**4) * a[0])))(np.array([2.0, 3.0]))
    assert found.shape == (2, 2, 2, 2)
    assert found[0, 0, 0, 0] == pytest.approx(240.0) and found[0, 1, 1, 1] == pytest.approx(72.0)
    assert found[1, 1, 1, 1] == pytest.approx(48.0) and found[0, 0, 0, 1] == 0.0


def test_sweeps_of_a_jacobian() -> None:
    """jvp and vjp of what is several columns, and Jacobians by several arguments of it."""
    point, along = [1.0, 2.0], [0.5, -1.0]
    value, tangent = s2sdiff.jvp(jacfwd(pair_of_products), (point,), (along,))
    assert value == jacfwd(pair_of_products)(point)
    assert tangent == [[-1.0, 0.5], [0.0, -12.0]]
    same, pull = s2sdiff.vjp(jacrev(pair_of_products), point)
    assert same == value and pull([[1.0, 2.0], [3.0, 4.0]]) == ([2.0, 1.0 + 48.0],)
    second = jacfwd(jacfwd(lambda x, y: [x * y, x**2 * y], (0, 1)), (0, 1))(3.0, 2.0)
    assert second == [((0.0, 1.0), (1.0, 0.0)), ((4.0, 6.0), (6.0, 0.0))]


def test_a_gradient_of_a_jacobian_is_refused() -> None:
    with pytest.raises(S2SDiffError) as error:
        s2sdiff.grad(jacfwd(pair_of_products))([1.0, 2.0])
    assert error.value.code == "SD404"


def test_hvp_is_differentiated() -> None:
    """x before its direction, then the rest, in every order of transforms."""

    def f(a, b):
        return a**3 * b

    assert s2sdiff.grad(hvp(f))(2.0, 1.0, 5.0) == 30.0
    assert s2sdiff.grad(hvp(f), "b")(2.0, 1.0, 5.0) == 12.0
    assert s2sdiff.grad(hvp(f), "a_dot")(2.0, 1.0, 5.0) == 60.0
    assert s2sdiff.grad(s2sdiff.grad(hvp(f)), "b")(2.0, 1.0, 5.0) == 6.0
    assert hvp(argnums=0)(f)(2.0, 1.0, 5.0) == 60.0


def test_a_wrapper_is_differentiated_as_it_stands() -> None:
    def doubled(f):
        @functools.wraps(f)
        def wrapper(*args, **kwargs):
            return 2 * f(*args, **kwargs)

        return wrapper

    f = doubled(mixed)
    assert s2sdiff.grad(f)(0.5, 2.0) == pytest.approx(2 * s2sdiff.grad(mixed)(0.5, 2.0), **CLOSE)
    assert s2sdiff.grad(f, "y")(0.5, y=2.0) == pytest.approx(2 * s2sdiff.grad(mixed, "y")(0.5, 2.0), **CLOSE)
    with pytest.raises(S2SDiffError) as error:
        s2sdiff.grad(f, "y")(0.5, 2.0)
    assert error.value.code == "SD501"


# ---------------------------------------------------------------- sweeps in one run


def branchy(v):
    total = 0.0
    for i in range(len(v)):
        if v[i] > 0:
            total += math.exp(-v[i]) * v[i - 1]
        else:
            total -= v[i] ** 2 / (2.0 + v[i] * v[i])
    return total


def spread_out(t):
    return [math.sin(k * t) for k in range(12)]


def through_max(v):
    return [max(a, b) for a in v for b in v[:2]]


def root_of_first(v):
    return math.sqrt(v[0] * v[0]) + sum(v)


@pytest.mark.parametrize("f", [rosenbrock, branchy], ids=["rosenbrock", "branchy"])
def test_many_sweeps_are_one_run(f: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of floats takes all its seeds at once, and gives what it gives seed by seed."""
    from s2sdiff.directions import sweeps

    point = [math.cos(3.0 * k) for k in range(15)]
    second = hessian(f)
    at_once = second(point)
    assert ", sweeps)" in second.source
    monkeypatch.setattr(sweeps, "MANY", 1000)
    assert at_once == second(point)
    assert ", sweeps)" not in second.source
    assert all(type(x) is float for row in at_once for x in row)


def test_a_program_that_calls_functions_of_tangents_is_run_seed_by_seed() -> None:
    point = [math.cos(3.0 * k) for k in range(9)]
    assert jacfwd(through_max)(point) == jacrev(through_max)(point)
    third = jacfwd(lambda v: [math.fsum(v), v[0]])
    assert third([1.0] * 9) == [[1.0] * 9, [1.0] + [0.0] * 8]


def test_reverse_sweeps_at_once() -> None:
    rows = jacrev(lambda v: [v[0] * x + x**2 for x in v])([1.0 + k for k in range(10)])
    assert rows == jacfwd(lambda v: [v[0] * x + x**2 for x in v])([1.0 + k for k in range(10)])
    assert jacrev(spread_out)(0.3) == pytest.approx(jacfwd(spread_out)(0.3), **CLOSE)


def test_what_raises_seed_by_seed_raises_at_once() -> None:
    for count in (3, 12):
        with pytest.raises(ZeroDivisionError):
            jacfwd(root_of_first)([0.0] * count)


def test_jacobians_of_nothing() -> None:
    assert jacrev(lambda v: [2 * x for x in v])([]) == []
    assert jacfwd(lambda v: [2 * x for x in v])([]) == []
    assert jacrev(lambda a, t: a * t, (0, 1))(np.zeros(0), 2.0)[0].shape == (0, 0)
    assert jacfwd(lambda a, t: a * t, (0, 1))(np.zeros(0), 2.0)[1].shape == (0,)


def test_a_hessian_is_one_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """All columns are runs of one specialisation, compiled once for all lengths."""
    from s2sdiff import derivative

    made: list[str] = []
    specialize = derivative.specialize

    def counted(primal: Any, kinds: Any, target: Any) -> Any:
        made.append(target.goal)
        return specialize(primal, kinds, target)

    monkeypatch.setattr(derivative, "specialize", counted)
    second = hessian(lambda a: np.sum(a**3 * a[0]))
    assert second(np.arange(5.0)).shape == (5, 5)
    assert second(np.arange(9.0)).shape == (9, 9)
    assert made.count("along") == 1 and len(made) <= 3


def test_products_cost_what_they_may() -> None:
    """The figures of tests/benchmarks/run_orders.py: a product with the Hessian takes at most 4 gradients."""
    path = Path(__file__).parent / "benchmarks" / "results" / "orders.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
    assert len(rows) == 4
    assert all(row["s2sdiff_hvp_over_gradient"] <= 4.0 for row in rows)


@dataclasses.dataclass
class Slab:
    conductivity: float
    thickness: float


def test_lists_of_dataclass_instances_are_refused_as_arguments() -> None:
    def resistance(layers: list[Slab], area: float) -> float:
        return sum(layer.thickness / layer.conductivity for layer in layers) / area

    layers = [Slab(3.0, 0.5), Slab(0.25, 2.0)]
    with pytest.raises(s2sdiff.S2SDiffError, match="instances of a dataclass"):
        s2sdiff.grad(resistance)(layers, 2.0)
    assert s2sdiff.grad(resistance, "area")(layers, 2.0) == pytest.approx(-resistance(layers, 2.0) / 2.0)


def test_parameters_are_those_of_the_definition() -> None:
    def double(*args: float) -> float:
        return 2.0 * args[0] * args[0]

    double.__signature__ = inspect.signature(lambda x: x)  # type: ignore[attr-defined]
    assert s2sdiff.grad(double)(3.0) == 12.0


def test_tangents_of_lists_are_as_long_as_their_lists_at_each_call() -> None:
    product = hvp(lambda x: sum(a**3 for a in x))
    assert product([1.0, 2.0], [1.0, 1.0]) == product([1.0, 2.0], [1.0, 1.0]) == [6.0, 12.0]
    for seed in ([1.0], [1.0, 1.0, 1.0]):
        with pytest.raises(s2sdiff.S2SDiffError, match="SD502"):
            product([1.0, 2.0], seed)
    assert product([1.0], [1.0]) == [6.0]
