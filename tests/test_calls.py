"""One call, or a few lines, of NumPy, SciPy or cmath in each line of the tables in ``calls``, against differences.

A line holds the body of a function and its arguments: ``np.sum(x, axis=0) | x:3,4``. ``\\n`` parts the lines of
a body. An argument is a name, a shape and what its numbers are: ``x:3,4/c`` is a complex matrix, ``y:/s`` a
number, ``i:=[0, 1]`` a value that is not differentiated; see `NUMBERS`. Nothing else is known of a call here, so
a table is a list of what works, or, in ``refused.txt``, of what is refused and the code that says so.
"""

from __future__ import annotations

import copy
import linecache
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.linalg
import scipy.special

import s2sdiff

pytestmark = pytest.mark.filterwarnings("ignore")
HERE = Path(__file__).parent / "calls"
REFUSED = "refused"


def lines(table: Path) -> list[str]:
    return [s for s in table.read_text().splitlines() if s and not s.startswith("#")]


CALLS = [s for table in sorted(HERE.glob("*.txt")) if table.stem != REFUSED for s in lines(table)]

#: Tables of calls whose second derivatives are checked too.
TWICE = [s for name in ("numbers", "matrices", "special") for s in lines(HERE / f"{name}.txt")]

# ---------------------------------------------------------------- arguments

Make = Callable[[np.random.Generator, tuple[int, ...], Any], Any]


def definite(rng: np.random.Generator, shape: tuple[int, ...], imaginary: bool) -> Any:
    a = rng.normal(size=shape) + (1j * rng.normal(size=shape) if imaginary else 0)
    return a @ np.conj(np.swapaxes(a, -1, -2)) + 3 * np.eye(shape[-1])


def apart(x: Any) -> Any:
    """Every second element of an array twice as long along each axis."""
    wide = np.zeros(tuple(2 * n for n in x.shape), x.dtype)
    every = tuple(slice(None, None, 2) for _ in x.shape)
    wide[every] = x
    return wide[every]


#: What a tag makes of the numbers so far, which are no two of them near each other and none of them near 0.
NUMBERS: dict[str, Make] = {
    "g": lambda rng, shape, x: rng.normal(size=shape),
    "p": lambda rng, shape, x: abs(x) + 0.3,
    "u": lambda rng, shape, x: 0.1 + 0.8 * rng.random(shape),
    "big": lambda rng, shape, x: 1.5 + 2 * rng.random(shape),
    "spd": lambda rng, shape, x: definite(rng, shape, False),
    "herm": lambda rng, shape, x: definite(rng, shape, True),
    "dom": lambda rng, shape, x: rng.normal(size=shape) + 4 * np.eye(shape[-1]),
    "c": lambda rng, shape, x: rng.normal(size=shape) + 1j * rng.normal(size=shape),
    "i": lambda rng, shape, x: rng.integers(0, 3, size=shape),
    "sorted": lambda rng, shape, x: np.sort(x),
    "F": lambda rng, shape, x: np.asfortranarray(x),
    "nc": lambda rng, shape, x: apart(x),
    "f32": lambda rng, shape, x: np.asarray(x).astype(np.complex64 if np.iscomplexobj(x) else np.float32),
    "list": lambda rng, shape, x: np.asarray(x).tolist(),
    "s": lambda rng, shape, x: np.asarray(x)[()] if np.asarray(x).dtype.itemsize == 4 else np.asarray(x).item(),
}


