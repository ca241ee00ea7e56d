"""Reading and changing containers, run backwards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from s2sdiff.errors import Refusal
from s2sdiff.frontend.arrays.extent import indexed_kind
from s2sdiff.frontend.steps import Step, parts_of, taken_by
from s2sdiff.graph import Atom, Block, Carry, Const, External, For, If, Let, Merge, Op, Update, Var
from s2sdiff.kinds import (
    ANY,
    BOOL,
    INT,
    REAL,
    Array,
    DictOf,
    Kind,
    ListOf,
    TupleOf,
    is_number,
    item_kind,
    strip,
)
from s2sdiff.operations import LENGTH, RANGE, numpy_call
from s2sdiff.transforms.backward_calls import Calls
from s2sdiff.transforms.partials import refusal
from s2sdiff.transforms.products import chooses, picks
from s2sdiff.transforms.shapes import is_array
from s2sdiff.transforms.structure import ZEROS, added, is_container, slice_refused, tangent_kind, zero

LATELY = 12  # statements within which a cleared place may be found again


def axes_more(value: Atom, place: Atom) -> int:
    """How many axes of length one an array has before those of the place that it is written to."""
    a, b = strip(value.kind), strip(place.kind)
    if not isinstance(a, Array) or not isinstance(b, Array) or a.rank is None or b.rank is None:
        return 0
    return a.rank - b.rank


class Updates(Calls):
    """Runs subscripts and changes in place backwards."""

    cleared: Update | None = None  # what cleared a place last

    def load(self, s: Let, bar: Atom) -> None:
        """``v = base[i]``: the cotangent of v goes to the item."""
        base, *path = s.args
        if not self.wanted(base):
            return
        assert isinstance(base, Var)
        kind = strip(base.kind)
        if s.op.name == "index":
            how = "add_at" if any(picks(a) for a in path) else "accumulate"
            before = self.bars.get(base)
            masked = before in self.masked or (before is None and any(chooses(a) for a in path))
            held = self.held(base)
            if how == "accumulate":
                bar = self.b.unspread(bar, s.target.kind)
                earlier, minus = self.uncleared(held, path, s.op.payload), self.b.positive(bar)
                if earlier is not None:
                    how, held = "store", earlier
                elif minus is not None:
                    how, bar = "decrease", minus
            changed = self.bars[base] = self.changed(held, how, (*path, bar), s.op.payload)
            if masked:
                self.masked.add(changed)
            return
        if s.op.name == "slice":
            raise slice_refused(s.place)
        if isinstance(kind, TupleOf):
            key = path[0]
            if not isinstance(key, Const) or len(path) > 1:
                raise Refusal(
                    "SD201", "a tuple is indexed by a value that is not a literal", s.place, "use a list"
                )
            parts = self.parts.setdefault(base, {})
            index = key.value % len(kind.items)
            parts[index] = added(self.b, parts[index], bar, kind.items[index]) if index in parts else bar
            return
        if not isinstance(kind, ListOf | DictOf):
            raise refusal(s)
        held = self.held(base)
        item = strip(s.target.kind)
        earlier = self.uncleared(held, path, None) if self.may_replace(bar, item) else None
        if earlier is not None:
            self.bars[base] = self.b.update(earlier, "store", (*path, *self.alone([bar])))
        elif isinstance(item, ListOf) and is_number(item.item or ANY) and s.target not in self.changing:
            self.bars[base] = self.each_added(held, path, bar)
        elif is_container(s.target.kind):
            old = self.b.let(Op("item", "item"), (held, *path), tangent_kind(s.target.kind))
            self.bars[base] = self.b.update(held, "store", (*path, added(self.b, old, bar, s.target.kind)))
        else:
            negated = self.b.definition(bar, "neg")
            how, value = ("decrease", negated[0]) if negated else ("accumulate", bar)
            self.bars[base] = self.b.update(held, how, (*path, value))

    @staticmethod
    def may_replace(bar: Atom, kind: Kind) -> bool:
        """Whether the cotangent of an item is what stands for it in the container, nothing having been there."""
        own = strip(bar.kind)
        if not isinstance(kind, Array):
            return not isinstance(own, Array)
        return isinstance(own, Array) and (own.dtype, own.rank) == (kind.dtype, kind.rank)

    def each_added(self, held: Var, path: tuple[Atom, ...] | list[Atom], bar: Atom) -> Var:
        """The cotangent `held` of a list of rows, with `bar` added to a row place by place."""
        k = Var("k", INT, True)
        count = self.b.let(LENGTH, (bar,), INT)
        places = self.b.let(RANGE, (count,), ANY)
        param, end = Var(held.name, held.kind, held.weak), Var(held.name, held.kind, held.weak)

        def trip() -> Var:
            return self.b.update(param, "accumulate", (*path, k, self.b.let(Op("item", "item"), (bar, k), REAL)))

        body, new = self.b.nested(trip)
        self.b.out.append(For(k, places, body, (Carry(param, held, new, end),)))
        return end

    def zero_item(self, s: Update, bar: Var, path: list[Atom]) -> Atom:
        """The zero that takes the place of an item's cotangent, of the shape of the item that is replaced."""
        old = s.old
        kind, now = old.kind, s.new.kind
        for step in path:
            owner, kind, now = strip(kind), item_kind(kind, step), item_kind(now, step)
        perhaps, kind, read = kind, strip(kind), Op("item", "item")
        if is_container(kind):  # made of what is replaced, each time that it is
            replaced, zeros = Var("t", kind, True), Var("t", tangent_kind(kind), True)
            there = (Let(replaced, read, (old, *path)), Let(zeros, ZEROS, (replaced,)))
            if not isinstance(owner, DictOf):
                self.ahead += there
                return zeros
            return self.zero_if_there(old, path, there)
        if not isinstance(kind, Array):
            return Const(0.0)
        if kind.dims is not None and kind == strip(now):  # of one shape are all items, and so are their cotangents
            return zero(self.b, self.b.let(read, (bar, *path), kind))
        replaced = Var("t", perhaps, True)
        if isinstance(owner, DictOf):
            made = Let(Var("t", tangent_kind(kind), True), ZEROS, (replaced,))
            return self.zero_if_there(old, path, (Let(replaced, read, (old, *path)), made))
        self.ahead.append(Let(replaced, read, (old, *path)))
        return zero(self.b, replaced)

    def zero_if_there(self, old: Var, path: list[Atom], there: tuple[Let, Let]) -> Atom:
        """The zero of an item that a dict may not have yet, an empty one then: `there` makes it of the item."""
        *before, key = path
        held, found, zeros = Var("t", ANY, True), Var("t", BOOL, True), there[1].target
        missing, either = Var("t", zeros.kind, True), Var("t", zeros.kind, True)
        if before:
            self.ahead.append(Let(held, Op("item", "item"), (old, *before)))
        kind = strip(zeros.kind)
        if isinstance(kind, Array):
            lengths = Var("t", TupleOf((INT,) * (kind.rank or 0)), True)
            shape = Let(lengths, Op("tuple", "tuple", None), (Const(0),) * (kind.rank or 0))
            empty: Block = (shape, Let(missing, numpy_call("zeros"), (lengths,)))
        else:
            form = "dict" if isinstance(kind, DictOf) else "list"
            empty = (Let(missing, Op(form, form, () if form == "dict" else None), ()),)
        self.ahead.append(Let(found, Op("compare", "in"), (key, held if before else old)))
        self.ahead.append(If(found, there, empty, (Merge(either, (zeros, missing)),)))
        return zero(self.b, either)

    def update(self, s: Update) -> None:
        """A container changed in place: its cotangent is changed back."""
        bar = self.bars.pop(s.new, None)
        if s.spec is not None:
            if bar is not None:
                self.array_update(s, bar)
        elif s.how == "store":
            *path, value = s.args
            if bar is None:
                return
            assert isinstance(bar, Var)
            if self.wanted(value):
                assert isinstance(value, Var)
                if isinstance(strip(value.kind), TupleOf):
                    held = self.b.let(Op("item", "item"), (bar, *path), tangent_kind(value.kind))
                    self.add(value, held)
                    self.bars[s.old] = self.b.update(bar, "store", (*path, self.zero_of(value)))
                    return
                self.add(value, self.b.let(Op("item", "item"), (bar, *path), tangent_kind(value.kind)))
            self.bars[s.old] = self.b.update(bar, "store", (*path, self.zero_item(s, bar, path)))
            self.cleared = self.b.out[-1]  # type: ignore[assignment]
        elif s.how == "append":
            if bar is None:
                return
            assert isinstance(bar, Var)
            *path, value = s.args
            item = Var(
                self.bar_name(value.name) if isinstance(value, Var) else "t",
                tangent_kind(value.kind) if isinstance(value, Var) else ANY,
                True,
            )
            self.bars[s.old] = self.b.update(bar, "pop", tuple(path), item)
            self.add(value, item)
        elif s.how == "pop":
            item_bar = self.take(s.item) if s.item is not None else None
            if bar is None and item_bar is None:
                return
            if bar is None:
                bar = self.zero_of(s.new)
            assert isinstance(bar, Var)
            assert s.item is not None
            if item_bar is None:
                item_bar = self.zero_of(s.item)
            (item_bar,) = self.alone([item_bar])
            self.bars[s.old] = self.b.update(bar, "append", (*s.args, item_bar))
        elif bar is not None:
            raise Refusal("SD206", f"`{s.how}` of a list is differentiated", s.place)

    def array_update(self, s: Update, bar: Atom) -> None:
        """An array changed in place: its cotangent is read there, and cleared where the old value is gone."""
        *path, value = s.args
        old = strip(s.old.kind)
        all_of_it = s.spec == (("e",),) or (s.spec == ((),) and isinstance(old, Array) and old.rank == 0)
        store = s.how == "store"
        if store and all_of_it:
            self.add(value, bar)
            return
        self.bars[s.old] = bar
        if all_of_it:
            if self.wanted(value):
                self.add(value, self.b.neg(bar) if s.how == "decrease" else bar)
            return
        if not is_array(bar) and isinstance(old, Array):  # a number may be that of an array without axes
            bar = self.bars[s.old] = self.b.let(numpy_call("array"), (bar,), tangent_kind(old))
            self.fresh.add(bar)
        assert isinstance(bar, Var)
        view: Var | None = None
        if self.wanted(value):
            view = self.part(bar, s.spec, path, self.part_kind(s, s.spec))
            if store and is_array(view) and not any(picks(a) for a in path):
                view = self.copy(view)
            if any("r" in step for step in s.spec):
                view = self.lasting(s, bar, view, path)
        if store:  # cleared before the value gets its share, for the value may be the array itself
            held = self.own_memory(s.old, bar)
            cleared = self.bars[s.old] = self.changed(held, "store", (*path, Const(0.0)), s.spec)
            if bar in self.masked or any(chooses(a) for a in path):
                self.masked.add(cleared)
            self.cleared = self.b.out[-1]  # type: ignore[assignment]
        if view is not None:
            for _ in range(axes_more(value, view)):
                view = self.b.column(view, 0)
            self.add(value, self.b.neg(view) if s.how == "decrease" else view)

    def lasting(self, s: Update, bar: Var, view: Var, path: list[Atom]) -> Var:
        """The cotangent of what is written at indices that may repeat: that of what was written last, else zero."""
        b = self.b
        steps, last = s.spec[:-1], s.spec[-1:]
        used = sum(taken_by(code) for step in steps for code in step)
        base, at = bar, tuple(path[used:])
        if steps:
            base = b.let(Op("item", "index", steps), (bar, *path[:used]), self.part_kind(s, steps))
        whole, kind = strip(base.kind), strip(view.kind)
        assert isinstance(whole, Array) and isinstance(kind, Array)
        numbers = replace(kind, dtype="int64")
        count = b.let(Op("attr", "size"), (view,), INT)
        shape = b.let(Op("attr", "shape"), (view,), ANY)
        each = b.let(numpy_call("arange"), (count,), Array("int64", 1))
        turn = b.let(numpy_call("reshape"), (each, shape), numbers, "turn")
        integer = b.let(Op("global", "int", External("builtins", "int", int)), (), ANY)
        turns = b.let(numpy_call("zeros_like", "dtype"), (base, integer), replace(whole, dtype="int64"), "turns")
        turns = b.update(turns, "store", (*at, turn), None, last)
        found = b.let(Op("item", "index", last), (turns, *at), numbers)
        won = b.let(Op("compare", "eq"), (found, turn), replace(kind, dtype="bool"))
        return b.let(numpy_call("where"), (won, view, Const(0.0)), kind, view.name)

    def uncleared(self, bar: Var, path: list[Atom], spec: Any) -> Var | None:
        """The cotangent as it was before it was cleared at a place to which a contribution comes now: nothing has read
        it since, so that the contribution may be stored there instead. The statement that cleared it is taken back."""
        s, out = self.cleared, self.b.out
        at = next((k for k in range(len(out) - 1, max(-1, len(out) - LATELY), -1) if out[k] is s), None)
        if s is None or at is None or s.new is not bar or s.spec != spec:
            return None
        same = len(s.args) == len(path) + 1 and all(
            a is b or (isinstance(a, Const) and a.same(b)) for a, b in zip(s.args[:-1], path, strict=True)
        )
        if not same or any(not isinstance(x, Let | Update) or bar in x.args for x in out[at + 1 :]):
            return None
        del out[at]
        return s.old

    def part_kind(self, s: Update, steps: Any) -> Kind:
        """The kind of the part of an array that some steps of a subscript lead to."""
        kind: Any = strip(s.old.kind)
        atoms = iter(s.args[:-1])
        for step in steps:
            if step == ("k",):
                next(atoms)
                kind = strip(item_kind(kind))
                continue
            own = tuple(next(atoms) for code in step for _ in range(taken_by(code)))
            kind = indexed_kind(self.b, kind, parts_of(Step(step, own)))  # type: ignore[arg-type]
        return tangent_kind(kind)
