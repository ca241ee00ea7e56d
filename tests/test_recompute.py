"""`checkpoint`: what a function computes is computed again in the reverse sweep, and not kept."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from s2sdiff import S2SDiffError, checkpoint, grad, hessian, jacfwd, jacrev
from s2sdiff.modules import compile_module

MODES = pytest.mark.parametrize("take", [grad, jacfwd])
P = np.array([1.3, 0.4, 0.7])


def plain_step(u, k, dt=0.1):
    for _ in range(3):
        u = u + dt * np.sin(k * u) * math.exp(-k)
    return u


@checkpoint
def step(u, k, dt=0.1):
    for _ in range(3):
        u = u + dt * np.sin(k * u) * math.exp(-k)
    return u


@checkpoint
def filled(u, k):
    out = np.empty_like(u)
    for i in range(len(u)):
        out[i] = u[i] ** 2 * k if u[i] > 0.5 else math.sin(u[i])
    return out


@checkpoint
def both(u):
    return np.sin(u), np.cos(u)


@checkpoint
def doubled(u):
    u *= 2.0
    return np.sum(u)


def of_steps(p):
    u = p
    for n in range(4):
        u = step(u, p[n % 3], dt=0.2 * p[1])
    return np.sum(u * p)


def of_plain_steps(p):
    u = p
    for n in range(4):
        u = plain_step(u, p[n % 3], dt=0.2 * p[1])
    return np.sum(u * p)


def of_filled(p):
    q = p * p
    total = np.sum(filled(filled(p, p[0]), p[1]) * filled(q, 2.0))
    q[0] = 3.0 * p[1]
    return total + np.sum(filled(q, 1.0))


def of_both(p):
    s, c = both(p)
    return np.sum(s * c * p)


def of_doubled(p):
    u = p * 1.0
    return doubled(u) * np.sum(u**2)


def nested(p):
    @checkpoint
    def inner(x):
        return np.sum(np.exp(x * p)) * x

    return checkpoint(lambda x: inner(x) * inner(x * x))(p[0])


EVERY = [of_steps, of_filled, of_both, of_doubled, nested]


def slopes(f: Callable[..., Any], x: Any, h: float = 1e-6) -> Any:
    """Central differences by a vector."""
    steps = np.eye(len(x)) * h
    return np.array([(np.asarray(f(x + d)) - np.asarray(f(x - d))) / (2 * h) for d in steps])


@MODES
@pytest.mark.parametrize("f", EVERY)
def test_first_derivatives(f: Callable[..., Any], take: Any) -> None:
    np.testing.assert_allclose(take(f)(P), slopes(f, P), rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("f", EVERY)
def test_second_derivatives(f: Callable[..., Any]) -> None:
    expected = slopes(grad(f), P)
    for found in (hessian(f)(P), jacrev(grad(f))(P), jacfwd(jacfwd(f))(P)):
        np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-6)


def test_only_the_state_of_each_trip_is_kept() -> None:
    np.testing.assert_allclose(grad(of_steps)(P), grad(of_plain_steps)(P), rtol=1e-13)
    kept, whole = grad(of_steps), grad(of_plain_steps)
    kept(P), whole(P)
    forward = [d.source.partition("u_bar")[0] for d in (kept, whole)]
    assert [text.count("        " * 1 + "    u_stack.append") for text in forward] == [0, 1]
    assert "s2sdiff" not in kept.source


def test_the_function_itself() -> None:
    np.testing.assert_array_equal(step(P, 0.3), plain_step(P, 0.3))
    assert jacfwd(step, "k")(P, 0.3).shape == (3,)
    assert pickle.loads(pickle.dumps(step)) is step
    with pytest.raises(S2SDiffError) as error:
        checkpoint(3.0)  # type: ignore[arg-type]
    assert error.value.code == "SD502"


def test_derivatives_taken_inside_of_a_function() -> None:
    def inner(x):
        return grad(nested_number)(x * x) * x

    def nested_number(x):
        return checkpoint(lambda y: math.sin(y) * y)(x * x)

    h = 1e-6
    expected = (inner(0.8 + h) - inner(0.8 - h)) / (2 * h)
    for take in (grad, jacfwd):
        assert take(inner)(0.8) == pytest.approx(expected, rel=1e-7)


def test_ahead_of_time(tmp_path: Path) -> None:
    source = (
        "import math\nfrom s2sdiff import checkpoint\n\n"
        "@checkpoint\ndef g(x):\n    return math.sin(x) * math.exp(x)\n\n"
        "def f(x: float) -> float:\n    return g(g(x)) * x\n"
    )
    path = tmp_path / "checkpointed.py"
    path.write_text(source)
    made = compile_module(source, str(path), names=["f"])
    assert not made.diagnostics
    space: dict[str, Any] = {}
    exec(made.source, space)
    live: dict[str, Any] = {}
    exec(source.replace("@checkpoint\n", ""), live)
    h = 1e-6
    assert space["f_grad"](0.5) == pytest.approx(
        (live["f"](0.5 + h) - live["f"](0.5 - h)) / (2 * h), rel=1e-8
    )