class Call:
    """A line of a table: the function that it stands for, and arguments to call it with."""

    def __init__(self, line: str) -> None:
        body, _, arguments = line.rpartition(" | ")
        rng = np.random.default_rng(len(line))
        self.args: list[Any] = []
        self.wrt: list[int] = []
        names = []
        for k, text in enumerate(arguments.split()):
            name, _, tag = text.partition(":")
            names.append(name)
            if tag.startswith("="):
                self.args.append(eval(tag[1:], {"np": np}))
            else:
                self.wrt.append(k)
                self.args.append(self.made(rng, tag))
        body = body.strip().replace("\\n", "\n    ")
        one = "\n" not in body and not body.startswith("return ")
        text = f"def f({', '.join(names)}):\n    {'return ' if one else ''}{body}\n"
        name = f"<{line}>"
        linecache.cache[name] = (len(text), None, text.splitlines(True), name)
        space: dict[str, Any] = {"np": np, "sp": scipy.special, "sl": scipy.linalg}
        exec("import cmath, math", space)
        exec(compile(text, name, "exec"), space)
        self.f = space["f"]
        self.all_names = tuple(names)
        self.names = tuple(names[k] for k in self.wrt)

    @staticmethod
    def made(rng: np.random.Generator, tag: str) -> Any:
        sizes, *kinds = tag.split("/")
        shape = tuple(int(n) for n in sizes.split(",") if n)
        n = int(np.prod(shape))
        x: Any = 0.2 * rng.permutation(n).reshape(shape) - 0.1 * n + 0.05 * rng.random(shape) + 0.013
        for kind in kinds:
            x = NUMBERS[kind](rng, shape, x)
        return x

    def wanted(self) -> list[Any]:
        return [self.args[k] for k in self.wrt]

    def fresh(self) -> list[Any]:
        return copy.deepcopy(self.args)

    def moved(self, dots: list[Any], t: float) -> Any:
        args = self.fresh()
        for k, dot in zip(self.wrt, dots, strict=True):
            args[k] = plus(args[k], dot, t)
        return self.f(*args)


# ---------------------------------------------------------------- values


def leaves(value: Any) -> list[Any]:
    if isinstance(value, list | tuple):
        return [leaf for item in value for leaf in leaves(item)]
    return [np.asarray(value)]


