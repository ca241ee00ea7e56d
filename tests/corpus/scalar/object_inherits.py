"""Objects whose constructor calls the one that it inherits, by `super` and by name, of a dataclass too."""
from dataclasses import dataclass, field


@dataclass
class Rod:
    radius: float
    length: float = 2.0

    def volume(self):
        return self.radius**2 * self.length


class Pipe(Rod):
    def __init__(self, radius):
        super().__init__(radius, length=radius * 3.0)
        self.wall = self.radius / 10.0

    def volume(self):
        return super().volume() * self.wall


class Coil(Pipe):
    def __init__(self, radius):
        Pipe.__init__(self, 2.0 * radius)
        self.turns = 7

    def volume(self):
        return Pipe.volume(self) * self.turns


@dataclass
class Stack:
    first: float
    items: list = field(default_factory=list)


def f(x):
    stack = Stack(x)
    stack.items.append(x * x)
    return Pipe(x).volume() + Coil(x).volume() + stack.items[0]


wrt = ("x",)
points = [(0.7,)]
