"""Random programs that use more of the language than `random_programs`: generators, itertools, dicts, classes, match, try.

They are those programs with further statements and expressions; the same seed gives the same text.
"""

from __future__ import annotations

from random_programs import Scalars

HELPERS = """
class Point:
    def __init__(self, u, v=1.0):
        self.u = u
        self.v = v

    @property
    def size(self):
        return self.u * self.u + self.v * self.v

    def moved(self, by):
        return Point(self.u + by, self.v)

    def grow(self, c):
        self.u = self.u * c
        self.v += c
        return self

    def __add__(self, other):
        return Point(self.u + other.u, self.v + other.v)


@dataclass
class Pair:
    left: float
    right: float = 0.5


class Row(NamedTuple):
    a: float
    b: float


def powers(v, count):
    term = 1.0
    for _ in range(count):
        yield term
        term = term * v


def ups(values, c):
    for v in values:
        if v > c:
            yield v * v
        else:
            yield c


def both(values):
    yield from values
    yield from ups(values, 0.5)


def chosen(kind, v):
    match kind:
        case 0:
            return v * v
        case 1 | 2:
            return math.sin(v)
        case _:
            return 0.5 * v


def careful(v):
    try:
        return math.log(v)
    except ValueError:
        return v * v


def total(*values, scale=1.0, **named):
    result = 0.0
    for v in values:
        result += v * scale
    for key in named:
        result -= named[key]
    return result
"""


