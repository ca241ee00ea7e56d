"""The numeric counterparts: trees, differences, dual numbers, checks."""

import math
import operator
import pickle
import subprocess
import sys
import types
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from s2sdiff.numeric import dual_jvp, dual_math
from s2sdiff.numeric.arguments import Call
from s2sdiff.numeric.check import GradientMismatch, check_grads
from s2sdiff.numeric.differences import SCHEMES, differences, ridders_tableau
from s2sdiff.numeric.dual import Dual, primal
from s2sdiff.numeric.dual_jvp import derivative
from s2sdiff.numeric.dual_rules import find
from s2sdiff.numeric.tree import flatten, fresh, paths
from s2sdiff.rules.declare import RULES

ACCURACY = {"forward": 1e-6, "central": 1e-9, "ridders": 1e-11, "complex": 1e-14}
schemes = pytest.mark.parametrize("scheme", SCHEMES)


class Pair(NamedTuple):
    first: object
    second: object


@dataclass(frozen=True, slots=True)
class Body:
    mass: object
    name: str = "b"


@dataclass
class Counted:
    x: float
    made: int = field(default=0, init=False)

    def __post_init__(self):
        self.made += 1


# Trees

structures = st.recursive(
    st.none()
    | st.booleans()
    | st.text(max_size=3)
    | st.integers(-9, 9)
    | st.floats(allow_nan=False)
    | st.builds(lambda n: np.arange(float(n)), st.integers(0, 3)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=2), inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.builds(Pair, inner, inner)
        | st.builds(Body, inner)
    ),
    max_leaves=8,
)


@given(structures, st.booleans())
def test_a_tree_of_its_own_leaves_is_the_same(value, reals):
    leaves, rebuild = flatten(value, reals=reals)
    assert repr(rebuild(leaves)) == repr(value)
    assert len(paths(value, reals=reals)) == len(leaves)


@given(structures, st.booleans())
def test_leaves_come_back_in_order(value, reals):
    leaves, rebuild = flatten(value, reals=reals)
    numbers = [float(i) for i in range(len(leaves))]
    assert flatten(rebuild(numbers))[0][: len(numbers)] == numbers or not reals
    with pytest.raises(ValueError, match="leaves"):
        rebuild([*leaves, 1.0])


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_floats_of_every_size_are_leaves(dtype):
    assert len(flatten([dtype(1), np.ones(2, dtype)])[0]) == 2


def test_what_is_static():
    static = [None, "x", True, 1, np.int64(1), np.arange(3), 1j, np.ones(2, bool), math.sin, Body, object()]
    leaves, rebuild = flatten(static)
    assert leaves == [] and all(a is b for a, b in zip(rebuild([]), static, strict=True))
    assert len(flatten(static, reals=True)[0]) == 3


def test_paths():
    value = {"w": [1.0, Body(2.0)], 3: Pair(4.0, None)}
    assert paths(value, "p") == ["p['w'][0]", "p['w'][1].mass", "p[3].first"]


def test_containers_keep_their_types_and_run_no_constructor():
    class Names(list):
        pass

    counted, ordered = Counted(1.0), OrderedDict(b=1.0, a=2.0)
    leaves, rebuild = flatten([counted, ordered, Names([3.0]), Body(4.0)])
    new = rebuild([10.0, 20.0, 30.0, 40.0, 50.0])
    assert leaves == [1.0, 1.0, 2.0, 3.0, 4.0]
    assert new[0] == Counted(10.0) and new[0].made == 1 and counted.x == 1.0
    assert list(new[1].items()) == [("b", 20.0), ("a", 30.0)] and type(new[1]) is OrderedDict
    assert type(new[2]) is Names and new[3] == Body(50.0) and ordered["b"] == 1.0


def test_fresh_shares_no_array_or_container():
    value = {"a": [np.arange(3), np.ones(2)]}
    new = fresh(value)
    assert new is not value and new["a"] is not value["a"]
    assert not np.shares_memory(new["a"][0], value["a"][0]) and repr(new) == repr(value)


# Which arguments


def three(x, y=2.0, /, *, k=3.0):
    return x * y * k


