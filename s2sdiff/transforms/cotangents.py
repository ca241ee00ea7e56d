"""The state of a reverse sweep: the cotangent of each variable so far.

One that has none is zero, and no zero is ever written down to be added to. A cotangent that is an array
is changed in place only where nothing else can see it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from s2sdiff.analyses.activity import active
from s2sdiff.analyses.free import read_by
from s2sdiff.analyses.memories import memories
from s2sdiff.analyses.memory import changed_later, resized_later
from s2sdiff.analyses.settled import settled
from s2sdiff.analyses.unset import unset
from s2sdiff.frontend.steps import reshapes
from s2sdiff.graph import (
    Atom,
    Block,
    Const,
    Let,
    Op,
    Stmt,
    Var,
    defined,
    inner_defined,
    walk,
)
from s2sdiff.kinds import ANY, INT, REAL, Array, DictOf, Kind, ListOf, TupleOf, is_number, strip
from s2sdiff.operations import LENGTH, numpy_call
from s2sdiff.transforms.builder import Builder
from s2sdiff.transforms.handover import Handover, conditions_noted, stack_kind
from s2sdiff.transforms.helpers import Helpers
from s2sdiff.transforms.masked import Endless
from s2sdiff.transforms.operands import is_real
from s2sdiff.transforms.shapes import (
    copied,
    fitted,
    in_rows,
    is_array,
    is_array_list,
    is_fresh,
    loose,
    may_be_real,
    number,
    unknown_fit,
)
from s2sdiff.transforms.structure import ZEROS, added, is_container, tangent_kind, zero


def flat(kind: Kind) -> bool:
    """Whether values of a kind are tuples of numbers."""
    kind = strip(kind)
    return isinstance(kind, TupleOf) and all(is_number(k) for k in kind.items)


def holds_arrays(kind: Kind) -> bool:
    """Whether the zero of a kind takes more than a number."""
    return is_container(kind) or isinstance(strip(kind), Array)


class Cotangents:
    """The cotangents so far, and how they are added to."""

    def __init__(
        self,
        body: Block,
        inputs: Iterable[Var],
        outputs: Iterable[Var],
        lines_of: Callable[[str], list[str]],
        used: frozenset[str] = frozenset(),
        helpers: Helpers | None = None,
    ) -> None:
        self.helpers = helpers
        self.calls = 0
        memory = memories(body)
        self.changing = set(memory)
        body = conditions_noted(body, self.changing)
        self.body = body
        self.used = used
        self.inputs, outputs = set(inputs), set(outputs)
        self.active = active(body, self.inputs, outputs)
        self.changed_later = changed_later(body)
        self.b = Builder(body, lines_of, self.active, self.changed_later)
        self.b.backwards = True
        self.bars: dict[Var, Atom] = {}
        self.parts: dict[Var, dict[Any, Atom]] = {}
        self.flight: list[Atom] = []  # the cotangents that the statement at hand has taken and still reads
        self.ahead: list[Stmt] = []  # what the forward sweep reads just before that statement
        self.stacks: list[Var] = []
        self.noted: dict[Var, Let] = {}  # the lengths of containers that change, noted where they are made
        self.handover = Handover(memory, self.changing, self.new_stack)
        self.depth = 0
        self.way: set[Var] | None = None  # what the way of a branch at hand defines
        self.fresh: set[Var] = set()
        self.given: set[Var] = set()
        self.masked: set[Var] = set()  # cotangents with zeros where something else was chosen
        self.bounded: set[Var] = set()  # those with zeros where a bound was taken, or that a mask was multiplied with
        self.primal: set[Var] = {v for s in walk(body) for v in (*defined(s), *inner_defined(s))}
        self.root: dict[Var, Var] = {}
        self.unset = self.handover.unset = unset(body)
        self.shapes: set[Var] = set()  # cotangents that are made for their shape alone
        self.loose = loose(body, outputs)
        self.may_be_real = may_be_real(body)
        self.handover.changed_later = self.changed_later
        self.handover.settled = settled(body)
        self.handover.steady = [v for v in read_by(body) if is_array(v) and v not in self.changing]

    @cached_property
    def endless(self) -> Endless:
        """Which values may be infinite or no number."""
        return Endless(self.body, self.b.defs)

    def adopt(self, inner: Cotangents) -> None:
        """Take over what a sweep on the side knows of its cotangents."""
        self.b.defs |= inner.b.defs
        self.b.volatile |= inner.b.volatile
        self.root |= inner.root
        self.fresh |= inner.fresh

    def bar_name(self, name: str) -> str:
        """What the cotangent of a variable is called."""
        return self.unused(f"{name}_bar")

    def unused(self, name: str) -> str:
        """A name that the user does not use."""
        while name in self.used:
            name += "_"
        return name

    def new_stack(self, v: Var) -> Var:
        """A stack for the values of a variable."""
        stack = Var(self.unused(f"{v.name}_stack"), stack_kind(v))
        self.stacks.append(stack)
        return stack

    def gradient(self, v: Var) -> Atom:
        """The cotangent of an input."""
        found = self.take(v)
        if found is None:
            return self.zero_of(v)
        if is_array(v):
            return self.result_array(v, found)
        own, kind = strip(v.kind), strip(found.kind)
        if isinstance(own, DictOf) and isinstance(kind, DictOf) and own.keys not in (None, kind.keys):
            read, part = Op("item", "item"), tangent_kind(own.item or ANY)  # of the keys that the argument came with
            items = [self.b.let(read, (found, Const(key)), part) for key in own.keys]
            return self.b.let(Op("dict", "dict", own.keys), tuple(items), tangent_kind(own))
        if own == REAL and isinstance(kind, Array):
            return number(self.b, found)
        return found

    def result_array(self, v: Var, bar: Atom) -> Atom:
        """The gradient by an array: fresh, of its shape and dtype."""
        own, kind = strip(v.kind), strip(bar.kind)
        if isinstance(own, Array) and own.rank == 0 and not isinstance(kind, Array):
            return self.b.let(numpy_call("array"), (bar,), own)
        if isinstance(own, Array) and own.dtype != "float64" and isinstance(bar, Var):
            bar = self.b.let(Op("cast", own.dtype), (bar,), own)
        elif isinstance(bar, Var) and (
            not isinstance(kind, Array) or not self.is_owned(bar) or bar in self.given
        ):
            bar = self.copy(bar) if isinstance(kind, Array) else bar
        if isinstance(bar, Var):
            self.given.add(bar)
        return bar

    def wanted(self, a: Atom) -> bool:
        """Whether an atom has a cotangent worth having."""
        return isinstance(a, Var) and a in self.active

    def add(self, a: Atom, bar: Atom) -> None:
        """Add to the cotangent of a variable."""
        if not isinstance(a, Var) or a not in self.active:
            return
        if isinstance(bar, Const) and bar.value == 0 and not is_container(a.kind):
            return
        old = self.bars.get(a)
        if is_real(a) and is_real(bar) and not (self.masked and bar in self.masked):
            self.bars[a] = self.total(a, old, bar)
            return
        if old is None and a in self.loose and unknown_fit(bar, a):
            self.bars[a] = bar
            return
        whole, shown = bar, isinstance(bar, Var) and is_array(bar) and is_array_list(a) and not self.is_sole(bar)
        bar = fitted(self.b, bar, a)
        if shown and isinstance(bar, Var):  # its items are rows of what is seen elsewhere
            bar = self.copy(bar)
        if whole in self.masked and isinstance(bar, Var):
            self.masked.add(bar)
        if old is None:
            self.bars[a] = self.total(a, old, bar)
            return
        if (
            is_array(a)
            and isinstance(old, Var)
            and self.is_owned(old)
            and self.unshared(a, old)
            and self.same_shape(old, bar)
        ):
            bar = self.b.unspread(bar, old.kind)
            minus = self.b.positive(bar)
            how, value = ("accumulate", bar) if minus is None else ("decrease", minus)
            total: Atom = self.changed(old, how, (value,), (("e",),))
        else:
            total = self.total(a, old, bar)
        if whole in self.masked and old in self.masked and isinstance(total, Var):
            self.masked.add(total)
        self.bars[a] = total

    def total(self, a: Var, old: Atom | None, bar: Atom) -> Atom:
        """The sum of a cotangent so far and a contribution, called after the variable."""
        total = bar if old is None else added(self.b, old, bar, a.kind)
        if isinstance(total, Var) and total.weak:
            total.name = self.bar_name(a.name)
        return total

    def unshared(self, a: Var, bar: Var) -> bool:
        """Whether nothing else that is still to be read sees the cotangent of `a`."""
        root = self.root_of(bar)
        others = (*self.flight, *(x for o, x in self.bars.items() if o is not a))
        return not any(isinstance(x, Var) and self.root_of(x) is root for x in others)

    @staticmethod
    def same_shape(old: Var, bar: Atom) -> bool:
        """Whether a contribution is known to fit in place."""
        kind, other = strip(old.kind), strip(bar.kind)
        return (
            isinstance(kind, Array)
            and isinstance(other, Array)
            and kind.dims is not None
            and kind.dims == other.dims
            and kind.dtype == other.dtype
        )

    def take(self, v: Var) -> Atom | None:
        """The complete cotangent of a variable whose definition is reached."""
        parts = self.parts.pop(v, None)
        bar = self.bars.pop(v, None)
        if bar is not None:
            self.flight.append(bar)
        if parts is None:
            return bar
        kind = strip(v.kind)
        assert isinstance(kind, TupleOf)
        items = tuple(
            parts[k] if k in parts else self.zero_part(v, k, item) for k, item in enumerate(kind.items)
        )
        packed = self.b.let(Op("tuple", "tuple", None), items, tangent_kind(kind), self.bar_name(v.name))
        return packed if bar is None else added(self.b, bar, packed, kind)

    def zero_part(self, v: Var, k: int, kind: Kind) -> Atom:
        """The zero cotangent of an item of a tuple."""
        return (
            zero(self.b, self.b.let(Op("item", "item"), (v, Const(k)), kind))
            if isinstance(strip(kind), Array)
            else Const(0.0)
        )

    def zero_of(self, v: Atom, read: bool = False) -> Atom:
        """The zero cotangent of a value, which the program reads where it is made, or may not have a value there."""
        ahead = len(self.b.out)
        made = self.zero_like(v)
        if v in self.unset and not read:
            self.shapes.update(t for s in self.b.out[ahead:] for t in defined(s))
        return made

    def zero_like(self, v: Atom) -> Atom:
        """The zero cotangent of a value; of a list that grows or shrinks, by the length it has there."""
        if isinstance(v, Const) or not (is_container(v.kind) or is_array(v)):
            return Const(0.0)
        kind = strip(v.kind)
        if (
            v in self.changing
            and isinstance(kind, ListOf)
            and not (kind.item is not None and holds_arrays(kind.item) and not flat(kind.item))
        ):
            count = self.note(v, LENGTH, Var("n", INT, True))
            nothing: Atom = Const(0.0)
            if kind.item is not None and flat(kind.item):
                items = tuple(Const(0.0) for _ in strip(kind.item).items)  # type: ignore[attr-defined]
                nothing = self.b.let(Op("tuple", "tuple", None), items, tangent_kind(kind.item))
            zeros = self.b.let(Op("list", "list"), (nothing,), ListOf(tangent_kind(kind.item or ANY)))
            return self.b.let(Op("binary", "mul"), (zeros, count), tangent_kind(kind), self.bar_name(v.name))
        if v in self.changing and isinstance(kind, ListOf) and resized_later(self.body, v):
            v = self.note(v, ZEROS, Var(v.name, tangent_kind(kind), True))
        result = zero(self.b, v)
        if isinstance(result, Var):
            result.name = self.bar_name(v.name)
        return result

    def note(self, v: Var, op: Op, target: Var) -> Var:
        """What the forward sweep notes of a container where it is made."""
        return self.noted.setdefault(v, Let(target, op, (v,))).target

    def held(self, v: Var) -> Var:
        """The cotangent of a container, made if there is none yet."""
        bar = self.bars.get(v)
        if bar is None:
            bar = self.zero_of(v, read=True)
        if isinstance(bar, Const):
            bar = self.zero_of(v, read=True)
        assert isinstance(bar, Var)
        return self.own_memory(v, bar)

    def own_memory(self, v: Var, bar: Var) -> Var:
        """The cotangent of a container that is about to be changed in place."""
        kind = strip(v.kind)
        if isinstance(kind, Array) and kind.rank == 0 and not self.has_memory(bar):
            return self.b.let(numpy_call("array"), (bar,), kind, bar.name)
        return self.owned(v, bar) if is_array(bar) else bar

    def has_memory(self, bar: Var) -> bool:
        """Whether the cotangent of an array of no axes is known to be such an array, and no number."""
        made = self.b.defs.get(bar)
        return made is not None and (made.op.form == "zeros" or made.op.name in ("array", "zeros"))

    def owned(self, v: Var, bar: Var) -> Var:
        """The cotangent of `v`, as an array that may be changed in place: nobody else sees it."""
        root = self.root_of(bar)
        for other, seen in list(self.bars.items()):
            if other is not v and isinstance(seen, Var) and is_array(seen) and self.root_of(seen) is root:
                self.bars[other] = self.copy(seen)
        return bar if self.is_owned(bar) else self.copy(bar)

    def root_of(self, bar: Var) -> Var:
        """The array whose memory a cotangent may show: that of the views that lead to it."""
        while True:
            if bar in self.root:
                return self.root[bar]
            d = self.b.defs.get(bar)
            if d is None or is_fresh(d) or not d.args or not is_array(d.args[0]):
                return bar
            bar = d.args[0]  # type: ignore[assignment]

    def alone(self, bars: list[Atom]) -> list[Atom]:
        """Cotangents that start or go round a loop: arrays of their own, and none of them twice."""
        seen: set[Var] = set()
        found: list[Atom] = []
        for bar in bars:
            if isinstance(bar, Var) and is_array(bar):
                if self.root_of(bar) in seen or not self.is_sole(bar):
                    bar = self.copy(bar)
                seen.add(self.root_of(bar))
            found.append(bar)
        return found

    def is_sole(self, bar: Var) -> bool:
        """Whether a cotangent is an array of its own of which no other one shows a part."""
        root = self.root_of(bar)
        others = (*self.bars.values(), *(x for parts in self.parts.values() for x in parts.values()))
        shown = any(isinstance(x, Var) and is_array(x) and self.root_of(x) is root for x in others)
        return self.is_owned(self.unsummed(bar)) and not shown

    def unsummed(self, bar: Var) -> Var:
        """What `unbroadcast` was given to make a cotangent, which it returns where the shapes are equal; else itself."""
        d = self.b.defs.get(bar)
        return d.args[0] if d is not None and d.op.name == "unbroadcast" else bar  # type: ignore[return-value]

    def is_owned(self, bar: Var) -> bool:
        """Whether a cotangent is an array of its own, which can hold what its kind says."""
        return bar in self.fresh or (bar not in self.primal and is_fresh(self.b.defs.get(bar), self.may_be_real))

    def copy(self, bar: Var) -> Var:
        """A copy of a cotangent."""
        return copied(self.b, bar, self.may_be_real)

    def part(self, bar: Var, spec: Any, path: list[Atom], kind: Kind) -> Var:
        """The part of a cotangent that a subscript leads to; it is a view, and is remembered as one."""
        found = self.b.let(Op("item", "index", spec), (bar, *path), kind)
        if is_array(found):
            self.root[found] = self.root_of(bar)
            self.b.volatile.add(found)
        return found

    def changed(self, bar: Var, how: str, args: tuple[Atom, ...], spec: Any) -> Var:
        """A cotangent changed in place."""
        if reshapes(spec):
            held, bar = bar, in_rows(self.b, bar, self.root_of(bar))
            self.root[bar] = self.root_of(bar) if bar is held else bar
        new = self.b.update(bar, how, args, None, spec)
        self.root[new] = self.root_of(bar)
        self.fresh.add(new)
        return new

    def own_at_end(self, bar: Atom) -> Atom:
        """A cotangent that goes round a loop: an array of its own."""
        return bar if not isinstance(bar, Var) or not is_array(bar) or self.is_owned(bar) else self.copy(bar)

    def own_before(self, v: Var, bar: Atom) -> Atom:
        """The cotangent of `v` that a loop adds to: an array that nobody else sees."""
        return self.owned(v, bar) if isinstance(bar, Var) and is_array(bar) else bar

    def taken(self, v: Var) -> Atom:
        """The cotangent of a loop's parameter at the start of a trip."""
        bar = self.bars.pop(v, None)
        if bar is None:
            return self.zero_of(v)
        return bar

    def noted_of(self, found: Iterable[Var]) -> list[Stmt]:
        """The statements that note what the reverse sweep asked for."""
        raise NotImplementedError

    def block(self, body: Block) -> Block:
        """Run a block backwards; gives the block of the forward sweep."""
        raise NotImplementedError

    def statement(self, s: Stmt) -> Stmt:
        """Run a statement backwards; gives the statement of the forward sweep."""
        raise NotImplementedError
