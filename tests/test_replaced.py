"""What a function reads from outside is read anew at each call, whatever of it has been replaced since the last."""

from __future__ import annotations

import enum
import functools
from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from s2sdiff import custom_jvp, grad

CASES: list[tuple[Callable[..., Any], float, list[Callable[[], Any]]]] = []
Pair = namedtuple("Pair", "a b")


def case(build: Callable[[], tuple[Callable[..., Any], list[Callable[[], Any]]]]) -> None:
    """A function, and changes after each of which its derivative is taken again."""
    f, changes = build()
    f.__name__ = build.__name__
    CASES.append((f, 0.7, changes))


@case
def defaults_by_keyword():
    def helper(x, *, k=2.0, table=[1.0]):  # noqa: B006 - it is changed on purpose
        return x**k * table[0]

    def f(x):
        return helper(x)

    held = helper.__kwdefaults__
    return f, [
        lambda: held["table"].__setitem__(0, 3.0),
        lambda: setattr(helper, "__kwdefaults__", {**held, "k": 3.0}),
    ]


@case
def methods():
    class Base:
        rate = 2.0

        def size(self, x):
            return x * x

        @property
        def scale(self):
            return self.rate

        @staticmethod
        def fixed(x):
            return x

        @classmethod
        def made(cls, x):
            return x * cls.rate

    class Model(Base):
        def __call__(self, x):
            return self.size(x) * self.scale + self.fixed(x) + self.made(x)

    model = Model()

    def f(x):
        return model(x)

    return f, [
        lambda: setattr(Base, "size", lambda self, x: x**3),
        lambda: setattr(Base, "rate", 3.0),
        lambda: setattr(Base, "scale", property(lambda self: 5.0)),
        lambda: setattr(Base, "fixed", staticmethod(lambda x: x**2)),
        lambda: setattr(Base, "made", classmethod(lambda cls, x: 7 * x)),
        lambda: setattr(Model, "size", lambda self, x: x**4),
        lambda: setattr(model, "size", lambda x: x**5),
        lambda: setattr(Model, "__call__", lambda self, x: x),
    ]


@case
def methods_of_what_is_made_inside():
    @dataclass
    class Length:
        value: Any

        def __add__(self, other):
            return Length(self.value + other.value)

        def area(self):
            return self.value**2

    class Both(Pair):
        def product(self):
            return self.a * self.b

    def f(x):
        return (Length(x) + Length(x)).area() + Both(x, x).product()

    return f, [
        lambda: setattr(Length, "area", lambda self: self.value),
        lambda: setattr(Length, "__add__", lambda self, other: Length(self.value * other.value)),
        lambda: setattr(Both, "product", lambda self: self.a),
    ]


@case
def nested_settings():
    inner = SimpleNamespace(f=np.sin, n=3, mode="a", table={"k": 2.0}, weights=[1.0, 2.0], w=np.ones(2))
    settings = SimpleNamespace(inner=inner)

    def f(x):
        y = settings.inner.f(x) ** settings.inner.n * settings.inner.table["k"]
        y = y * sum(settings.inner.weights) + np.sum(settings.inner.w * x)
        return y * 2 if settings.inner.mode == "a" else y

    def exchange(**changed):
        settings.inner = SimpleNamespace(**{**vars(settings.inner), **changed})

    return f, [
        lambda: setattr(inner, "f", np.cos),
        lambda: exchange(f=np.exp),
        lambda: exchange(mode="b"),
        lambda: exchange(n=2.5),
        lambda: exchange(table={"k": 3}),
        lambda: exchange(weights=(1.0,)),
        lambda: exchange(w=np.ones((2, 2))),
        lambda: settings.inner.table.update(k=5.5),
        lambda: setattr(settings.inner, "w", 2.0),
    ]


@case
def lengths_of_an_array():
    held = SimpleNamespace(b=np.ones((4, 3)))

    def f(x):
        total = 0.0
        for i in range(held.b.shape[0]):
            total = total + np.sum(np.sin(x * np.ones(3)) * held.b[i])
        return total

    return f, [lambda: setattr(held, "b", np.ones((2, 1))), lambda: setattr(held, "b", np.ones((2, 3)))]


@case
def functions_in_containers():
    table = {"a": np.sin, "b": lambda x: x**2}
    steps = [np.sin, np.cos]

    def f(x):
        for step in steps:
            x = step(x)
        return table["a"](x) * table["b"](x) * table.get("c", np.exp)(x)

    return f, [
        lambda: table.update(a=np.cos),
        lambda: table.update(b=lambda x: x**3),
        lambda: table.update(c=np.sin),
        lambda: steps.__setitem__(0, np.exp),
        lambda: steps.append(np.sin),
    ]


@case
def arguments_of_partial():
    def power(x, k, scale):
        return scale * x**k

    held = functools.partial(power, k=2, scale=3.0)

    def f(x):
        return held(x)

    return f, [lambda: held.keywords.update(k=3), lambda: held.keywords.update(scale=5)]


@case
def constants_of_a_class_made_inside_a_function():
    class Settings:
        n, rate, w = 2, 3.0, np.ones(2)

    class Mode(enum.Enum):
        FAST = 1
        SLOW = 2

    held = SimpleNamespace(mode=Mode.FAST)

    def f(x):
        y = x**Settings.n * Settings.rate * np.sum(Settings.w)
        return y if held.mode is Mode.FAST else y * Mode.SLOW.value * 3

    return f, [
        lambda: setattr(Settings, "n", 3),
        lambda: setattr(Settings, "w", np.ones((2, 3))),
        lambda: setattr(held, "mode", Mode.SLOW),
    ]


def test_rule_that_is_stated_anew():
    @custom_jvp
    def twice(x):
        return 2.0 * x

    twice.defjvp(lambda primals, tangents: (twice(primals[0]), 100.0 * tangents[0]))
    derivatives = grad(lambda x: twice(x)), grad(twice)
    assert [d(1.0) for d in derivatives] == [100.0, 100.0]
    twice.defjvp(lambda primals, tangents: (twice(primals[0]), 7.0 * tangents[0]))
    assert [d(1.0) for d in derivatives] == [7.0, 7.0]


def slope(f: Callable[..., Any], x: float) -> float:
    h = 1e-4
    return float((8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h))


@pytest.mark.parametrize(("f", "x", "changes"), CASES, ids=[f.__name__ for f, _, _ in CASES])
def test_derivative_follows_what_was_replaced(f, x, changes):
    derivative = grad(f)
    assert derivative(x) == pytest.approx(slope(f, x), rel=1e-7)
    for k, change in enumerate(changes):
        change()
        assert derivative(x) == pytest.approx(slope(f, x), rel=1e-7), f"after change {k}"


def test_records_of_classes_made_inside_a_function():
    @dataclass
    class Length:
        value: float

        def area(self):
            return self.value**2

    assert grad(lambda d: d.area())(Length(3.0)) == Length(6.0)