@pytest.mark.parametrize(
    ("argnums", "chosen"),
    [(0, [7.0]), ("x", [7.0]), (-1, [7.0]), ((1, "k"), [2.0, 3.0]), (["k", 0], [3.0, 7.0]), ("y", [2.0])],
)
def test_arguments_are_found(argnums, chosen):
    call = Call(three, (7.0,), {}, argnums)
    assert call.chosen == chosen
    args, kwargs = call.replaced([each * 10 for each in chosen])
    assert three(*args, **kwargs) == 42.0 * 10 ** len(chosen)


def test_arguments_by_keyword_and_of_builtins():
    assert Call(lambda x, y: x, (), {"x": 1.0, "y": 2.0}, 1).names == ["y"]
    assert Call(max, (1.0, 2.0), {}, 1).names == ["argument 1"]
    assert Call(lambda *xs: xs, (1.0, 2.0), {}, 1).chosen == [2.0]


@pytest.mark.parametrize(
    ("argnums", "error"), [(2, TypeError), ("z", TypeError), ((0, "x"), ValueError), (1.5, TypeError)]
)
def test_arguments_that_are_not_there(argnums, error):
    with pytest.raises(error):
        Call(three, (7.0,), {}, (argnums,) if argnums == 1.5 else argnums)


# Differences


@schemes
def test_the_textbook_function(scheme):
    def f(x, y):
        return x**2 * y + y + 2

    assert differences(f, (0, "y"), scheme)(3, 4) == pytest.approx((24, 10), rel=ACCURACY[scheme])
    assert differences(f, "x", scheme)(y=4.0, x=3.0) == pytest.approx(24, rel=ACCURACY[scheme])
    assert isinstance(differences(f, 0, scheme)(3, 4), float)


@schemes
@given(st.floats(0.1, 50))
def test_accuracy(scheme, x):
    # Near 0.1 a step scaled to 1 is a large one.
    assert differences(np.log, scheme=scheme)(x) == pytest.approx(1 / x, rel=500 * ACCURACY[scheme])
    want = pytest.approx(1.5 * x**0.5, rel=100 * ACCURACY[scheme])
    assert differences(lambda x: x**1.5, scheme=scheme)(x) == want


@schemes
def test_jacobian_layout(scheme):
    a = np.arange(6.0).reshape(2, 3)
    jacobian = differences(lambda x: a @ x, scheme=scheme)(np.arange(3))
    np.testing.assert_allclose(jacobian, a, atol=1e-6)
    x = np.arange(4.0).reshape(2, 2)
    jacobian = differences(lambda x: a.T @ x, scheme=scheme)(x)
    assert jacobian.shape == (3, 2, 2, 2)
    np.testing.assert_allclose(jacobian, np.einsum("ki,jl->ijkl", a, np.eye(2)), atol=1e-6)
    assert differences(lambda x: x.sum(), scheme=scheme)(x).shape == (2, 2)
    assert differences(lambda x: x * np.ones(5), scheme=scheme)(2.0).shape == (5,)
    assert differences(lambda x: x, scheme=scheme)(np.zeros((0, 3))).shape == (0, 3, 0, 3)


@schemes
def test_structures(scheme):
    def f(p, q):
        return {
            "a": p["w"].sum() * p["b"][0],
            "n": "text",
            "c": [q.mass * p["b"][0], None],
            "p": Pair(q.mass, 1),
        }

    p = {"w": np.ones((2, 2)), "b": (3.0,), "tag": "t"}
    got = differences(f, (0, 1), scheme)(p, Body(5.0))
    (dp, dq) = got["a"]
    np.testing.assert_allclose(dp["w"], 3 * np.ones((2, 2)), rtol=1e-6)
    assert dp["b"] == pytest.approx((4.0,)) and dp["tag"] == "t" and dq == Body(0.0)
    assert got["n"] == "text" and got["c"][1] is None
    assert got["c"][0][1].mass == pytest.approx(3.0) and got["p"].first[1].mass == pytest.approx(1.0)
    assert got["p"].second[1].mass == 0.0


def test_dtypes():
    x = np.ones(2, np.float32)
    assert differences(np.sin)(x).dtype == np.float32
    np.testing.assert_allclose(differences(np.sin)(x), math.cos(1) * np.eye(2), atol=1e-3)
    assert differences(np.sin)(np.arange(2)).dtype == np.float64
    assert isinstance(differences(np.sin)(np.float32(1)), float)
    assert isinstance(differences(lambda x: x * 1.0)(np.array(2.0)), np.ndarray)
    wide = differences(lambda x: x * x, scheme="ridders")(np.array([2], np.longdouble))
    assert wide.dtype == np.longdouble