def direction(rng: np.random.Generator, value: Any) -> Any:
    """A random value of the structure, shape and dtype of `value`; zero where that is of ints."""
    if isinstance(value, list | tuple):
        items = [direction(rng, item) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else type(value)(items)
    a = np.asarray(value)
    if a.dtype.kind in "iub":
        return np.zeros(a.shape)[()]
    d = (rng.normal(size=a.shape) + (1j * rng.normal(size=a.shape) if a.dtype.kind == "c" else 0)).astype(a.dtype)
    return d if isinstance(value, np.ndarray) else d[()] if isinstance(value, np.generic) else d.item()


def plus(value: Any, dot: Any, t: float) -> Any:
    if isinstance(value, list):
        return [plus(a, b, t) for a, b in zip(value, dot, strict=True)]
    return np.asarray(value + t * dot) if isinstance(value, np.ndarray) else value + t * dot


def pairing(bar: Any, dot: Any) -> float:
    return float(sum(np.sum(b * d).real for b, d in zip(leaves(bar), leaves(dot), strict=True) if b.size))


def forms(value: Any) -> list[tuple[Any, Any]]:
    return [(leaf.shape, leaf.dtype) for leaf in leaves(value)]


def same(one: Any, other: Any) -> None:
    assert forms(one) == forms(other)
    for a, b in zip(leaves(one), leaves(other), strict=True):
        np.testing.assert_array_equal(a, b)


# ---------------------------------------------------------------- what is checked


@pytest.mark.parametrize("line", CALLS)
def test_call_agrees_with_differences(line: str) -> None:
    """Value, tangent and cotangents; their shapes and dtypes; gradients of their own memory."""
    call = Call(line)
    rng = np.random.default_rng(3)
    value = call.f(*call.fresh())
    dots = [direction(rng, call.args[k]) for k in call.wrt]
    single = any(leaf.dtype.itemsize * (1 + (leaf.dtype.kind == "f")) == 8 for leaf in leaves([call.args, value]))
    step, rtol = (2e-2, 3e-3) if single else (2e-4, 1e-6)
    ends = [[leaf.astype(complex) for leaf in leaves(call.moved(dots, k * step))] for k in (2, 1, -1, -2)]
    slope = [(8 * (b - c) - (a - d)) / (12 * step) for a, b, c, d in zip(*ends, strict=True)]

    found, tangent = s2sdiff.pushforward(call.f, call.names)(*call.fresh(), *copy.deepcopy(dots))
    same(found, value)
    for got, want, out in zip(leaves(tangent), slope, leaves(value), strict=True):
        if out.dtype.kind in "fc":
            assert (got.shape, got.dtype) == (out.shape, out.dtype)
            room = rtol * (1 + np.max(np.abs(want), initial=0.0))
            np.testing.assert_allclose(got, want, rtol=rtol, atol=room)

    bar = direction(rng, value)
    args = call.fresh()
    found, bars = s2sdiff.pullback(call.f, call.names)(*args, copy.deepcopy(bar))
    same(found, value)
    size = sum(np.sum(np.abs(b * s)) for b, s in zip(leaves(bar), slope, strict=True))
    assert abs(pairing(bars, dots) - pairing(bar, slope)) <= rtol * (1 + size)
    for got, k in zip(bars, call.wrt, strict=True):
        for b, a in zip(leaves(got), leaves(call.args[k]), strict=True):
            assert b.shape == a.shape
            assert b.dtype == a.dtype or a.dtype.kind in "iu" or a.shape == ()
    arrays = [b for b in bars if isinstance(b, np.ndarray)]
    others = [a for a in (*args, found) if isinstance(a, np.ndarray)]
    for k, b in enumerate(arrays):
        spread = any(s == 0 and n > 1 for s, n in zip(b.strides, b.shape, strict=True))
        assert b.flags.writeable and not (spread and b.size)
        assert not any(np.shares_memory(b, other) for other in (*arrays[:k], *others))


@pytest.mark.parametrize("line", TWICE)
def test_second_derivatives_of_a_call_agree_with_differences(line: str) -> None:
    """Of a sum of sines of all that the call gives, each taken a number of times, along a direction."""
    call = Call(line)
    rng = np.random.default_rng(5)
    value = call.f(*call.fresh())
    if not isinstance(value, np.ndarray | float) or not all(a.dtype == float for a in leaves([value, call.wanted()])):
        pytest.skip("not of floats alone")
    args = ", ".join(call.all_names)
    text = f"def g({args}, times):\n    return np.sum(times * np.sin(f({args})))\n"
    name = f"<sines of {line}>"
    linecache.cache[name] = (len(text), None, text.splitlines(True), name)
    space: dict[str, Any] = {"np": np, "f": call.f}
    exec(compile(text, name, "exec"), space)
    gradient = s2sdiff.grad(space["g"], call.names)
    times = rng.normal(size=np.shape(value)) if np.ndim(value) else 1.3
    dots = [direction(rng, v) for v in call.wanted()]

    def moved(t: float) -> list[Any]:
        args = call.fresh()
        for k, dot in zip(call.wrt, dots, strict=True):
            args[k] = plus(args[k], dot, t)
        return leaves(list(gradient(*args, times)))

    step = 2e-4
    ends = [moved(k * step) for k in (2, 1, -1, -2)]
    slope = [(8 * (b - c) - (a - d)) / (12 * step) for a, b, c, d in zip(*ends, strict=True)]
    size = 1 + max(np.max(np.abs(s), initial=0.0) for s in slope)
    forward = s2sdiff.pushforward(gradient, call.names)(*call.fresh(), times, *copy.deepcopy(dots))[1]
    reverse = s2sdiff.pullback(gradient, call.names)(*call.fresh(), times, tuple(copy.deepcopy(dots)))[1]
    for found in (forward, reverse):  # the matrix of second derivatives is symmetric
        for got, want in zip(leaves(list(found)), slope, strict=True):
            np.testing.assert_allclose(got, want, rtol=1e-5, atol=1e-6 * size)


@pytest.mark.parametrize("line", lines(HERE / f"{REFUSED}.txt"))
def test_call_is_refused(line: str) -> None:
    """With the code at the end of the line, and a way out."""
    text, _, code = line.rpartition(" | ")
    call = Call(text)
    call.f(*call.fresh())
    with pytest.raises(s2sdiff.S2SDiffError) as refused:
        s2sdiff.pullback(call.f, call.names)(*call.fresh(), 1.0)
    assert refused.value.code == code
    assert refused.value.hint and refused.value.lineno is not None
