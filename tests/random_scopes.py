"""Random programs of local arrays: made in loops and branches, filled with values of several ages, and read whole after.

Where an array lives in one trip or on one path, what is stored in it may be needed again where it is gone.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace

HELPERS = '''import math

import numpy as np


def made(x, c, n):
    w = np.zeros(n + 1)
    for i in range(n):
        w[i + 1] = c
    return w


def chain(x, c):
    w = np.empty(len(x))
    w[0] = c
    for i in range(1, len(x)):
        w[i] = math.sin(w[i - 1]) + x[i]
    return w


def built(x, c):
    out = []
    for t in x:
        c = math.sin(c) * t
        out.append(c)
    return out


def picked(w, i, c):
    if w[i] > c:
        return w[i] * c
    w[i] = c * c
    return math.cos(w[i - 1])


def faded(w):
    s = 0.0
    for t in w:
        s = s * 0.5 + t * t
    return s


def early(w, c):
    for i in range(len(w)):
        c = math.sin(c) + w[i] * 0.3
        if c > 0.9:
            return c * w[i]
        w[i] = c
    return c


'''
ARRAYS = (
    "np.zeros(n)", "np.zeros(n + 1)", "x.copy()", "x * {c}", "np.full(n, {c})", "made(x, {c}, n)", "chain(x, {c})",
    "np.array(built(x, {c}))", "np.ones((n, 2))[:, 0]",
)  # fmt: skip
LISTS = ("[0.0] * n", "built(x, {c})")
WHOLE = ("np.sum({u} * {u})", "np.dot({u}, {u})", "faded({u})", "np.sum(np.sin({u}))", "{u}[-1] * {u}[1]")
CHANGES = (
    "total += early({u}, {c})", "total += picked({u}, {i}, {c})", "{u} *= {c}", "{u} += x[0] * {c}", "{u} = {u} * {c}",
    "{u}[1:3] = {c}", "{u}[1:-1] += {u}[:-2] * {c}", "{u} = np.sin({u})", "total += {c} * float({u}.max())",
)  # fmt: skip
LOOPS = (
    "for {i} in range(1, n - 1):", "for {i} in range(1, n - 1):", "for {i} in range(n - 2, 0, -1):",
    "for {i} in reversed(range(1, n - 1)):", "for {i} in range(1, n - 1, 2):",
)  # fmt: skip


@dataclass(frozen=True)
class Names:
    """What has a value at a place: reals, arrays and lists, arrays alone, indices; and how deep the place is."""

    reals: list[str] = field(default_factory=lambda: ["a"])
    filled: list[str] = field(default_factory=list)
    arrays: list[str] = field(default_factory=list)
    indices: list[str] = field(default_factory=list)
    depth: int = 0
    loops: int = 0

    def inside(self, index: str | None = None) -> Names:
        """The same within one more block, of a loop over `index` if that is given."""
        more, loops = ([], self.loops) if index is None else ([index], self.loops + 1)
        lists = {k: list(getattr(self, k)) for k in ("reals", "filled", "arrays")}
        return replace(self, **lists, indices=self.indices + more, depth=self.depth + 1, loops=loops)


class Scopes:
    """Writes a function of a vector `x` and a real `a`."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.lines: list[str] = []
        self.count = 0

    def put(self, names: Names, line: str) -> None:
        """Write a line."""
        self.lines.append("    " * (names.depth + 1) + line)

    def new(self, letter: str) -> str:
        """A name that has not been used."""
        self.count += 1
        return f"{letter}{self.count}"

    def place(self, names: Names) -> str:
        """A place of an array."""
        if not names.indices or self.random.random() < 0.2:
            return self.random.choice(("0", "1", "2", "-1"))
        by = self.random.choice((-1, -1, 0, 0, 0, 1, 1))
        index = self.random.choice(names.indices[-2:])
        return f"{index} {'+' if by > 0 else '-'} {abs(by)}" if by else index

    def real(self, names: Names, size: int = 0) -> str:
        """An expression of a real."""
        chance = self.random.random()
        if size > 1 or chance < 0.35:
            if self.random.random() < 0.5:
                return self.random.choice(names.reals)
            return f"{self.random.choice([*names.filled, 'x'])}[{self.place(names)}]"
        one = self.real(names, size + 1)
        if chance < 0.6:
            return f"({one} {self.random.choice('**+-')} {self.real(names, size + 1)})"
        return self.random.choice(("math.sin({})", "math.sin({})", "math.exp(-({}) ** 2)", "0.5 * ({}) ** 2")).format(one)

    def whole(self, names: Names) -> str:
        """A real made of all of an array."""
        if not names.arrays:
            return self.real(names)
        return self.random.choice(WHOLE).format(u=self.random.choice(names.arrays))

    def block(self, names: Names, most: int) -> None:
        """Some statements, and at the end what they have made is used."""
        for _ in range(self.random.randint(1, most)):
            if self.statement(names):
                return
        if self.random.random() < 0.8:
            self.put(names, f"total += {self.random.choice(names.reals)} * {self.whole(names)}")

    def statement(self, names: Names) -> bool:
        """A statement; gives whether it leaves the block."""
        ways: list[tuple[float, Callable[[Names], None]]] = [(2, self.number), (1.6, self.array), (1, self.added)]
        ways += [(2, self.stored)] if names.filled else []
        ways += [(1, self.changed)] if names.arrays else []
        ways += [(1.2, self.branch), (1.6, self.loop)] if names.depth < 3 else []
        ways += [(2, self.filling)] if names.arrays or names.loops else []
        if names.loops and names.depth > 1 and self.random.random() < 0.05:
            self.put(names, self.random.choice(("break", "continue", "return total")))
            return True
        self.random.choices([way for _, way in ways], [weight for weight, _ in ways])[0](names)
        return False

    def number(self, names: Names) -> None:
        """A real, of a new name or an old one."""
        if self.random.random() < 0.5 or len(names.reals) < 2:
            value, name = self.real(names), self.new("c")
            names.reals.append(name)
            self.put(names, f"{name} = {value}")
        else:
            self.put(names, f"{self.random.choice(names.reals[1:])} = 0.7 * {self.real(names)}")

    def array(self, names: Names) -> None:
        """An array or a list of a new name."""
        name, c = self.new("u"), self.random.choice(names.reals)
        listed = self.random.random() < 0.2
        self.put(names, f"{name} = {self.random.choice(LISTS if listed else ARRAYS).format(c=c)}")
        names.filled.append(name)
        if not listed:
            names.arrays.append(name)

    def stored(self, names: Names) -> None:
        """A number stored in an array."""
        name, how = self.random.choice(names.filled), self.random.choice(("=", "=", "=", "+=", "*=", "-="))
        value = self.random.choice((self.random.choice(names.reals), self.real(names, 1)))
        self.put(names, f"{name}[{self.place(names)}] {how} {value}")

    def added(self, names: Names) -> None:
        """The sum goes on."""
        self.put(names, self.random.choice(("total += {}", "total = total * 0.9 + {}")).format(self.real(names)))

    def changed(self, names: Names) -> None:
        """An array changed as a whole, or by a helper."""
        name, c = self.random.choice(names.arrays), self.random.choice(names.reals)
        self.put(names, self.random.choice(CHANGES).format(u=name, c=c, i=self.place(names)))

    def branch(self, names: Names) -> None:
        """A choice."""
        self.put(names, f"if {self.real(names, 1)} > {self.random.choice(('0.1', '0.3', '-0.2', *names.reals))}:")
        self.block(names.inside(), 3)
        if self.random.random() < 0.4:
            self.put(names, "else:")
            self.block(names.inside(), 2)

    def loop(self, names: Names) -> None:
        """A loop, short where it is deep."""
        index = self.new("i")
        self.put(names, ("for {i} in range(1, 3):" if names.depth > 1 else self.random.choice(LOOPS)).format(i=index))
        self.block(names.inside(index), 3)

    def filling(self, names: Names) -> None:
        """An array filled place by place with what may come from outside, and both used after."""
        if self.random.random() < 0.6 or not names.arrays:
            self.array(names)
        name = self.random.choice(names.arrays or names.filled)
        if self.random.random() < 0.5:
            value, c = f"{self.real(names)} * {self.real(names)} * {self.random.choice(names.reals)}", self.new("c")
            self.put(names, f"{c} = {value}")
            names.reals.append(c)
        c, index = self.random.choice(names.reals[-2:]), self.new("i")
        self.put(names, self.random.choice(LOOPS[:3]).format(i=index))
        inside = names.inside(index)
        for _ in range(self.random.choice((1, 1, 2))):
            before = f"{name}[{index}{self.random.choice((' - 1', '', ' + 1'))}] * {c}"
            value = self.random.choice((c, c, self.real(inside), before))
            place = index + self.random.choice((" + 1", " - 1", "", ""))
            self.put(inside, f"{name}[{place}] {self.random.choice(('=', '=', '=', '+='))} {value}")
        self.put(names, f"total += {c} * {self.whole(names)}")

    def program(self) -> str:
        """The source."""
        names = Names()
        names.reals.append("c0")
        self.put(names, "c0 = a * x[0]")
        self.put(names, "total = 0.0")
        for _ in range(self.random.randint(3, 6)):
            self.statement(names)
        self.put(names, f"total += {self.random.choice(names.reals)} * {self.whole(names)}")
        self.put(names, "return total")
        return HELPERS + "def f(x, a):\n    n = len(x)\n" + "\n".join(self.lines) + "\n"


def scopes(seed: int) -> str:
    """The source of a random function of a vector x and a real a."""
    return Scopes(seed).program()
