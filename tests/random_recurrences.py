"""Random recurrences: loops that read and write places of arrays and lists next to their index, in either direction.

What a trip reads may be overwritten later, on the same trip, on another one, by another name or never; and arrays are
made where they are used or far from there.
"""

from __future__ import annotations

import random

ARRAYS = ("np.zeros(n)", "x * a", "x.copy()", "np.ones(n)")
NEAR = (-2, -1, -1, 0, 0, 1, 1, 2)


class Recurrences:
    """Writes a function of a vector `x` and a real `a`."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.names = self.random.sample(["u", "v", "w"], self.random.randint(1, 3))
        self.lists = [n for n in self.names if self.random.random() < 0.2]
        self.lines: list[str] = []

    def put(self, depth: int, line: str) -> None:
        """Write a line."""
        self.lines.append("    " * depth + line)

    def near(self, index: str) -> str:
        """A place next to an index."""
        by = self.random.choice(NEAR)
        return f"{index} {'+' if by > 0 else '-'} {abs(by)}" if by else index

    def real(self, index: str, size: int = 0) -> str:
        """An expression of a real."""
        chance = self.random.random()
        if size > 2 or chance < 0.45:
            name = self.random.choice([*self.names, "x", "a"])
            return name if name == "a" else f"{name}[{self.near(index)}]"
        if chance < 0.75:
            operation = self.random.choice("+-*")
            return f"({self.real(index, size + 1)} {operation} {self.real(index, size + 1)})"
        if chance < 0.9:
            return f"math.sin({self.real(index, size + 1)})"
        return f"({self.real(index, size + 1)}) ** 2"

    def loop(self, depth: int) -> None:
        """A loop in either direction; where it starts low, places wrap round."""
        low = self.random.choice((2, 2, 2, 1, 0))
        ways = (f"range({low}, n - 2)", f"range(n - 3, {low} - 1, -1)", f"reversed(range({low}, n - 2))")
        self.put(depth, f"for i in {self.random.choice((ways[0], *ways))}:")
        for _ in range(self.random.randint(1, 4)):
            self.statement(depth + 1, "i", 0)

    def statement(self, depth: int, index: str, inside: int) -> None:
        """A statement of a loop."""
        chance, name = self.random.random(), self.random.choice(self.names)
        if chance < 0.55:
            how = self.random.choice(("=", "=", "=", "+=", "*="))
            self.put(depth, f"{name}[{self.near(index)}] {how} 0.5 * {self.real(index)}")
        elif chance < 0.7 and inside < 2:
            self.put(depth, f"if {self.real(index)} > 0.1:")
            self.statement(depth + 1, index, inside + 1)
            if self.random.random() < 0.4:
                self.put(depth, "else:")
                self.statement(depth + 1, index, inside + 1)
        elif chance < 0.8:
            self.put(depth, f"{name}[{self.near(index)}] = c")
        elif chance < 0.88:
            self.put(depth, f"c = {self.real(index)}")
            self.put(depth, f"{name}[{self.near(index)}] = c * 0.3")
            self.put(depth, "total = total + c * c")
        elif chance < 0.93 and not inside:
            self.put(depth, "for j in range(1, n - 2):")
            self.statement(depth + 1, self.random.choice(("j", index)), 1)
        elif chance < 0.96 and inside and index == "i":
            self.put(depth, "break")
        elif chance < 0.98 and len(self.names) > 1:
            one, other = self.random.sample(self.names, 2)
            self.put(depth, f"{one}, {other} = {other}, {one}")
        else:
            self.put(depth, f"total += {name}[{self.near(index)}]")

    def arrays(self, depth: int) -> None:
        """Arrays and lists under all names."""
        for name in self.names:
            self.put(depth, f"{name} = " + ("[0.1] * n" if name in self.lists else self.random.choice(ARRAYS)))

    def program(self) -> str:
        """The source."""
        self.arrays(1)
        self.put(1, "c = a * x[0]")
        depth = 1
        if self.random.random() < 0.4:
            self.put(1, "for k in range(3):")
            self.put(2, "c = math.sin(a * x[k])")
            depth = 2
        if self.random.random() < 0.3:
            self.put(depth, "if c < 0.2:")
            depth += 1
        if depth > 1 and self.random.random() < 0.5:
            self.arrays(depth)
        for _ in range(self.random.randint(1, 3)):
            self.loop(depth)
        if depth > 1:
            self.put(depth, f"total = total + c * {self.names[0]}[3] ** 2")
        if self.random.random() < 0.3:
            self.put(1, f"{self.names[0]}[{self.random.randint(0, 3)}] = a")
        sums = " + ".join(f"sum({n}[k] * {n}[k] * x[k] for k in range(n))" for n in self.names)
        head = "import math\n\nimport numpy as np\n\n\ndef f(x, a):\n    n = len(x)\n    total = 0.0\n"
        return head + "\n".join(self.lines) + f"\n    return total + {sums}\n"


def recurrence(seed: int) -> str:
    """The source of a random function of a vector x and a real a."""
    return Recurrences(seed).program()
