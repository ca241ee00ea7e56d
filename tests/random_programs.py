"""Random programs as text: loops, branches, lists and arrays, put together by a seed.

A program is the source of a module with a function `f` of reals (`scalar_program`) or of arrays and a
real (`array_program`). The same seed gives the same text. Programs may fail when they are called, and
what they compute need not be finite: who uses them looks at that first.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

HELPERS = """
def square(v):
    return v * v


def bent(v, k=0.5):
    if v > k:
        return math.sin(v) + k
    return v * 0.5


def summed(values):
    total = 0.0
    for v in values:
        if v < -3.0:
            continue
        total += v
    return total


def scaled(values, c):
    for k in range(len(values)):
        values[k] = values[k] * c
    return values[0]


def split(a, b):
    return a + b, a * b * 0.25


def checked(v):
    if v > 0.9:
        raise ValueError("too large")
    return v * 0.8
"""


class Writer:
    """Lines of a program at the indentation where they stand."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.lines: list[str] = []
        self.level = 1
        self.count = 0

    def put(self, line: str) -> None:
        self.lines.append("    " * self.level + line)

    @contextmanager
    def inside(self) -> Any:
        self.level += 1
        before = len(self.lines)
        yield
        if len(self.lines) == before:
            self.put("pass")
        self.level -= 1

    def fresh(self, stem: str) -> str:
        self.count += 1
        return f"{stem}{self.count}"

    def often(self, p: float) -> bool:
        return self.rng.random() < p

    def number(self) -> str:
        return str(self.rng.choice([0.5, 1.0, 1.5, 2.0, 0.3, -0.7, -1.2, 0.1, 3]))

    def one(self, *makers: Callable[[], Any]) -> Any:
        return self.rng.choice(makers)()


