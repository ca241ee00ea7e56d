"""The classes of `collections` as classes of plain lists and dicts, which are lowered like those of users."""

from __future__ import annotations

import collections
from typing import Any

from s2sdiff.frontend.calls.structural import structural
from s2sdiff.frontend.data import objects
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.frontend.values import Iter, Seq
from s2sdiff.frontend.verbs import iteration, told

# mypy: disable-error-code="no-untyped-def,no-untyped-call"


class Deque:
    """`collections.deque`."""

    STANDS_FOR = collections.deque

    def __init__(self, iterable=(), maxlen=None):
        self.maxlen = maxlen
        self.content = list(iterable)
        if maxlen is not None:
            while len(self.content) > maxlen:
                self.content.pop(0)

    def append(self, item):
        self.content.append(item)
        if self.maxlen is not None and len(self.content) > self.maxlen:
            self.content.pop(0)

    def appendleft(self, item):
        self.content.insert(0, item)
        if self.maxlen is not None and len(self.content) > self.maxlen:
            self.content.pop()

    def extend(self, iterable):
        for item in iterable:
            self.append(item)

    def extendleft(self, iterable):
        for item in iterable:
            self.appendleft(item)

    def insert(self, position, item):
        self.content.insert(position, item)

    def pop(self):
        return self.content.pop()

    def popleft(self):
        return self.content.pop(0)

    def rotate(self, steps=1):
        if len(self.content) > 0:
            for _ in range(steps):
                self.content.insert(0, self.content.pop())
            for _ in range(-steps):
                self.content.append(self.content.pop(0))

    def reverse(self):
        self.content.reverse()

    def clear(self):
        self.content.clear()

    def copy(self):
        return Deque(self.content, self.maxlen)

    def index(self, item):
        return self.content.index(item)

    def count(self, item):
        return self.content.count(item)

    def __getitem__(self, position):
        return self.content[position]

    def __setitem__(self, position, item):
        self.content[position] = item

    def __delitem__(self, position):
        del self.content[position]

    def __iadd__(self, iterable):
        self.extend(iterable)
        return self

    def __contains__(self, item):
        return item in self.content

    def __iter__(self):
        return iter(self.content)

    def __reversed__(self):
        return reversed(self.content)

    def __len__(self):
        return len(self.content)


class Ordered:
    """`collections.OrderedDict`."""

    STANDS_FOR = collections.OrderedDict

    def __init__(self, given=None, **more):
        self.content = {}
        self.update(given, **more)

    def update(self, given=None, **more):
        if isinstance(given, dict):
            for key, item in given.items():
                self.content[key] = item
        elif given is not None:
            for key, item in given:
                self.content[key] = item
        for key, item in more.items():
            self.content[key] = item

    def items(self):
        return self.content.items()

    def keys(self):
        return self.content.keys()

    def values(self):
        return self.content.values()

    def get(self, key, default=None):
        return self.content.get(key, default)

    def setdefault(self, key, default=None):
        return self.content.setdefault(key, default)

    def pop(self, key, *default):
        return self.content.pop(key, *default)

    def clear(self):
        self.content.clear()

    def __getitem__(self, key):
        return self.content[key]

    def __setitem__(self, key, item):
        self.content[key] = item

    def __delitem__(self, key):
        del self.content[key]

    def __contains__(self, key):
        return key in self.content

    def __iter__(self):
        return iter(self.content)

    def __len__(self):
        return len(self.content)


class Defaulting(Ordered):
    """`collections.defaultdict`."""

    STANDS_FOR = collections.defaultdict  # type: ignore[assignment]

    def __init__(self, factory=None, given=None, **more):
        super().__init__(given, **more)
        self.default_factory = factory

    def __getitem__(self, key):
        if self.default_factory is not None and key not in self.content:
            self.content[key] = self.default_factory()
        return self.content[key]


class Counting(Ordered):
    """`collections.Counter`."""

    STANDS_FOR = collections.Counter  # type: ignore[assignment]

    def update(self, given=None, **more):
        if isinstance(given, dict):
            for key, item in given.items():
                self.content[key] = self[key] + item
        elif given is not None:
            for key in given:
                self.content[key] = self[key] + 1
        for key, item in more.items():
            self.content[key] = self[key] + item

    def total(self):
        return sum(self.content.values())

    def __getitem__(self, key):
        return self.content.get(key, 0)


class Members:
    """A `set` that is changed: a dict of its members. It is not gone over, as a set has an order of its own."""

    STANDS_FOR = set

    def __init__(self, given=()):
        self.content = {}
        self.update(given)

    def add(self, member):
        self.content[member] = True

    def update(self, *given):
        for members in given:
            for member in members:
                self.content[member] = True

    def discard(self, member):
        self.content.pop(member, None)

    def remove(self, member):
        del self.content[member]

    def clear(self):
        self.content.clear()

    def __ior__(self, given):
        self.update(given)
        return self

    def __contains__(self, member):
        return member in self.content

    def __len__(self):
        return len(self.content)


def listed(ctx: Lowerer, value: Any) -> Any:
    """An iterator as a sequence, where its items can be told one by one; any other value as it is."""
    known = told(ctx, iteration(ctx, value)) if isinstance(value, Iter) and value.how != "range" else None
    return value if known is None else Seq(tuple(known))


def stands_in(cls: Any) -> None:
    """Register a class above for the one that it stands for."""

    @structural(cls.STANDS_FOR)
    def handler(ctx: Lowerer, args: list[Any], keywords: dict[str, Any]) -> Any:
        return objects.create(ctx, cls, [listed(ctx, a) for a in args], keywords)


for _cls in (Deque, Ordered, Defaulting, Counting):
    stands_in(_cls)
