"""Dataclasses that say themselves what they hold as containers; one that does not is no sequence."""

from dataclasses import dataclass, fields


@dataclass
class Pair:
    x: float
    y: float

    def __iter__(self):
        yield self.y
        yield 2 * self.x

    def __getitem__(self, k):
        return self.y if k == 0 else self.x

    def __len__(self):
        return 7


@dataclass(frozen=True)
class Named:
    x: float
    y: float

    def __iter__(self):
        for field in fields(self):
            yield field.name, getattr(self, field.name)

    @property
    def values(self):
        return tuple(value for _, value in self)


@dataclass
class Plain:
    x: float
    y: float


def first(plain):
    try:
        a, b = plain
    except TypeError:
        return plain.x**2
    return a * b


def f(p, u, v):
    a, b = p
    made = Pair(u, v)
    c, d = Named(u * v, v).values
    return a**2 * b * p[0] + len(p) * p[1] + sum(w**2 for w in made) + max(*made) * c**3 * d + first(Plain(u, v))


wrt = ("p", "u", "v")
points = [(Pair(0.3, 0.7), 0.4, 0.9)]