class Scalars(Writer):
    """Programs on floats and lists of them."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.reals = ["x", "y"]
        self.ints: list[str] = []
        self.lists: list[str] = []
        self.loops: list[str] = []
        self.depth = 0
        self.budget = self.rng.choice([4, 8, 12, 18, 25])

    # -- expressions

    def real(self, d: int = 2) -> str:
        if d <= 0 or self.often(0.2):
            return self.atom()
        r = lambda: self.real(d - 1)  # noqa: E731
        return self.one(
            lambda: f"{r()} + {r()}",
            lambda: f"({r()} - {r()})",
            lambda: f"({r()}) * ({r()})",
            lambda: f"{self.atom()} * {self.atom()}",
            lambda: f"({r()}) / (1.5 + ({r()}) ** 2)",
            lambda: f"math.sin({r()})",
            lambda: f"math.cos({r()})",
            lambda: f"math.tanh({r()})",
            lambda: f"math.exp(-({r()}) ** 2)",
            lambda: f"math.sqrt(1.0 + ({r()}) ** 2)",
            lambda: f"abs({r()})",
            lambda: f"max({r()}, {r()})",
            lambda: f"min({r()}, {r()})",
            lambda: f"-({r()})",
            lambda: f"(({r()}) if {self.test()} else ({r()}))",
            lambda: f"square({r()})",
            lambda: f"bent({r()})",
            lambda: f"bent({r()}, k={r()})",
            lambda: self.of_list() if self.lists else self.atom(),
        )

    def of_list(self) -> str:
        v = self.rng.choice(self.lists)
        return self.one(
            lambda: self.item(v),
            lambda: f"sum({v})",
            lambda: f"summed({v})",
            lambda: f"{v}[-1]",
            lambda: f"max({v})",
            lambda: f"sum(e * e for e in {v})",
            lambda: f"sum([e * {self.atom()} for e in {v} if e > {self.number()}])",
            lambda: f"len({v}) * {self.atom()}",
        )

    def item(self, v: str) -> str:
        return f"{v}[{self.integer()} % len({v})]"

    def integer(self) -> str:
        if self.ints and self.often(0.7):
            i = self.rng.choice(self.ints)
            return self.one(lambda: i, lambda: i, lambda: f"({i} + 1)", lambda: f"({i} * 2)")
        return str(self.rng.choice([0, 1, 2]))

    def atom(self) -> str:
        pick = self.rng.random()
        if pick < 0.12:
            return self.number()
        if pick < 0.22 and self.ints:
            return self.rng.choice(self.ints)
        if pick < 0.4 and self.lists:
            return self.item(self.rng.choice(self.lists))
        return self.rng.choice(self.reals)

    def test(self) -> str:
        return self.one(
            lambda: f"{self.real(1)} > {self.number()}",
            lambda: f"{self.atom()} < {self.atom()}",
            lambda: f"{self.integer()} % 2 == {self.rng.choice([0, 1])}",
            lambda: f"{self.number()} < {self.real(1)} <= 2.0",
            lambda: f"({self.atom()} > 0.0 and {self.atom()} < 1.0)",
            lambda: f"({self.atom()} > 1.0 or {self.integer()} == 1)",
            lambda: f"not {self.atom()} > 0.5",
            lambda: f"len({self.rng.choice(self.lists)}) > 2" if self.lists else f"{self.atom()} >= 0.0",
        )

    # -- statements

    def target(self) -> str:
        mine = [v for v in self.reals if v not in self.loops]
        if not mine or self.often(0.25):
            return self.rng.choice("abcdegh")
        return self.rng.choice(mine)

    def bind(self, name: str) -> None:
        if name not in self.reals:
            self.reals.append(name)

    def block(self, most: int = 3) -> None:
        """A block whose new names may or may not outlive it."""
        kept = list(self.reals), list(self.ints), list(self.lists)
        self.depth += 1
        with self.inside():
            for _ in range(self.rng.randint(1, most)):
                self.statement()
        self.depth -= 1
        if self.often(0.9):
            self.reals, self.ints, self.lists = kept

    def statement(self) -> None:
        self.budget -= 1
        plain = [
            self.assign, self.assign, self.assign, self.augment, self.augment, self.pair, self.swap,
            self.new_list, self.store, self.append, self.pop, self.store_augmented, self.call_pair,
            self.alias, self.list_swap, self.call_scaled, self.unpack, self.walrus, self.slice_list,
        ]  # fmt: skip
        nested = [
            self.branch, self.branch, self.branch, self.range_loop, self.range_loop, self.while_loop,
            self.list_loop, self.attempt, self.endless,
        ]  # fmt: skip
        jumps = [self.leave_loop, self.early_return]
        if self.depth < 3 and self.budget > 0 and self.often(0.45):
            self.rng.choice(nested)()
        elif self.depth and self.often(0.12):
            self.rng.choice(jumps)()
        else:
            self.rng.choice(plain)()

    def assign(self) -> None:
        value, name = self.real(), self.target()
        self.put(f"{name} = {value}")
        self.bind(name)

    def augment(self) -> None:
        mine = [v for v in self.reals if v not in self.loops]
        op = self.rng.choice(["+=", "-=", "*=", "+="])
        self.put(f"{self.rng.choice(mine)} {op} {self.real(1)}")

    def pair(self) -> None:
        a, b = self.target(), self.target()
        if a == b:
            return self.assign()
        self.put(f"{a}, {b} = {self.real(1)}, {self.real(1)}")
        self.bind(a)
        self.bind(b)

    def swap(self) -> None:
        mine = [v for v in self.reals if v not in self.loops]
        if len(mine) < 2:
            return self.assign()
        a, b = self.rng.sample(mine, 2)
        self.put(f"{a}, {b} = {b}, {a}" + self.rng.choice(["", " * 0.5", f" + {self.atom()}"]))

    def call_pair(self) -> None:
        a, b = self.target(), self.target()
        if a != b:
            self.put(f"{a}, {b} = split({self.atom()}, {self.atom()})")
            self.bind(a)
            self.bind(b)

    def unpack(self) -> None:
        if self.lists:
            v, a, b = self.rng.choice(self.lists), self.target(), self.target()
            if a != b:
                self.put(f"{a}, {b} = {v}[0], {v}[-1]")
                self.bind(a)
                self.bind(b)

    def walrus(self) -> None:
        a, b = self.target(), self.target()
        self.put(f"if ({a} := {self.real(1)}) > {self.number()}:")
        self.bind(a)
        with self.inside():
            self.put(f"{b} = {a} * {self.atom()}")
        if self.often(0.5):
            self.put("else:")
            with self.inside():
                self.put(f"{b} = {self.real(1)}")
            self.bind(b)

    def new_list(self) -> None:
        name = self.rng.choice(self.lists) if self.lists and self.often(0.3) else self.fresh("l")
        text = self.one(
            lambda: f"[{', '.join(self.real(1) for _ in range(self.rng.randint(1, 3)))}]",
            lambda: f"[{self.number()}] * {self.rng.randint(1, 3)}",
            lambda: f"[{self.atom()} * (n_ + 1) for n_ in range({self.rng.randint(1, 3)})]",
            lambda: (
                f"[e_ * {self.atom()} for e_ in {self.rng.choice(self.lists)}]"
                if self.lists
                else f"[{self.atom()}]"
            ),
            lambda: f"list({self.rng.choice(self.lists)})" if self.lists else f"[{self.atom()}, x]",
            lambda: (
                f"{self.rng.choice(self.lists)} + [{self.atom()}]" if self.lists else f"[{self.atom()}, y]"
            ),
            lambda: f"{self.rng.choice(self.lists)}[::-1]" if self.lists else f"[{self.atom()}, x]",
        )
        self.put(f"{name} = {text}")
        if name not in self.lists:
            self.lists.append(name)

    def alias(self) -> None:
        if self.lists:
            name = self.fresh("m")
            self.put(f"{name} = {self.rng.choice(self.lists)}")
            self.lists.append(name)

    def slice_list(self) -> None:
        if self.lists:
            v = self.rng.choice(self.lists)
            self.put(self.one(
                lambda: f"{v}.extend([{self.atom()}, {self.atom()}])",
                lambda: f"{v}.insert(0, {self.real(1)})",
                lambda: f"{v} += [{self.real(1)}]",
                lambda: f"{v}.reverse()",
            ))  # fmt: skip

    def store(self) -> None:
        if self.lists:
            self.put(f"{self.item(self.rng.choice(self.lists))} = {self.real()}")

    def store_augmented(self) -> None:
        if self.lists:
            op = self.rng.choice(["+=", "-=", "*="])
            self.put(f"{self.item(self.rng.choice(self.lists))} {op} {self.real(1)}")

    def list_swap(self) -> None:
        if self.lists:
            v = self.rng.choice(self.lists)
            a, b = self.item(v), self.item(v)
            self.put(f"{a}, {b} = {b}, {a}")

    def append(self) -> None:
        if self.lists:
            self.put(f"{self.rng.choice(self.lists)}.append({self.real(1)})")

    def pop(self) -> None:
        if self.lists:
            v, a = self.rng.choice(self.lists), self.target()
            self.put(f"if len({v}) > 1:")
            with self.inside():
                self.put(f"{a} = {v}.pop({self.rng.choice(['', '', '0'])})")
            if a not in self.reals:
                self.put("else:")
                with self.inside():
                    self.put(f"{a} = {self.number()}")
                self.bind(a)

    def call_scaled(self) -> None:
        if self.lists:
            a = self.target()
            self.put(f"{a} = scaled({self.rng.choice(self.lists)}, {self.atom()})")
            self.bind(a)

    def branch(self) -> None:
        name = self.rng.choice(["a", "b", "c"]) if self.often(0.3) else ""
        self.put(f"if {self.test()}:")
        self.block()
        if name:
            self.lines.append("    " * (self.level + 1) + f"{name} = {self.real(1)}")
        if self.often(0.25):
            self.put(f"elif {self.test()}:")
            self.block()
            if name:
                self.lines.append("    " * (self.level + 1) + f"{name} = {self.real(1)}")
        if name or self.often(0.5):
            self.put("else:")
            self.block()
            if name:
                self.lines.append("    " * (self.level + 1) + f"{name} = {self.real(1)}")
        if name:
            self.bind(name)

    def body(self) -> None:
        self.loops.append("")
        self.block(4)
        self.loops.pop()

    def orelse(self) -> None:
        if self.often(0.15):
            kept, self.loops = self.loops, []
            self.put("else:")
            self.block(2)
            self.loops = kept

    def range_loop(self) -> None:
        i = self.fresh("i")
        bounds = self.one(
            lambda: str(self.rng.choice([0, 1, 2, 3, 4])),
            lambda: "1, 4",
            lambda: "3, 0, -1",
            lambda: f"len({self.rng.choice(self.lists)})" if self.lists else "3",
            lambda: f"{self.rng.choice(self.ints)}" if self.ints else "2",
        )
        self.put(f"for {i} in range({bounds}):")
        self.ints.append(i)
        self.body()
        if i in self.ints:
            self.ints.remove(i)
        self.orelse()

    def list_loop(self) -> None:
        if not self.lists:
            return self.range_loop()
        v, e, i = self.rng.choice(self.lists), self.fresh("e"), self.fresh("i")
        w = self.rng.choice(self.lists)
        head, k, r = self.one(
            lambda: (f"for {e} in {v}:", [], [e]),
            lambda: (f"for {e} in {v}[1:]:", [], [e]),
            lambda: (f"for {i}, {e} in enumerate({v}):", [i], [e]),
            lambda: (f"for {e}, {e}b in zip({v}, {w}):", [], [e, f"{e}b"]),
            lambda: (f"for {e} in reversed({v}):", [], [e]),
            lambda: (f"for {e} in [{self.atom()}, {self.atom()}]:", [], [e]),
        )
        self.put(head)
        self.ints += k
        self.reals += r
        self.body()
        self.ints = [n for n in self.ints if n not in k]
        self.reals = [n for n in self.reals if n not in r]
        self.orelse()

    def while_loop(self) -> None:
        n = self.fresh("n")
        self.put(f"{n} = 0")
        extra = self.one(lambda: "", lambda: f" and {self.test()}", lambda: f" and abs({self.atom()}) < 3.0")
        self.put(f"while {n} < {self.rng.choice([0, 1, 2, 3, 4])}{extra}:")
        with self.inside():
            self.put(f"{n} += 1")
        self.ints.append(n)
        self.body()
        if n in self.ints:
            self.ints.remove(n)
        self.orelse()

    def endless(self) -> None:
        n = self.fresh("n")
        self.put(f"{n} = 0")
        self.put("while True:")
        with self.inside():
            self.put(f"{n} += 1")
            self.put(f"if {n} > 3 or {self.test()}:")
            with self.inside():
                self.put("break")
        self.ints.append(n)
        self.body()
        if n in self.ints:
            self.ints.remove(n)

    def attempt(self) -> None:
        self.put("try:")
        kept = list(self.reals), list(self.ints), list(self.lists)
        with self.inside():
            name = self.target()
            if self.often(0.2):
                self.assign()
            self.put(
                f"{name} = "
                + self.one(
                    lambda: f"checked({self.real(1)})",
                    lambda: f"math.sqrt({self.real(1)})",
                    lambda: f"math.log({self.real(1)})",
                )
            )
        self.reals, self.ints, self.lists = kept
        self.put("except ValueError:")
        with self.inside():
            self.put(f"{name} = {self.real(1)}")
        self.bind(name)

    def leave_loop(self) -> None:
        if self.loops:
            word = self.rng.choice(["break", "continue"])
            if self.often(0.85):
                self.put(f"if {self.test()}:")
                with self.inside():
                    if self.often(0.4):
                        self.augment()
                    self.put(word)
            else:
                self.put(word)

    def early_return(self) -> None:
        self.put(f"if {self.test()}:")
        with self.inside():
            self.put(f"return {self.real()}")

    def program(self) -> str:
        while self.budget > 0:
            self.statement()
        ends = self.reals + [f"sum({v})" for v in self.lists]
        weights = [str(round(0.3 + 0.17 * k, 2)) for k in range(len(ends))]
        self.put("return " + " + ".join(f"{w} * {e}" for w, e in zip(weights, ends, strict=True)))
        return "import math\n\n" + HELPERS + "\n\ndef f(x, y):\n" + "\n".join(self.lines) + "\n"


ARRAY_HELPERS = """
def smooth(v):
    v[1:-1] = 0.5 * (v[2:] + v[:-2])
    return v


