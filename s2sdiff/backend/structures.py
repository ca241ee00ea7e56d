"""Containers made item by item, as comprehensions: copies, zeros and sums."""

from __future__ import annotations

import ast
from collections.abc import Callable

from s2sdiff.backend.imports import Imports
from s2sdiff.kinds import NONE, Array, DictOf, Kind, ListOf, Maybe, TupleOf, differentiable, strip


def name(text: str) -> ast.Name:
    """A name that is read."""
    return ast.Name(text, ast.Load())


class Structures:
    """Writes values that are built as another one is."""

    def __init__(self, imports: Imports) -> None:
        self.imports = imports

    def copied(self, e: ast.expr, kind: Kind) -> ast.expr:
        """A copy, deep as far as containers go."""
        kind = strip(kind)
        if isinstance(kind, ListOf | DictOf):
            item = kind.item
            if item is None or not isinstance(strip(item), ListOf | DictOf | Array):
                return ast.Call(name("list" if isinstance(kind, ListOf) else "dict"), [e], [])
            if isinstance(kind, ListOf):
                return self.comprehension("row", e, lambda row: self.copied_item(row, item))
            return self.items_changed(e, lambda value: self.copied_item(value, item))
        if isinstance(kind, TupleOf):
            places = [ast.Subscript(e, ast.Constant(k), ast.Load()) for k in range(len(kind.items))]
            return ast.Tuple([self.copied(p, k) for p, k in zip(places, kind.items, strict=True)], ast.Load())
        if isinstance(kind, Array):
            return ast.Call(ast.Attribute(e, "copy", ast.Load()), [], [])
        return e

    def copied_item(self, e: ast.expr, kind: Kind) -> ast.expr:
        """A copy of an item, which may be a number among arrays, or None."""
        if isinstance(kind, Maybe):
            return none_or(e, self.copied_item(e, kind.inner))
        if isinstance(strip(kind), Array) and strip(kind).rank is None:  # type: ignore[attr-defined]
            return ast.Call(Imports.attribute(self.imports.module("numpy"), "copy"), [e], [])
        return self.copied(e, kind)

    def comprehension(
        self, target: str, source: ast.expr, element: Callable[[ast.expr], ast.expr]
    ) -> ast.expr:
        """``[element(target) for target in source]``."""
        variable = "_" if target == "_" else self.imports.free(target)
        self.imports.taken.discard(variable)
        loop = ast.comprehension(ast.Name(variable, ast.Store()), source, [], 0)
        return ast.ListComp(element(name(variable)), [loop])

    @staticmethod
    def items_changed(source: ast.expr, element: Callable[[ast.expr], ast.expr]) -> ast.expr:
        """``{key: element(row) for key, row in source.items()}``."""
        items = ast.Call(ast.Attribute(source, "items", ast.Load()), [], [])
        target = ast.Tuple([ast.Name("key", ast.Store()), ast.Name("row", ast.Store())], ast.Store())
        return ast.DictComp(name("key"), element(name("row")), [ast.comprehension(target, items, [], 0)])

    def zeros(self, e: ast.expr, kind: Kind | None) -> ast.expr:
        """The zero cotangent of a value: the same structure, of zeros."""
        kind = strip(kind) if kind is not None else None
        if isinstance(kind, ListOf):
            item = kind.item
            if item is None or has_parts(strip(item)):
                return self.comprehension("row", e, lambda row: self.zeros_of_item(row, item))
            count = ast.Call(name("len"), [e], [])
            nothing = ast.Constant(None if item == NONE else 0.0)
            return ast.BinOp(ast.List([nothing], ast.Load()), ast.Mult(), count)
        if isinstance(kind, DictOf):
            if kind.item is None or not has_parts(strip(kind.item)):
                loop = ast.comprehension(ast.Name("key", ast.Store()), e, [], 0)
                return ast.DictComp(name("key"), ast.Constant(None if kind.item == NONE else 0.0), [loop])
            return self.items_changed(e, lambda row: self.zeros_of_item(row, kind.item))
        if isinstance(kind, TupleOf):
            items_ = [
                self.zeros(part_of(e, kind, ast.Constant(k)), item)
                for k, item in enumerate(kind.items)
            ]
            return ast.Tuple(items_, ast.Load())
        if isinstance(kind, Array):
            numpy = self.imports.module("numpy")
            wide = [name("complex")] if kind.dtype == "complex128" else []  # eigenvalues may be real at run time
            if kind.dtype in ("float64", "complex128") and kind.lengths is not None:  # four times as quick
                return ast.Call(Imports.attribute(numpy, "zeros"), [ast.Attribute(e, "shape", ast.Load()), *wide], [])
            return ast.Call(Imports.attribute(numpy, "zeros_like"), [e, *wide], [])
        return ast.Constant(0.0)

    def zeros_of_item(self, e: ast.expr, kind: Kind | None) -> ast.expr:
        """The zero cotangent of an item, which may be None: one array among floats may hold ints, its cotangent does not."""
        if isinstance(kind, Maybe):
            return none_or(e, self.zeros_of_item(e, kind.inner))
        made = self.zeros(e, kind)
        if isinstance(made, ast.Call) and isinstance(kind, Array) and kind.dtype == "float64":
            made.keywords.append(ast.keyword("dtype", name("float")))
        return made

    def added(self, a: ast.expr, b: ast.expr, kind: Kind | None) -> ast.expr:
        """The sum of two cotangents of one structure."""
        kind = strip(kind) if kind is not None else None
        if isinstance(kind, ListOf):
            pair = ast.Call(name("zip"), [a, b], [])
            loop = ast.comprehension(
                ast.Tuple([ast.Name("p", ast.Store()), ast.Name("q", ast.Store())], ast.Store()), pair, [], 0
            )
            return ast.ListComp(self.added(name("p"), name("q"), kind.item), [loop])
        if isinstance(kind, DictOf):
            loop = ast.comprehension(ast.Name("key", ast.Store()), a, [], 0)
            left, right = (ast.Subscript(x, name("key"), ast.Load()) for x in (a, b))
            return ast.DictComp(name("key"), self.added(left, right, kind.item), [loop])
        if isinstance(kind, TupleOf):
            items: list[ast.expr] = []
            for k, item in enumerate(kind.items):
                one, other = (x.elts[k] if isinstance(x, ast.Tuple) else part_of(x, None, ast.Constant(k)) for x in (a, b))
                items.append(self.added(one, other, item))
            return ast.Tuple(items, ast.Load())
        return ast.BinOp(a, ast.Add(), b)


def has_parts(kind: Kind) -> bool:
    """Whether the zero cotangent of a value of a kind is made of the value's parts."""
    return isinstance(kind, ListOf | DictOf | Array) or (isinstance(kind, TupleOf) and differentiable(kind))


def part_of(whole: ast.expr, kind: Kind | None, key: ast.expr) -> ast.expr:
    """``whole[key]``, or the field of a record that is no tuple."""
    if isinstance(kind, TupleOf) and kind.cls is not None and not issubclass(kind.cls, tuple):
        assert isinstance(key, ast.Constant) and isinstance(key.value, int)
        return ast.Attribute(whole, kind.fields[key.value], ast.Load())
    return ast.Subscript(whole, key, ast.Load())


def none_or(e: ast.expr, made: ast.expr) -> ast.expr:
    """``None if e is None else made``."""
    return ast.IfExp(ast.Compare(e, [ast.Is()], [ast.Constant(None)]), ast.Constant(None), made)
