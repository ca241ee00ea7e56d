"""Ahead of time: modules that call transforms, declared functions and solvers."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from s2sdiff.modules import compile_module

SOURCE = """
import functools
import math

import numpy as np
import s2sdiff
from scipy.integrate import solve_ivp
from scipy.optimize import brentq, fsolve
from s2sdiff import custom_jvp, custom_vjp, elemental, grad, implicit, jvp


def root(p: float, q: float) -> float:
    return brentq(lambda y: y**3 + p * y - q, 0.0, 5.0, xtol=1e-13)


def flow(p: float) -> float:
    return solve_ivp(lambda t, y: -p * y, (0.0, 1.0), [p, 1.0], rtol=1e-10, atol=1e-12).y[0, -1]


def system(u) -> float:
    return np.sum(fsolve(lambda v: v**3 + u * v - 1.0, np.ones(3), xtol=1e-13) * u)


def cube(x: float, a: float) -> float:
    return a * x**3


slope = s2sdiff.grad(cube)


@grad
def decorated(x):
    return x**3


@functools.partial(grad, argnums="a")
def by_a(x, a):
    return x**2 * a**2


def stopped(x: float) -> float:
    total = s2sdiff.stop_gradient(x) * x
    for k in range(3):
        total = total + s2sdiff.stop_gradient(total * x) * x + s2sdiff.stop_gradient((x, k))[1] * x
    return total


def stopped_array(u) -> float:
    held = s2sdiff.stop_gradient(u)
    held[0] = 2.0
    return np.sum(u**2 * s2sdiff.stop_gradient(u + 1.0) * held)


def pair_of(v):
    return np.array([v[0] * v[1], v[0] ** 2])


def sensitive(u: np.ndarray) -> float:
    return np.sum(s2sdiff.jacfwd(pair_of)(u) ** 2)


def laplacian(u: np.ndarray) -> float:
    return np.trace(s2sdiff.hessian(lambda v: np.sum(v**4))(u))


def until(end: float, p: float) -> float:
    return solve_ivp(lambda t, y: [y[1], -p * y[0]], (0.0, end), [1.0, p], rtol=1e-10, atol=1e-12).y[0, -1]


def inner(x: float) -> float:
    value, tangent = jvp(lambda y: y**3, (x,), (x,))
    return grad(cube)(x, x * x) + slope(x, 2.0) * decorated(x) + by_a(x, x) + value * tangent


def twice(x: float) -> float:
    return s2sdiff.grad(s2sdiff.grad(lambda y: y**4 * x))(x)


@custom_jvp
def soft(x: float) -> float:
    return math.log(1.0 + math.exp(x))


@soft.defjvp
def soft_jvp(primals, tangents):
    (x,), (x_dot,) = primals, tangents
    return soft(x), 10.0 * x_dot


@custom_jvp(nondiff_argnums=(1,))
def power(x, n):
    return x**n


def power_jvp(n, primals, tangents):
    (x,), (x_dot,) = primals, tangents
    return power(x, n), n * x ** (n - 1) * x_dot


power.defjvp(power_jvp)


def uses_soft(x: float) -> float:
    return soft(x * x) * x


def uses_power(u) -> float:
    return np.sum(power(u * u, n=3))


@custom_vjp
def clipped(x: float) -> float:
    return x


def clipped_fwd(x):
    return x, None


def clipped_bwd(residuals, bar):
    return (min(bar, 1.0),)


clipped.defvjp(clipped_fwd, clipped_bwd)


def uses_clipped(x: float) -> float:
    return 5.0 * clipped(x * x)


def residual(x, a, b):
    return x**3 + a * x - b


@implicit(residual)
def solve(a: float, b: float = 2.0) -> float:
    x = 1.0
    for _ in range(50):
        x -= residual(x, a, b) / (3 * x**2 + a)
    return x


def uses_solve(a: float) -> float:
    return solve(a) * solve(b=a, a=2.0)


softer = elemental("softer", "log(1 + exp(2*x))")