def test_ridders_near_the_end_of_the_domain():
    for x in (1e-10, 1e-3, 1.0, 1e6):
        assert differences(math.log, scheme="ridders")(x) == pytest.approx(1 / x, rel=1e-10)
        assert differences(np.sqrt, scheme="ridders")(x) == pytest.approx(0.5 / x**0.5, rel=1e-10)
    assert differences(lambda x: math.sin(100 * math.pi * x), scheme="ridders")(0.0) == pytest.approx(
        100 * math.pi, rel=1e-9
    )
    assert math.isnan(differences(np.sqrt, scheme="ridders")(0.0))
    with pytest.raises(ValueError, match=r"domain|nonnegative"):
        differences(math.sqrt, scheme="ridders")(0.0)


def test_ridders_error_estimate():
    slope, error = ridders_tableau(lambda h: np.exp(np.array([0.0, 1.0]) + h), 0.1, 1e-16)
    assert np.all(np.abs(slope - [1, math.e]) <= 10 * error) and np.all(error < 1e-9)


def test_step_is_absolute():
    steps = []
    differences(lambda x: steps.append(x) or x, scheme="central", step=0.5)(100.0)
    assert steps[1:] == [100.5, 99.5]


def test_complex_step_is_exact_and_says_where_it_is_not():
    # The example of Squire and Trapp.
    def f(x):
        return np.exp(x) / (np.cos(x) ** 3 + np.sin(x) ** 3) ** 0.5

    assert differences(f, scheme="complex")(1.5) == pytest.approx(4.05342789389862, rel=1e-14)
    for fun in (abs, np.linalg.norm, np.real):
        with pytest.raises(ValueError, match="imaginary"):
            differences(fun, scheme="complex")(np.array([2.0]))
    with pytest.raises(TypeError, match="central"):
        differences(math.sin, scheme="complex")(1.0)
    assert differences(lambda x, y: y * y, (0, 1), "complex")(1.0, 2.0) == (0.0, 4.0)
    np.testing.assert_allclose(differences(np.sin, scheme="complex")(np.float32(1)), math.cos(1), rtol=1e-6)


def test_arguments_are_not_changed_and_fun_may_change_its_copies():
    def f(x, y):
        x *= 2.0
        y.append(x.sum())
        return y[-1]

    x, y = np.ones(2), []
    np.testing.assert_allclose(differences(f)(x, y), [2, 2])
    assert y == [] and x.tolist() == [1, 1]


def test_differences_refuse():
    with pytest.raises(ValueError, match="scheme"):
        differences(abs, scheme="fwd")
    with pytest.raises(ValueError, match="step"):
        differences(abs, step=0.0)
    with pytest.raises(TypeError, match="`x` is str"):
        differences(lambda x: x)("a")
    with pytest.raises(TypeError, match="no reals"):
        differences(lambda x: "a")(1.0)
    with pytest.raises(TypeError, match="complex"):
        differences(lambda x: x * 1j)(1.0)
    with pytest.raises(TypeError, match="varies"):
        differences(lambda x: [1.0] * (1 + (x > 1)))(1.0)


# Dual numbers


def test_dual_textbook():
    def f(x, y):
        return x**2 * y + y + 2

    assert f(Dual(3, 1), Dual(4, 0)).tangent == 24 and f(Dual(3, 0), Dual(4, 1)).tangent == 10
    along = f(Dual(3.0, 2 / 5**0.5), Dual(4.0, 1 / 5**0.5))
    assert along.value == 42 and along.tangent == pytest.approx(58 / 5**0.5)


BINARY = [operator.add, operator.sub, operator.mul, operator.truediv, operator.mod, operator.pow]
positive = st.floats(0.3, 3.0)