def halved(v):
    return v * 0.5


def step(v, w, c):
    w[:] = v
    w[0] = v[0] + c * v[-1]
    return w


def total(v):
    s = 0.0
    for k in range(v.shape[0]):
        s += v[k] * (k + 1)
    return s
"""

Shape = tuple[int, ...]


class Arrays(Writer):
    """Programs on vectors and matrices, changed in place and seen through views."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.n, self.m = self.rng.choice([(3, 2), (4, 3), (3, 3)])
        self.vars: dict[str, Shape] = {"u": (self.n,), "A": (self.n, self.m), "s": ()}
        self.ints: list[str] = []
        self.protected: set[str] = set()
        self.lists: dict[str, Shape] = {}
        self.depth = 0
        self.budget = self.rng.choice([3, 5, 8, 12, 16])

    def of(self, shape: Shape) -> list[str]:
        return [v for v, k in self.vars.items() if k == shape]

    def any_array(self) -> str:
        return self.rng.choice([v for v, k in self.vars.items() if k])

    # -- expressions

    def scalar(self, d: int = 1) -> str:
        if d <= 0 or self.often(0.3):
            return self.one(
                lambda: self.number(), lambda: self.rng.choice(self.of(())), lambda: self.element()
            )
        v = self.any_array()
        same = self.rng.choice(self.of(self.vars[v]))
        q = lambda: self.scalar(d - 1)  # noqa: E731
        return self.one(
            lambda: f"np.sum({v})",
            lambda: f"np.mean({v} * {same})",
            lambda: f"{v}.sum()",
            lambda: f"{v} @ {same}" if len(self.vars[v]) == 1 else f"np.sum({v} @ {same}.T)",
            lambda: f"np.max({v})",
            lambda: f"({q()}) * ({q()})",
            lambda: f"{q()} + {q()}",
            lambda: f"np.sin({q()})",
            lambda: f"math.tanh({q()})",
            lambda: f"float({self.element()})",
            lambda: f"np.linalg.norm({v})",
            lambda: f"total({self.array((self.n,), 0)})",
            lambda: f"(({q()}) if {self.test()} else ({q()}))",
        )

    def index(self, length: int) -> str:
        if self.ints and self.often(0.6):
            i = self.rng.choice(self.ints)
            return self.one(
                lambda: f"{i} % {length}", lambda: f"({i} + 1) % {length}", lambda: f"-1 - {i} % {length}"
            )
        return str(self.rng.choice([0, -1, length - 1, 1 % length]))

    def element(self) -> str:
        v = self.any_array()
        return f"{v}[{', '.join(self.index(k) for k in self.vars[v])}]"

    def array(self, shape: Shape, d: int = 2) -> str:
        """An expression of a shape."""
        here = self.of(shape)
        if d <= 0 or self.often(0.15):
            if here and self.often(0.8):
                return self.rng.choice(here)
            return f"np.full({shape}, {self.scalar(0)})"
        e = lambda: self.array(shape, d - 1)  # noqa: E731
        makers: list[Callable[[], str]] = [
            lambda: f"({e()} + {e()})",
            lambda: f"({e()} - {self.broadcast(shape, d - 1)})",
            lambda: f"{e()} * {self.broadcast(shape, d - 1)}",
            lambda: f"({e()}) * ({e()})",
            lambda: f"({e()}) / (1.5 + ({e()}) ** 2)",
            lambda: f"np.sin({e()})",
            lambda: f"np.tanh({e()})",
            lambda: f"np.exp(-({e()}) ** 2)",
            lambda: f"np.abs({e()})",
            lambda: f"np.maximum({e()}, {self.broadcast(shape, d - 1)})",
            lambda: f"np.where({e()} > {self.number()}, {e()}, {self.broadcast(shape, d - 1)})",
            lambda: f"-{self.array(shape, 0)}",
            lambda: f"({e()}).copy()",
            lambda: f"halved({e()})",
            lambda: f"np.roll({e()}, 1)",
            lambda: f"np.clip({e()}, -1.0, 1.3)",
            lambda: f"{self.array(shape, 0)} * {self.scalar(1)}",
        ]
        if len(shape) == 1:
            (k,) = shape
            makers += [
                lambda: f"({e()})[::-1]",
                lambda: f"np.cumsum({e()})",
                lambda: f"np.concatenate(({e()}[:1], {e()}[1:]))",
                lambda: f"np.sum({self.array((k, self.m))}, axis=1)",
                lambda: f"np.mean({self.array((self.n, k))}, axis=0)",
                lambda: f"({self.array((k, self.m))}) @ {self.array((self.m,), 0)}",
                lambda: f"({self.array((self.n, k))}).T @ {self.array((self.n,), 0)}",
                lambda: f"({e()})[np.array({[self.rng.randrange(k) for _ in range(k)]})]",
                lambda: f"np.diff(np.append({e()}, {self.scalar(0)}))",
                lambda: f"np.array([{', '.join(self.scalar(1) for _ in range(k))}])",
            ]
        else:
            a, b = shape
            makers += [
                lambda: f"np.outer({self.array((a,), 1)}, {self.array((b,), 1)})",
                lambda: f"({self.array((b, a), 1)}).T",
                lambda: f"({self.array((a,), 1)})[:, None] * ({self.array((b,), 1)})[None, :]",
                lambda: f"({self.array((a,), 1)})[:, np.newaxis] + {self.array((b,), 0)}",
                lambda: f"np.sum({e()}, axis={self.rng.choice([0, 1])}, keepdims=True) * {e()}",
                lambda: f"({e()}).reshape({b}, {a}).T",
                lambda: f"np.stack([{', '.join(self.array((b,), 1) for _ in range(a))}])",
                lambda: f"({e()}) @ {self.array((b, b), 0)}",
                lambda: f"({e()})[:, ::-1]",
                lambda: f"np.vstack(({e()}[1:], {e()}[:1]))",
            ]
        return self.one(*makers)

    def broadcast(self, shape: Shape, d: int) -> str:
        """An expression that broadcasts to a shape."""
        makers = [lambda: self.array(shape, d), lambda: self.scalar(1), lambda: self.number()]
        if len(shape) == 2:
            makers += [
                lambda: self.array(shape[1:], d),
                lambda: f"({self.array(shape[:1], d)})[:, None]",
                lambda: f"({self.array(shape, d)})[:1]",
            ]
        else:
            makers += [lambda: f"({self.array(shape, 0)})[:1]"]
        return self.one(*makers)

    def test(self) -> str:
        return self.one(
            lambda: f"{self.scalar(0)} > {self.number()}",
            lambda: f"{self.element()} < {self.element()}",
            lambda: f"{self.rng.choice(self.ints)} % 2 == 0" if self.ints else "s > 0.0",
            lambda: f"np.sum({self.any_array()}) > {self.number()}",
        )

    # -- statements

    def statement(self) -> None:
        self.budget -= 1
        plain = [
            self.assign, self.assign, self.real, self.alias, self.view, self.store, self.store, self.store,
            self.augment, self.augment, self.store_slice, self.store_slice, self.store_slice, self.mask, self.scatter,
            self.swap, self.call, self.whole, self.rows, self.keep, self.overlap, self.method,
        ]  # fmt: skip
        nested = [
            self.branch,
            self.branch,
            self.loop,
            self.loop,
            self.time_loop,
            self.row_loop,
            self.while_loop,
        ]
        if self.depth < 2 and self.budget > 0 and self.often(0.4):
            self.rng.choice(nested)()
        elif self.depth and self.often(0.06):
            self.jump()
        else:
            self.rng.choice(plain)()

    def name(self, shape: Shape) -> str:
        mine = [v for v in self.of(shape) if v not in self.protected]
        if mine and (self.often(0.5) or self.depth):
            return self.rng.choice(mine)
        return self.fresh("pqrt"[self.count % 4])

    def a_shape(self) -> Shape:
        return self.vars[self.any_array()]

    def assign(self) -> None:
        shape = self.a_shape()
        value = self.array(shape)
        name = self.name(shape)
        self.put(f"{name} = {value}")
        self.vars[name] = shape

    def real(self) -> None:
        value, name = self.scalar(2), self.name(())
        self.put(f"{name} {'+=' if name in self.vars and self.often(0.5) else '='} {value}")
        self.vars[name] = ()

    def alias(self) -> None:
        v = self.any_array()
        name = self.name(self.vars[v])
        if name != v:
            self.put(f"{name} = {v}")
            self.vars[name] = self.vars[v]

    def view(self) -> None:
        v = self.any_array()
        shape = self.vars[v]
        text, new = self.part(v, shape)
        if new:
            name = self.fresh("w")
            self.put(f"{name} = {text}")
            self.vars[name] = new

    def part(self, v: str, shape: Shape) -> tuple[str, Shape]:
        """A view of an array, and its shape."""
        if len(shape) == 1:
            k = shape[0]
            return self.one(
                lambda: (f"{v}[1:]", (k - 1,)),
                lambda: (f"{v}[:-1]", (k - 1,)),
                lambda: (f"{v}[::-1]", (k,)),
                lambda: (f"{v}[:]", (k,)),
                lambda: (f"{v}[::2]", ((k + 1) // 2,)),
                lambda: (f"{v}[...]", (k,)),
            )
        a, b = shape
        return self.one(
            lambda: (f"{v}[{self.index(a)}]", (b,)),
            lambda: (f"{v}[:, {self.index(b)}]", (a,)),
            lambda: (f"{v}[1:]", (a - 1, b)),
            lambda: (f"{v}[:, 1:]", (a, b - 1)),
            lambda: (f"{v}[1:, :-1]", (a - 1, b - 1)),
            lambda: (f"{v}.T", (b, a)),
            lambda: (f"{v}.ravel()", (a * b,)),
            lambda: (f"{v}.reshape({b}, {a})", (b, a)),
            lambda: (f"{v}[::-1, ::-1]", (a, b)),
            lambda: (f"{v}[..., 0]", (a,)),
        )

    def store(self) -> None:
        op = self.rng.choice(["=", "=", "+=", "*=", "-="])
        self.put(f"{self.element()} {op} {self.scalar(2)}")

    def augment(self) -> None:
        v = self.any_array()
        op = self.rng.choice(["+=", "-=", "*=", "+="])
        self.put(f"{v} {op} {self.broadcast(self.vars[v], 1)}")

    def store_slice(self) -> None:
        v = self.any_array()
        text, shape = self.part(v, self.vars[v])
        if text.endswith((")", "T")) or 0 in shape:
            return self.augment()
        op = self.rng.choice(["=", "=", "+=", "*=", "-="])
        self.put(f"{text} {op} {self.broadcast(shape, 1)}")

    def overlap(self) -> None:
        v = self.any_array()
        c = self.scalar(0)
        self.put(self.one(
            lambda: f"{v}[1:] = {v}[:-1] * {c}",
            lambda: f"{v}[1:] += {c} * {v}[:-1]",
            lambda: f"{v}[:-1] *= {v}[1:]",
            lambda: f"{v}[1:-1] = {v}[2:] - {c} * {v}[:-2]",
            lambda: f"{v}[:] = {v}[::-1]",
            lambda: f"{v}[0] = {v}[0] * {v}[-1]",
            lambda: f"{v}[0], {v}[-1] = {v}[-1] * 1.0, {v}[0] * {c}",
        ))  # fmt: skip

    def mask(self) -> None:
        v = self.any_array()
        shape = self.vars[v]
        c = self.number()
        self.put(self.one(
            lambda: f"{v}[{v} > {c}] = {self.scalar(1)}",
            lambda: f"{v}[{v} > {c}] *= {self.scalar(0)}",
            lambda: f"{v}[{self.array(shape, 0)} < {c}] += {self.scalar(0)}",
            lambda: f"s = s + np.sum({v}[{v} > {c}])",
            lambda: f"{v}[:] = np.where({v} < {c}, {self.array(shape, 1)}, {v})",
        ))  # fmt: skip

    def scatter(self) -> None:
        v = self.rng.choice(self.of((self.n,)))
        idx = [self.rng.randrange(self.n) for _ in range(self.rng.choice([2, 3]))]
        k = len(idx)
        self.put(self.one(
            lambda: f"np.add.at({v}, np.array({idx}), {self.array((k,), 1)})",
            lambda: f"{v}[[{self.n - 1}, 0]] += {self.array((2,), 1)}",
            lambda: f"{v}[[0, 1]] = {self.array((2,), 1)}",
            lambda: f"{v}[[0, 2]] *= {self.scalar(0)}",
            lambda: f"{v}[[1]] = {self.scalar(1)}",
        ))  # fmt: skip

    def swap(self) -> None:
        v = self.any_array()
        others = [w for w in self.of(self.vars[v]) if w != v]
        if others:
            w = self.rng.choice(others)
            self.put(f"{v}, {w} = {w}, {v}")

    def call(self) -> None:
        v = self.rng.choice(self.of((self.n,)))
        w = self.rng.choice(self.of((self.n,)))
        name = self.name((self.n,))
        self.put(
            f"{name} = "
            + self.one(
                lambda: f"smooth({v})",
                lambda: f"step({v}, {w}, {self.scalar(0)})",
                lambda: f"smooth({v}.copy())",
            )
        )
        self.vars[name] = (self.n,)

    def whole(self) -> None:
        shape = self.a_shape()
        name = self.name(shape)
        self.put(
            f"{name} = "
            + self.one(
                lambda: f"np.zeros({shape})",
                lambda: f"np.ones({shape})",
                lambda: f"np.zeros_like({self.array(shape, 0)})",
                lambda: f"{self.array(shape, 0)}.copy()",
                lambda: f"np.empty({shape})",
            )
        )
        if self.lines[-1].endswith(f"np.empty({shape})"):
            every = self.vars
            self.vars = {n: s for n, s in every.items() if n != name}  # which holds nothing yet
            self.put(f"{name}[...] = {self.broadcast(shape, 1)}")
            self.vars = every
        self.vars[name] = shape

    def method(self) -> None:
        v = self.any_array()
        shape = self.vars[v]
        self.put(self.one(
            lambda: f"{v}.fill({self.scalar(0)})",
            lambda: f"np.copyto({v}, {self.broadcast(shape, 1)})",
            lambda: f"np.multiply({v}, {self.broadcast(shape, 1)}, out={v})",
            lambda: f"np.add({self.array(shape, 0)}, {self.array(shape, 0)}, out={v})",
            lambda: f"np.sin({v}, out={v})",
        ))  # fmt: skip

    def rows(self) -> None:
        v = self.rng.choice(self.of((self.n, self.m)))
        self.put(self.one(
            lambda: f"{v}[{self.index(self.n)}] = {self.broadcast((self.m,), 1)}",
            lambda: f"{v}[:, {self.index(self.m)}] += {self.array((self.n,), 1)}",
            lambda: f"{v}[{self.index(self.n)}, 1:] *= {self.scalar(0)}",
            lambda: f"{v}[[0, 1]] = {v}[[1, 0]]",
        ))  # fmt: skip

    def keep(self) -> None:
        shape = self.a_shape()
        if not self.lists or (self.often(0.4) and not self.depth):
            name = self.fresh("h")
            self.put(f"{name} = [{self.array(shape, 1)}]")
            self.lists[name] = shape
            return
        name = self.rng.choice(list(self.lists))
        shape = self.lists[name]
        self.put(self.one(
            lambda: f"{name}.append({self.array(shape, 1)})",
            lambda: f"{name}.append({self.array(shape, 0)}.copy())",
            lambda: f"s = s + np.sum({name}[-1] * {self.array(shape, 0)})",
            lambda: f"{name}[0] = {self.array(shape, 1)}",
            lambda: f"{name}[-1][0] += {self.scalar(0)}",
        ))  # fmt: skip

    def block(self, most: int = 3) -> None:
        kept, lists = dict(self.vars), dict(self.lists)
        self.depth += 1
        with self.inside():
            for _ in range(self.rng.randint(1, most)):
                self.statement()
        self.depth -= 1
        self.vars, self.lists = kept, lists

    def branch(self) -> None:
        self.put(f"if {self.test()}:")
        self.block()
        if self.often(0.5):
            self.put("else:")
            self.block()

    def loop(self) -> None:
        i = self.fresh("i")
        self.put(
            f"for {i} in range({self.rng.choice(['0', '1', '2', '3', '1, 3', 'u.shape[0]', 'len(A)'])}):"
        )
        self.ints.append(i)
        self.block()
        self.ints.remove(i)

    def while_loop(self) -> None:
        i = self.fresh("n")
        self.put(f"{i} = 0")
        self.put(f"while {i} < 3 and {self.test()}:")
        with self.inside():
            self.put(f"{i} += 1")
        self.ints.append(i)
        self.block()
        self.ints.remove(i)

    def time_loop(self) -> None:
        v, w = self.fresh("v"), self.fresh("w")
        source = self.rng.choice(self.of((self.n,)))
        self.put(f"{v} = {source}.copy()")
        self.put(f"{w} = " + self.rng.choice([f"np.zeros({self.n})", f"{v}.copy()", f"np.empty_like({v})"]))
        if "empty" in self.lines[-1]:
            self.put(f"{w}[:] = {self.scalar(0)}")
        self.vars[v] = self.vars[w] = (self.n,)
        self.put(f"for {self.fresh('k')} in range({self.rng.choice([0, 1, 2, 3])}):")
        with self.inside():
            self.put(self.one(
                lambda: f"{w}[1:-1] = {v}[1:-1] + 0.1 * ({v}[2:] - 2.0 * {v}[1:-1] + {v}[:-2]) * {v}[1:-1]",
                lambda: f"{w}[:] = np.sin({v}) + {source}",
                lambda: f"{w}[1:] = {v}[:-1] * {v}[1:]",
            ))  # fmt: skip
            if self.often(0.5):
                self.put(f"{w}[0] = {w}[-1] * s")
            self.depth += 1
            if self.often(0.5):
                self.statement()
            self.depth -= 1
            self.put(f"{v}, {w} = {w}, {v}")

    def row_loop(self) -> None:
        v = self.rng.choice(self.of((self.n, self.m)))
        row = self.fresh("row")
        self.put(f"for {row} in {v}:")
        kept = dict(self.vars)
        self.vars[row] = (self.m,)
        self.protected.add(row)
        self.block()
        self.vars = kept

    def jump(self) -> None:
        self.put(f"if {self.test()}:")
        with self.inside():
            self.put(f"return {self.scalar(2)}")

    def program(self) -> str:
        while self.budget > 0:
            self.statement()
        ends = [
            f"np.sum({v} * {v}) * 0.5" if len(k) and self.often(0.5) else f"np.sum(np.sin({v}))" if k else v
            for v, k in self.vars.items()
        ]
        ends += [f"np.sum({v}[{self.rng.choice([0, -1])}])" for v in self.lists]
        weights = [str(round(0.3 + 0.17 * k, 2)) for k in range(len(ends))]
        self.put("return " + " + ".join(f"{w} * {e}" for w, e in zip(weights, ends, strict=True)))
        return (
            "import math\n\nimport numpy as np\n\n"
            + ARRAY_HELPERS
            + "\n\ndef f(u, A, s):\n"
            + "\n".join(self.lines)
            + "\n"
        )


def scalar_program(seed: int) -> str:
    """The source of a random function of the reals x and y."""
    return Scalars(seed).program()


def array_program(seed: int) -> str:
    """The source of a random function of the vector u, the matrix A and the real s."""
    return Arrays(seed).program()


def array_arguments(seed: int) -> tuple[Any, ...]:
    """Arguments for the program of a seed."""
    import numpy as np

    maker = Arrays(seed)
    rng = np.random.default_rng(seed)
    return rng.normal(size=maker.n), rng.normal(size=(maker.n, maker.m)), float(rng.normal())