class Modern(Scalars):
    """Programs on floats, lists, dicts and objects."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.dicts: dict[str, list[str]] = {}
        self.objects: dict[str, tuple[str, ...]] = {}
        self.functions: list[str] = []

    # -- expressions

    def real(self, d: int = 2) -> str:
        if d <= 0 or not self.often(0.3):
            return super().real(d)
        a, b = self.atom(), self.real(d - 1)
        makes = [
            lambda: f"careful({b})",
            lambda: f"chosen({self.integer()}, {b})",
            lambda: f"sum(powers({a}, {self.rng.choice([0, 2, 3])}))",
            lambda: f"total({a}, {b}, scale={self.number()})",
            lambda: f"total({a}, q={b})",
            lambda: f"(lambda t_: t_ * {a})({b})",
            lambda: f"math.hypot({a}, {b})",
            lambda: f"divmod({a}, 1.7)[1]",
            lambda: f"Point({a}, {b}).size",
            lambda: f"Row({a}, {b}).b",
        ]
        if self.lists:
            v, w = self.rng.choice(self.lists), self.rng.choice(self.lists)
            makes += [
                lambda: f"sum(ups({v}, {a}))",
                lambda: f"sum(both({v}))",
                lambda: f"max(ups({v}, {a}))",
                lambda: f"sum(p_ * q_ for p_, q_ in zip({v}, {w}))",
                lambda: f"sum(q_ - p_ for p_, q_ in itertools.pairwise({v}))",
                lambda: f"list(itertools.accumulate({v}))[-1]",
                lambda: f"sum(itertools.chain({v}, [{a}]))",
                lambda: f"math.prod({v})",
                lambda: f"functools.reduce(lambda p_, q_: p_ * {a} + q_, {v})",
                lambda: f"sum(sorted({v})[:2])",
                lambda: f"next((e_ for e_ in {v} if e_ > {self.number()}), {a})",
                lambda: f"sum(map(square, {v}))",
                lambda: f"sum(k_ * e_ for k_, e_ in enumerate({v}, 1))",
            ]
        if self.dicts:
            name = self.rng.choice(list(self.dicts))
            key = self.rng.choice(self.dicts[name])
            makes += [
                lambda: f"{name}[{key!r}]",
                lambda: f"sum({name}.values())",
                lambda: f"{name}.get({key!r}, {a})",
                lambda: f"{name}.get('none', {a})",
            ]
        if self.objects:
            thing = self.rng.choice(list(self.objects))
            field = self.rng.choice(self.objects[thing])
            makes.append(lambda: f"{thing}.{field}")
        if self.functions:
            makes.append(lambda: f"{self.rng.choice(self.functions)}({b})")
        return str(self.one(*makes))

    # -- statements

    def block(self, most: int = 3) -> None:
        kept = dict(self.dicts), dict(self.objects), list(self.functions)
        super().block(most)
        self.dicts, self.objects, self.functions = kept

    def statement(self) -> None:
        if not self.often(0.35):
            return super().statement()
        self.budget -= 1
        plain = [
            self.new_dict, self.put_key, self.new_object, self.set_field, self.call_method, self.define, self.star,
            self.collect,
        ]  # fmt: skip
        nested = [self.caught, self.keys_loop, self.produced_loop, self.choice, self.at_last]
        if self.depth < 3 and self.budget > 0 and self.often(0.4):
            return self.rng.choice(nested)()
        self.rng.choice(plain)()

    def new_dict(self) -> None:
        name = self.fresh("d")
        keys = self.rng.sample(["p", "q", "r"], self.rng.randint(1, 3))
        text = "{" + ", ".join(f"{k!r}: {self.real(1)}" for k in keys) + "}"
        if self.often(0.2):
            text = f"dict({', '.join(f'{k}={self.real(1)}' for k in keys)})"
        elif self.often(0.2):
            text = "{k_: " + self.atom() + f" * (len(k_) + 1) for k_ in {keys!r}}}"
        self.put(f"{name} = {text}")
        self.dicts[name] = keys

    def put_key(self) -> None:
        if not self.dicts:
            return self.new_dict()
        name = self.rng.choice(list(self.dicts))
        key = self.rng.choice(self.dicts[name])
        self.put(self.one(
            lambda: f"{name}[{key!r}] = {self.real(1)}",
            lambda: f"{name}[{key!r}] += {self.real(1)}",
            lambda: f"{name}[{key!r}] *= {self.atom()}",
            lambda: f"{name}.update({{{key!r}: {self.real(1)}}})",
            lambda: f"{name} = {{**{name}, {key!r}: {self.real(1)}}}",
            lambda: f"{name}.setdefault({key!r}, {self.atom()})",
        ))  # fmt: skip

    def new_object(self) -> None:
        name = self.fresh("o")
        cls, fields = self.one(
            lambda: ("Point", ("u", "v", "size")), lambda: ("Pair", ("left", "right")), lambda: ("Row", ("a", "b"))
        )
        if self.objects and self.often(0.25):
            other = self.rng.choice(list(self.objects))
            self.put(f"{name} = {other}")
            self.objects[name] = self.objects[other]
            return
        self.put(f"{name} = {cls}({self.real(1)}, {self.real(1)})")
        self.objects[name] = fields

    def set_field(self) -> None:
        names = [n for n, fields in self.objects.items() if fields[0] != "a"]
        if not names:
            return self.new_object()
        name = self.rng.choice(names)
        field = self.rng.choice(self.objects[name][:2])
        op = self.rng.choice(["=", "+=", "*="])
        self.put(f"{name}.{field} {op} {self.real(1)}")

    def call_method(self) -> None:
        names = [n for n, fields in self.objects.items() if fields[0] == "u"]
        if not names:
            return self.new_object()
        name, other = self.rng.choice(names), self.rng.choice(names)
        self.put(self.one(
            lambda: f"{name}.grow({self.atom()})",
            lambda: f"{name} = {name}.moved({self.real(1)})",
            lambda: f"{name} = {name} + {other}",
            lambda: f"{name} = {name}.grow({self.atom()}).moved({self.atom()})",
        ))  # fmt: skip

    def define(self) -> None:
        name, inner = self.fresh("f"), self.atom()
        self.put(f"def {name}(w_):")
        with self.inside():
            if self.often(0.4):
                self.put(f"if w_ > {self.number()}:")
                with self.inside():
                    self.put(f"return w_ * {inner}")
            self.put(f"return math.tanh(w_) + {inner}")
        self.functions.append(name)

    def star(self) -> None:
        if not self.lists:
            return self.new_list()
        v, a, rest = self.rng.choice(self.lists), self.target(), self.fresh("l")
        self.put(f"{a}, *{rest} = {v}")
        self.bind(a)
        self.lists.append(rest)

    def collect(self) -> None:
        name = self.fresh("l")
        source = self.rng.choice(self.lists) if self.lists else f"[{self.atom()}, {self.atom()}]"
        self.put(f"{name} = " + self.one(
            lambda: f"list(powers({self.atom()}, 3))",
            lambda: f"list(ups({source}, {self.number()}))",
            lambda: f"sorted({source}, key=lambda e_: -e_)",
            lambda: f"[*{source}, {self.atom()}]",
            lambda: f"list(itertools.accumulate({source}, lambda p_, q_: p_ * 0.5 + q_))",
            lambda: f"[p_ * q_ for p_ in {source} for q_ in {source}][:3]",
            lambda: f"list(map(lambda e_: e_ * {self.atom()}, {source}))",
            lambda: f"list(filter(lambda e_: e_ > -9.0, {source}))",
        ))  # fmt: skip
        self.lists.append(name)

    def caught(self) -> None:
        """A try around what may fail, by a domain, an index or a key, half-way through or not."""
        name = self.target()
        self.put("try:")
        with self.inside():
            if self.often(0.4):
                self.put(f"{name} = {self.real(1)}")
            failing = [f"{name} = math.log({self.real(1)})", f"{name} = math.sqrt({self.real(1)}) + checked({self.atom()})",
                       f"{name} = 1.0 / max({self.atom()}, 0)"]  # fmt: skip
            if self.lists:
                failing.append(f"{name} = {self.rng.choice(self.lists)}[{self.integer()}]")
            if self.dicts:
                failing.append(f"{name} = {self.rng.choice(list(self.dicts))}['q']")
            self.put(self.rng.choice(failing))
            if self.often(0.3):
                self.put(f"{name} = {name} * {self.atom()}")
        self.put("except (ValueError, IndexError, KeyError, ZeroDivisionError):")
        with self.inside():
            self.put(f"{name} = {self.real(1)}")
        self.bind(name)

    def at_last(self) -> None:
        name = self.target()
        self.put("try:")
        with self.inside():
            self.put(f"{name} = {self.real()}")
        self.put("finally:")
        self.bind(name)
        with self.inside():
            self.put(f"{name} = {name} * {self.number()}")

    def keys_loop(self) -> None:
        if not self.dicts:
            return self.new_dict()
        name, k, e = self.rng.choice(list(self.dicts)), self.fresh("k"), self.fresh("e")
        head, reals = self.one(
            lambda: (f"for {k}, {e} in {name}.items():", [e]),
            lambda: (f"for {e} in {name}.values():", [e]),
            lambda: (f"for {k} in {name}:", []),
        )
        self.put(head)
        self.reals += reals
        if not reals and self.often(0.6):
            self.lines.append("    " * (self.level + 1) + f"{name}[{k}] = {name}[{k}] * {self.atom()}")
        self.body()
        self.reals = [n for n in self.reals if n not in reals]

    def produced_loop(self) -> None:
        e, source = self.fresh("e"), f"{self.rng.choice(self.lists)}[:]" if self.lists else f"[{self.atom()}, x]"
        head, reals = self.one(
            lambda: (f"for {e} in powers({self.atom()}, 3):", [e]),
            lambda: (f"for {e} in ups({source}, {self.number()}):", [e]),
            lambda: (f"for {e} in (q_ * q_ for q_ in {source}):", [e]),
            lambda: (f"for {e}, {e}b in itertools.pairwise({source}):", [e, f"{e}b"]),
            lambda: (f"for {e}, {e}b in itertools.product({source}, {source}):", [e, f"{e}b"]),
            lambda: (f"for {e} in itertools.chain({source}, [{self.atom()}]):", [e]),
            lambda: (f"for {e} in itertools.islice({source}, 2):", [e]),
            lambda: (f"for {e}, {e}b in itertools.combinations({source}, 2):", [e, f"{e}b"]),
            lambda: (f"for {e} in map(square, {source}):", [e]),
            lambda: (f"for {e}, {e}b in itertools.zip_longest({source}, [{self.atom()}], fillvalue=0.5):", [e, f"{e}b"]),
        )
        self.put(head)
        self.reals += reals
        self.body()
        self.reals = [n for n in self.reals if n not in reals]

    def choice(self) -> None:
        name = self.target()
        self.put(f"match {self.integer()} % 3:")
        with self.inside():
            for case in ("0", "1 | 3", "_"):
                self.put(f"case {case}:")
                with self.inside():
                    self.put(f"{name} = {self.real(1)}")
        self.bind(name)

    def program(self) -> str:
        text = super().program()
        head = "import functools\nimport itertools\nfrom dataclasses import dataclass\nfrom typing import NamedTuple\n"
        kept = [f"{n}[{k!r}]" for n, keys in self.dicts.items() for k in keys[:1]]
        kept += [f"{n}.{fields[0]}" for n, fields in self.objects.items()]
        more = "".join(f" + 0.3 * {e}" for e in kept)
        return head + text.rstrip("\n").replace("\n\ndef f(x, y):", HELPERS + "\n\ndef f(x, y):") + more + "\n"


def modern_program(seed: int) -> str:
    """The source of a random function of the reals x and y."""
    return Modern(seed).program()