@pytest.mark.parametrize("fn", BINARY)
@given(x=positive, y=positive)
def test_operators(fn, x, y):
    if fn is operator.mod:
        assume(0.02 < (x / y) % 1 < 0.98)
    dx, dy = differences(fn, (0, 1), "ridders")(x, y)
    for left, right, want in [(Dual(x, 1), y, dx), (x, Dual(y, 1), dy), (Dual(x, 1), Dual(y, 1), dx + dy)]:
        got = fn(left, right)
        assert got.value == fn(x, y) and got.tangent == pytest.approx(want, rel=1e-6, abs=1e-8)
        array = fn(*(Dual(np.array([v.value]), 1) if isinstance(v, Dual) else v for v in (left, right)))
        assert array.tangent[0] == pytest.approx(want, rel=1e-6, abs=1e-8)
        for wrap in (np.float64, np.atleast_1d):
            other = fn(*(v if isinstance(v, Dual) else wrap(v) for v in (left, right)))
            assert isinstance(other, Dual) and np.ravel(other.tangent) == pytest.approx(
                want, rel=1e-6, abs=1e-8
            )


SAMPLES = {"acosh": 1.7, "atanh": 0.4, "asin": 0.4, "acos": 0.4}
UNARY = [
    name
    for name in "acos acosh asin asinh atan atanh cbrt cos cosh degrees erf erfc exp exp2 expm1 fabs log "
    "log10 log1p log2 radians sin sinh sqrt tan tanh".split()
    if hasattr(math, name)
]


@pytest.mark.parametrize("name", UNARY)
def test_math(name):
    x, fn = SAMPLES.get(name, 0.7), getattr(math, name)
    mine = getattr(dual_math, name)
    once, twice = differences(fn, scheme="ridders"), differences(derivative(mine), scheme="ridders")
    assert mine(x) == fn(x) and mine(Dual(x, 1.0)).value == fn(x)
    assert mine(Dual(x, 2.0)).tangent == pytest.approx(2 * once(x), rel=1e-9)
    assert derivative(derivative(mine))(x) == pytest.approx(twice(x), rel=1e-8, abs=1e-8)


@pytest.mark.parametrize(
    "name", [n for n in UNARY if hasattr(np, n) and isinstance(getattr(np, n), np.ufunc)]
)
def test_ufuncs(name):
    x, fn = SAMPLES.get(name, 0.7), getattr(np, name)
    u = np.array([[x, x + 0.1], [x + 0.2, x + 0.25]])
    want = differences(fn, scheme="ridders")
    got = fn(Dual(u, 1.0))
    np.testing.assert_array_equal(got.value, fn(u))
    np.testing.assert_allclose(got.tangent, np.vectorize(want)(u), rtol=1e-9)
    assert fn(Dual(x, 1.0)).tangent == pytest.approx(want(x), rel=1e-9)


def test_math_of_several():
    x = Dual(3.0, 1.0)
    assert dual_math.hypot(x, 4.0) == 5.0 and dual_math.hypot(x, 4.0).tangent == pytest.approx(0.6)
    assert dual_math.hypot(x, 4.0, 0.0, 0.0).tangent == pytest.approx(0.6)
    assert dual_math.dist([x, 0.0], [0.0, 4.0]).tangent == pytest.approx(0.6)
    assert dual_math.prod([x, x, 2.0]).tangent == 12.0
    assert dual_math.fsum(each for each in [x, 1.0, x]).tangent == 2.0
    assert dual_math.atan2(x, 2.0).tangent == pytest.approx(2 / 13)
    assert dual_math.log(x, 2.0).tangent == pytest.approx(1 / 3 / math.log(2))
    mantissa, exponent = dual_math.frexp(x)
    assert (mantissa.tangent, exponent) == (0.25, 2) and type(exponent) is int
    assert dual_math.isfinite(x) is True and dual_math.pi is math.pi
    assert dual_math.gcd(6, 4) == 2 and dual_math.hypot(3, 4) == 5.0
    assert set(dir(math)) - set(dir(dual_math)) <= {"__file__"}