def uses_softer(x: float) -> float:
    return softer(x) * x
"""
NAMES = [
    *("root", "flow", "system", "inner", "twice", "stopped", "stopped_array", "sensitive"),
    *("laplacian", "until"),
    *("uses_soft", "uses_power", "uses_clipped", "uses_solve", "uses_softer"),
]
ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "root": (1.3, 4.0), "system": (np.array([1.3, 0.4, 0.7]),), "uses_power": (np.array([1.3, 0.4, 0.7]),),
    **dict.fromkeys(("stopped_array", "sensitive", "laplacian"), (np.array([1.3, 0.4, 0.7]),)), "until": (0.7, 1.3),
}  # fmt: skip


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "declared_example.py"
    path.write_text(SOURCE)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "declared_example", raising=False)
    return path


@pytest.mark.parametrize("mode", ["reverse", "forward"])
def test_what_is_written_is_what_is_derived(written: Path, mode: str) -> None:
    names = [n for n in NAMES if mode == "reverse" or n != "uses_clipped"]
    made = compile_module(SOURCE, str(written), names=names, mode=mode, signature="u: array1")
    assert [str(d) for d in made.diagnostics] == []
    space: dict[str, Any] = {}
    exec(made.source, space)
    assert "stop_gradient" not in made.source
    import s2sdiff

    live = importlib.import_module("declared_example")
    for n in names:
        args = ARGUMENTS.get(n, (0.7,))
        expected = s2sdiff.grad(getattr(live, n))(*args)
        if mode == "reverse":
            np.testing.assert_allclose(space[f"{n}_grad"](*args), expected, rtol=1e-9)
        else:
            dot = np.ones_like(args[0])
            np.testing.assert_allclose(space[f"{n}_jvp"](*args, dot)[1], np.sum(expected), rtol=1e-9)


def test_second_order(written: Path) -> None:
    import s2sdiff

    names = ["root", "uses_solve", "uses_softer", "inner", "stopped"]
    made = compile_module(SOURCE, str(written), names=names, order=2)
    assert [str(d) for d in made.diagnostics] == []
    space: dict[str, Any] = {}
    exec(made.source, space)
    live = importlib.import_module("declared_example")
    for n in names:
        args = ARGUMENTS.get(n, (0.7,))
        expected = s2sdiff.grad(s2sdiff.grad(getattr(live, n)))(*args)
        assert space[f"{n}_grad_grad"](*args) == pytest.approx(expected, rel=1e-9)


def test_functions_that_say_their_derivative_are_not_compiled(written: Path) -> None:
    made = compile_module(SOURCE, str(written))
    assert [n for n in made.written if n.startswith(("soft_", "solve", "clipped", "power_"))] == []
    made = compile_module(SOURCE, str(written), names=["soft", "root"])
    assert [d.code for d in made.diagnostics] == ["SD303"]


def test_the_module_is_not_run(tmp_path: Path) -> None:
    path = tmp_path / "never.py"
    path.write_text(SOURCE + "\nraise RuntimeError('it was run')\n")
    code = (
        "import sys; from pathlib import Path; from s2sdiff.modules import compile_module;"
        f"p = Path({str(path)!r}); m = compile_module(p.read_text(), str(p), names=['uses_solve', 'inner']);"
        "assert not m.diagnostics, m.diagnostics; assert 'never' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent.parent)


def test_what_cannot_be_told_is_refused(tmp_path: Path) -> None:
    source = (
        "from s2sdiff import custom_jvp\nk = len(__file__)\n\n"
        "@custom_jvp(nondiff_argnums=(k,))\ndef f(x):\n    return x\n\n"
        "@custom_jvp\ndef g(x: float) -> float:\n    return x\n\n"
        "def h(x: float):\n    return f(x)\n\n"
        "def k(x: float):\n    return g(x)\n"
    )
    path = tmp_path / "untold.py"
    path.write_text(source)
    made = compile_module(source, str(path), names=["h", "k"])
    assert [d.code for d in made.diagnostics] == ["SD303", "SD302"]
