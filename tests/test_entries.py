"""Functions of libraries, differentiated by name and not through a function that calls them."""

from __future__ import annotations

import math
import operator
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import scipy.linalg
import scipy.special

from s2sdiff import S2SDiffError, check_grads, grad, hessian, hvp, jacfwd, jacobian, value_and_grad

PAIR = np.array([1.5, 2.0])
SQUARE = np.array([[2.0, 1.0], [0.5, 3.0]])


@pytest.mark.parametrize(
    ("fun", "args"),
    [
        (math.sin, (1.1,)), (math.hypot, (3.0, 4.0)), (math.log, (3.0, 2.0)), (math.pow, (3.0, 2.0)), (abs, (-2.0,)),
        (max, (2.0, 1.0)), (pow, (3.0, 2.0)), (sum, ([1.0, 2.0],)), (operator.mul, (2.0, 3.0)), (np.sin, (1.1,)),
        (np.sin, (PAIR,)), (np.arctan2, (PAIR, 2.0 * PAIR)), (np.dot, (PAIR, PAIR)), (np.prod, (PAIR,)),
        (np.linalg.norm, (PAIR,)), (np.linalg.inv, (SQUARE,)), (np.linalg.det, (SQUARE,)),
        (scipy.special.gamma, (2.5,)), (scipy.special.logsumexp, (PAIR,)), (scipy.linalg.solve, (SQUARE, PAIR)),
    ],
    ids=lambda v: getattr(v, "__name__", ""),
)  # fmt: skip
def test_a_function_of_a_library(fun: Callable[..., Any], args: tuple[Any, ...]) -> None:
    check_grads(fun, args, order=1 if fun in (math.hypot, math.log, max) else 2)  # those take *args


def test_it_is_called_as_it_is() -> None:
    assert grad(np.linalg.norm)(PAIR, ord=1) == pytest.approx([1.0, 1.0])
    assert jacobian(np.sum)(SQUARE, axis=0).shape == (2, 2, 2)
    assert jacobian(np.dot, argnums=("a", "b"))(PAIR, SQUARE)[1].shape == (2, 2, 2)
    assert grad(max, (0, 1))(2.0, 1.0) == (1.0, 0.0)
    assert value_and_grad(np.prod)(PAIR)[0] == 3.0


def test_its_derivative_is_one_like_any_other() -> None:
    assert grad(math.sin).lower(1.0).source == ("import math\n\n\ndef sin_grad(x):\n    return math.cos(x)\n")
    assert grad(grad(grad(math.sin)))(0.7) == pytest.approx(-math.cos(0.7))
    assert hessian(np.linalg.det)(SQUARE)[0, 0, 1, 1] == pytest.approx(1.0)
    assert hvp(math.exp)(0.7, 2.0) == pytest.approx(2.0 * math.exp(0.7))
    assert pickle.loads(pickle.dumps(grad(math.sin)))(0.0) == 1.0
    assert repr(grad(np.sin)) == "<grad of sin by x>"


@pytest.mark.parametrize(
    ("fun", "code"),
    [(int, "SD102"), ("".join, "SD102"), ([].append, "SD102"), (print, "SD501"), (np.sort, "SD404")],
)
def test_what_has_no_derivative_is_refused(fun: Callable[..., Any], code: str) -> None:
    with pytest.raises(S2SDiffError) as error:
        grad(fun)(PAIR)
    assert error.value.code == code


# ---------------------------------------------------------------- gradients in forward mode


def weighted(p, k=2.0):
    return np.sum(p["w"] ** 3) * p["b"] * k, "rest"


@pytest.mark.parametrize("point", [{"w": PAIR, "b": 0.4}])
def test_a_gradient_in_forward_mode_by_several_reals(point: Any) -> None:
    """A sweep for each of them; what is derived of it is derived of one program."""
    (ahead, aux), (back, _) = (grad(weighted, mode=m, has_aux=True)(point) for m in ("forward", "reverse"))
    assert aux == "rest"
    assert ahead["w"] == pytest.approx(back["w"], rel=1e-14)
    assert ahead["b"] == pytest.approx(back["b"], rel=1e-14)
    value, (by_x, by_y) = value_and_grad(math.hypot, (0, 1), mode="forward")(3.0, 4.0)
    assert (value, by_x, by_y) == pytest.approx((5.0, 0.6, 0.8))

    def cubes(x):
        return np.sum(x**3)

    assert jacfwd(grad(cubes, mode="forward"))(PAIR) == pytest.approx(np.diag(6.0 * PAIR))
    with pytest.raises(S2SDiffError, match="SD404"):
        grad(lambda x: x * 2.0, mode="forward")(PAIR)


# ---------------------------------------------------------------- the rest of a result


def test_a_product_with_the_hessian_passes_on_the_rest() -> None:
    """By one argument or two: the product is that without the rest, which stands beside it."""
    direction = {"w": 2.0 * PAIR, "b": -1.0}
    product, rest = hvp(weighted, has_aux=True)({"w": PAIR, "b": 0.4}, direction)
    alone = hvp(lambda p: weighted(p)[0])({"w": PAIR, "b": 0.4}, direction)
    assert rest == "rest"
    assert product["w"] == pytest.approx(alone["w"]) and product["b"] == pytest.approx(alone["b"])

    @hvp(argnums=(0, 1), has_aux=True)
    def mixed(x, y):
        return x**2 * y, x

    assert mixed(3.0, 1.0, 4.0, 0.5) == (pytest.approx((2 * 4.0 + 2 * 3.0 * 0.5, 2 * 3.0)), 3.0)