def test_piecewise_constants_are_plain():
    x = Dual(2.7, 1.0)
    plain = [round(x), math.floor(x), math.ceil(x), math.trunc(x), int(x), x // 1.0, divmod(x, 1.0)[0]]
    assert plain == [3, 2, 3, 2, 2, 2.0, 2.0] and not any(isinstance(each, Dual) for each in plain)
    assert round(x, 1) == 2.7 and dual_math.floor(x) == 2
    assert divmod(x, 1.0)[1].tangent == 1.0 and divmod(7.5, x)[1].tangent == -2.0
    assert abs(Dual(-2.0, 1.0)).tangent == -1.0 and abs(Dual(0.0, 1.0)).tangent == 0.0
    assert (+x).tangent == 1.0 and (-x).tangent == -1.0


def test_order_goes_by_the_value():
    x, y = Dual(1.0, 5.0), Dual(2.0, -5.0)
    assert x < y and x <= y and y > x and y >= 2.0 and x == 1.0 and x != y and x < 1.5
    assert max(x, y) is y and min(x, 0.5) == 0.5 and sorted([y, x])[0] is x
    assert bool(x) and not Dual(0.0, 1.0) and hash(x) == hash(1.0)
    assert (Dual(np.arange(3.0), 1.0) > 1).tolist() == [False, False, True]


def test_what_would_drop_the_tangent_raises():
    x = Dual(1.0, 1.0)
    for drop in (float, math.sin, lambda x: np.array([x, x])):
        with pytest.raises(TypeError, match="dual"):
            drop(x)
    u = np.ones(2)
    with pytest.raises((TypeError, ValueError)):
        u[0] = x
    with pytest.raises(TypeError, match="out"):
        np.add(u, x, out=u)
    with pytest.raises(TypeError):
        u += x
    with pytest.raises(TypeError, match="no rule"):
        np.bitwise_count(Dual(u, 1.0))
    with pytest.raises(TypeError):
        x + "a"
    with pytest.raises(TypeError, match="where"):
        np.sin(Dual(u, 1.0), where=u > 0)


def test_dual_refuses():
    with pytest.raises(ValueError, match="shape"):
        Dual(np.ones(2), np.ones(3))
    for wrong in ("a", None, True, [1.0]):
        with pytest.raises(TypeError):
            Dual(wrong, 1.0)
    with pytest.raises(AttributeError):
        Dual(1.0, 1.0).nonsense  # noqa: B018


def test_dual_prints_and_pickles():
    x = Dual(Dual(1.0, 2.0), 3.0)
    new = pickle.loads(pickle.dumps(x))
    assert repr(new) == repr(x) == "Dual(Dual(1.0, 2.0), 3.0)" and new.tag == x.tag


# Perturbations


def test_no_perturbation_confusion():
    assert derivative(lambda x: x * derivative(lambda y: x + y)(1.0))(1.0) == 1.0
    assert derivative(lambda x: x * derivative(lambda y: x * y)(2.0))(3.0) == 6.0
    assert derivative(lambda x: derivative(lambda y: derivative(lambda z: x * y * z)(x))(x))(5.0) == 1.0
    assert derivative(lambda x: derivative(lambda y: x)(x))(1.0) == 0.0


@given(st.floats(-2, 2))
def test_nesting_by_hand_and_by_function(x):
    third = derivative(derivative(derivative(lambda x: x**5)))(x)
    assert third == pytest.approx(60 * x**2, abs=1e-12)
    nested = Dual(Dual(x, 1.0), Dual(1.0, 0.0))
    assert (nested**5).tangent.tangent == pytest.approx(20 * x**3, abs=1e-12)
    mixed = Dual(Dual(x, 1.0), 0.0) ** 2 * Dual(Dual(4.0, 0.0), 1.0) ** 3
    assert mixed.tangent.tangent == pytest.approx(2 * x * 48, abs=1e-12)


def test_a_dual_number_made_within_a_derivative_is_of_its_own_level():
    assert derivative(lambda x: (Dual(x, 1.0) * x).tangent)(3.0) == 1.0
    assert derivative(lambda x: (Dual(x, 1.0) ** 2).tangent)(3.0) == 2.0


def test_higher_orders_against_sympy():
    sympy = pytest.importorskip("sympy")
    s = sympy.Symbol("s")
    expression = sympy.sin(s) * sympy.exp(s) / s**3 + sympy.tanh(s) ** s

    def f(x):
        return dual_math.sin(x) * dual_math.exp(x) / x**3 + dual_math.tanh(x) ** x

    for order in range(1, 5):
        f = derivative(f)
        assert f(1.3) == pytest.approx(float(sympy.diff(expression, s, order).subs(s, 1.3)), rel=1e-12)


# Dual arrays


def heat(u, c):
    u = u.copy()
    for _ in range(3):
        u[1:-1] += c * (u[2:] - 2 * u[1:-1] + u[:-2])
    return u


def views(u, c):
    v, w = u[1:], u.reshape(2, 2).T
    v *= c
    w[0] = c
    u[::2] -= v[::2] ** 2
    np.add.at(u, [0, 0, 3], c)
    np.multiply(u, u, out=u)
    return u


def aliases(u, c):
    v = u
    w = u + 0.0
    v += c
    w[0] = 7.0
    return u * w * 1.0


def pieces(u, c):
    return [abs(u) ** c, np.where(u > 2, u, c * u), np.maximum(u, c), np.sinh(u[::-1]) / (1 + u * u), len(u)]


@pytest.mark.parametrize("fun", [heat, views, aliases, pieces])
def test_arrays_as_differences(fun):
    u, c = np.array([1.1, 2.2, 3.3, 4.5]), 0.3
    du, dc = np.array([0.3, -1.0, 0.5, 2.0]), 0.7
    value, tangent = dual_jvp.jvp(fun, (u, c), (du, dc))
    want = differences(lambda t: fun(u + t * du, c + t * dc), scheme="ridders")(0.0)
    for got, right in zip(flatten(tangent)[0], flatten(want)[0], strict=False):
        np.testing.assert_allclose(got, right, rtol=1e-9, atol=1e-9)
    for got, right in zip(flatten(value)[0], flatten(fun(u.copy(), c))[0], strict=True):
        np.testing.assert_array_equal(got, right)
    assert u.tolist() == [1.1, 2.2, 3.3, 4.5] and du.tolist() == [0.3, -1.0, 0.5, 2.0]


@pytest.mark.parametrize("fun", [heat, views, aliases])
def test_arrays_at_second_order(fun):
    u, c = np.array([1.1, 2.2, 3.3, 4.5]), 0.3

    def slope(t):
        return dual_jvp.jvp(fun, (u * t, c + t), (0 * u, 1.0))[1]

    np.testing.assert_allclose(derivative(slope)(1.0), differences(slope, scheme="ridders")(1.0), rtol=1e-8)


def test_array_attributes():
    x = Dual(np.arange(6.0).reshape(2, 3), 1.0)
    assert (x.shape, x.ndim, x.size, x.dtype, len(x)) == ((2, 3), 2, 6, np.float64, 2)
    assert x.T.tangent.shape == (3, 2) and x.reshape(6).tangent.shape == (6,)
    assert [row.tangent.tolist() for row in x] == [[1, 1, 1]] * 2
    assert x[0, 1].item().tangent == 1.0 and x.astype(np.float32).tangent.dtype == np.float32
    assert np.sin(Dual(np.ones(2, np.float32), 1.0)).tangent.dtype == np.float32
    assert (np.ones((2, 1)) + Dual(np.arange(3.0), 1.0)).tangent.shape == (2, 3)


@pytest.mark.parametrize(
    "fun",
    [
        lambda u: np.sum(u * u, axis=0),
        lambda u: (u * u).sum(),
        lambda u: np.mean(u**2),
        lambda u: np.dot(u, u.T),
        lambda u: u @ u.T @ u,
        lambda u: np.concatenate([u, 2 * u], axis=1),
        lambda u: np.stack([u[0, 0], 1.0, u[1, 1] ** 2]),
        lambda u: np.cumsum(u * u),
        lambda u: np.transpose(u) * 2,
        lambda u: np.add.reduce(u * u),
        lambda u: np.max(u),
        lambda u: np.zeros_like(u) + u * np.shape(u)[0],
        lambda u: np.linalg.solve(u, u[0] ** 2),
        lambda u: np.abs(np.fft.fft(u[0] ** 2)),
        lambda u: (1j * u).imag * u + np.real((2 + 1j) * (u + 0j) ** 2),
        lambda u: np.linalg.eigh(u + u.T).eigenvalues,
        lambda u: np.einsum("ij,jk->k", u, u),
        lambda u: np.add(*np.meshgrid(u[0], u[1] ** 2)),
        lambda u: np.gradient(u**2, axis=0),
    ],
)
def test_array_functions_by_their_rules(fun):
    u = np.array([[1.1, 2.2], [3.3, 4.5]])
    got = dual_jvp.jvp(fun, (u,), (u * 0 + 1,))[1]
    want = differences(lambda t: fun(u + t), scheme="ridders")(0.0)
    np.testing.assert_allclose(got, want, rtol=1e-8)


def test_jvp_of_structures():
    p, t = {"w": np.ones(2), "b": 2.0, "n": "s"}, {"w": np.ones(2), "b": 0.0, "n": None}
    value, tangent = dual_jvp.jvp(lambda p, k: Pair(p["w"] * p["b"], k), (p, None), (t, None))
    assert value.first.tolist() == tangent.first.tolist() == [2.0, 2.0] and value.second is None
    with pytest.raises(ValueError, match="tangents"):
        dual_jvp.jvp(lambda p: p, (p,), (1.0,))


def test_every_rule_that_dual_numbers_find_is_in_the_table():
    for fn in (operator.mul, np.sin, math.exp, abs):
        assert find(fn) in RULES.values()


def test_import_is_light():
    code = (
        "import sys, s2sdiff.numeric.check, s2sdiff.numeric.dual_math; "
        "assert not {'scipy', 'sympy', 'astor'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# Checks


def _pushforward(fun, argnums=0):
    numbers = argnums if isinstance(argnums, tuple) else (argnums,)

    def pushed(*args):
        primals, tangents = args[: -len(numbers)], args[-len(numbers) :]

        def chosen(*values):
            full = list(primals)
            for i, value in zip(numbers, values, strict=True):
                full[i] = value
            return fun(*full)

        return dual_jvp.jvp(chosen, [primals[i] for i in numbers], tangents)

    return pushed


def _pullback(fun, argnums=0):
    pushed = _pushforward(fun, argnums)

    def pulled(*args):
        *primals, cotangent = args
        leaves, rebuild = flatten([primals[i] for i in argnums], leaf=_part)
        weights = flatten(cotangent, leaf=_part)[0]
        out = []
        for i, leaf in enumerate(leaves):
            shape = np.shape(primal(leaf))
            products = []
            for at in range(math.prod(shape)):
                basis = [np.zeros(np.shape(primal(each)))[()] for each in leaves]
                basis[i] = (np.arange(math.prod(shape)) == at).reshape(shape).astype(float)[()]
                value, tangent = pushed(*primals, *rebuild(basis))
                parts = flatten(tangent, leaf=_part)[0]
                products.append(
                    sum(each for t, w in zip(parts, weights, strict=True) for each in np.ravel(t * w))
                )
            out.append(np.array(products).reshape(shape) if shape else products[0])
        return value, tuple(rebuild(out))

    return pulled


def _part(value):
    return isinstance(value, (Dual, float, np.floating)) or (
        isinstance(value, np.ndarray) and value.dtype.kind == "f"
    )


@pytest.fixture
def api(monkeypatch):
    """A stand-in for the compiler, whose derivatives are made of dual numbers."""
    module = types.ModuleType("s2sdiff.api")
    module.pushforward, module.pullback = _pushforward, _pullback
    monkeypatch.setitem(sys.modules, "s2sdiff.api", module)
    return module


def network(p, x, label="n"):
    return {"loss": p["w"] * x * x + dual_math.sin(p["b"][0] * x), label: 3 * p["w"]}


@pytest.mark.parametrize(
    ("fun", "args"),
    [
        (lambda x, y: x**2 * y + y + 2, (3.0, 4.0)),
        (network, ({"w": 2.0, "b": [1.0, None], "n": "s"}, 0.7)),
        (lambda n, x, k=2.0: [x**n * k, n], (3, 1.1)),
        (lambda q: Pair(q.mass**2, (q.mass, 1)), (Body(3.0),)),
        (lambda x: x * x, 2.0),
        (lambda p, t: p * 1e-5 + t * t, (1e5, 300.0)),
        (lambda x: dual_math.log(x) * x, (1e-6,)),
        (lambda x: 1.0, (2.0,)),
    ],
)
def test_right_derivatives_pass(api, fun, args):
    check_grads(fun, args, order=2)


def test_right_derivatives_of_arrays_pass(api):
    u = np.arange(1.0, 5.0)
    check_grads(heat, (u, 0.3), order=1)
    check_grads(views, (u, 0.3), order=1)
    check_grads(heat, (u.astype(np.float32), 0.3), order=1)
    check_grads(heat, (u, 0.3), order=2, modes=["forward"])
    check_grads(lambda n, x: n * x, (3, 2.0), order=1, argnums=(0, "x"))
    check_grads(lambda n, x: int(n) * x, (3, 2.0), order=1, argnums="x")
    check_grads(lambda n, x, k=2.0: int(n) * x * k, (3, 2.0), order=1, argnums=-1)


@pytest.mark.parametrize("mode", ["forward", "reverse"])
@pytest.mark.parametrize("order", [1, 2])
def test_a_wrong_derivative_is_named(api, monkeypatch, mode, order):
    """A rule that is wrong for `w` is found, and named."""

    def fun(p, x):
        return p["b"] ** 2 * x + (wrong(p["w"]) if order == 1 else p["w"] * wrong(p["w"]))

    def wrong(w):
        if not isinstance(w, Dual):
            return w**3
        return type(w).__mul__(w, w) * primal(w)  # a constant that should vary

    with pytest.raises(GradientMismatch, match=r"p\['w'\]") as info:
        check_grads(fun, ({"b": 1.5, "w": 2.0}, 3.0), order=1, modes=[mode])
    error = info.value
    assert isinstance(error, AssertionError)
    assert (error.argument, error.mode, error.order) == ("p['w']", mode, 1)
    assert error.relative == pytest.approx(1 / 3 if order == 1 else 1 / 4)
    assert error.got / error.expected == pytest.approx(2 / 3 if order == 1 else 3 / 4)
    assert repr(error.got) in str(error) and "order 1" in str(error)


def test_a_wrong_second_derivative_is_named(api):
    def fun(x, y):
        return kinked(x) * y

    def kinked(x):
        # The first derivative is right, but forgets that it varies.
        if not isinstance(x, Dual):
            return x**3
        flat = primal(x)
        return flat**3 + 3 * flat**2 * (x - flat)

    check_grads(fun, (2.0, 3.0), order=1)
    with pytest.raises(GradientMismatch) as info:
        check_grads(fun, (2.0, 3.0), order=2)
    assert info.value.order == 2 and info.value.mode == "forward over forward"
    assert info.value.argument in ("argument 0", "x")


def test_wrong_values_and_shapes_are_mismatches(api, monkeypatch):
    right = api.pushforward

    def off_by_one(fun, argnums=0):
        return lambda *args: (right(fun, argnums)(*args)[0] + 1, right(fun, argnums)(*args)[1])

    def wrong_shape(fun, argnums=0):
        return lambda *args: (fun(*args[:1]), np.ones(3))

    def not_finite(fun, argnums=0):
        return lambda *args: (fun(*args[:1]), math.nan)

    for broken, what in [(off_by_one, "value"), (wrong_shape, "shapes"), (not_finite, "nan")]:
        monkeypatch.setattr(api, "pushforward", broken)
        with pytest.raises(GradientMismatch, match=what):
            check_grads(lambda x: x * x, (2.0,), order=1)


def test_check_grads_refuses(api):
    with pytest.raises(ValueError, match="modes"):
        check_grads(abs, (1.0,), modes=("backward",))
    with pytest.raises(ValueError, match="order"):
        check_grads(abs, (1.0,), order=0)
    with pytest.raises(TypeError, match="argnums"):
        check_grads(abs, (1,))
    with pytest.raises(TypeError, match="keyword-only"):
        check_grads(three, (1.0,), argnums="k")


def test_directions_depend_on_the_seed_only(api, monkeypatch):
    seen = []

    def spy(fun, argnums=0):
        return lambda *args: seen.append(args) or _pushforward(fun, argnums)(*args)

    monkeypatch.setattr(api, "pushforward", spy)
    for seed in (1, 1, 2):
        check_grads(lambda x, y: x * y, (1.0, 1.0), order=1, modes=["forward"], seed=seed)
    assert seen[0] == seen[1] != seen[2]
    assert math.hypot(*seen[0][2:]) == pytest.approx(1.0)


def _rosenbrock(x):
    return np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1.0 - x[:-1]) ** 2)


def _damped(a, b, n):
    y = a
    for _ in range(n):
        y = math.sin(b * y) + y / (1.0 + a * a)
    return y


@pytest.mark.parametrize(
    ("fun", "args"), [(_rosenbrock, (np.linspace(-1.0, 1.0, 5),)), (_damped, (0.7, 1.3, 3))]
)
def test_with_the_compiler(fun, args):
    pytest.importorskip("s2sdiff.api")
    check_grads(fun, args, order=2)
