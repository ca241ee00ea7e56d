"""The values of constants of a module, found from its text: nothing of the module is run."""

from __future__ import annotations

import ast
import operator
import sys
from collections.abc import Callable
from types import BuiltinFunctionType, ModuleType
from typing import Any

import numpy as np

from s2sdiff.frontend.values import Lib, ModuleRef, UserFn


class Unknown(Exception):
    """A value that cannot be told from the text."""


LONGEST = 100_000  # items of a container, or bits of an int, that are computed

_BINARY: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: operator.pow,
}  # fmt: skip
_UNARY: dict[type, Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
}
_COMPARE: dict[type, Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq,
    ast.NotEq: operator.ne, ast.Is: operator.is_, ast.IsNot: operator.is_not,
    ast.In: lambda a, b: a in b, ast.NotIn: lambda a, b: a not in b,
}  # fmt: skip
_CALLED: tuple[Any, ...] = (
    abs,
    float,
    int,
    bool,
    complex,
    min,
    max,
    round,
    len,
    tuple,
    list,
    dict,
    sum,
    sorted,
    str,
)
_OF_SETS: tuple[Any, ...] = (len, sorted, set, frozenset)
_ARRAYS: tuple[Any, ...] = (np.array, np.asarray)
_SLOW = {"factorial", "comb", "perm"}
_NUMBER = (int, float, complex, bool, np.generic)


def evaluate(node: ast.expr, lookup: Callable[[str], Any], function: Callable[[ast.Lambda], Any]) -> Any:
    """The value of an expression; raises Unknown where it is not safe, or not possible, to compute it.

    `lookup` gives the value of a name or raises Unknown, `function` the value of a lambda.
    """
    try:
        return _Evaluator(lookup, function).value(node)
    except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError):
        raise Unknown from None


class _Evaluator:
    def __init__(self, lookup: Callable[[str], Any], function: Callable[[ast.Lambda], Any]) -> None:
        self.lookup, self.function = lookup, function

    def value(self, node: ast.expr) -> Any:
        handler = getattr(self, f"of_{type(node).__name__}", None)
        if handler is None:
            raise Unknown
        return handler(node)

    def of_Constant(self, node: ast.Constant) -> Any:
        if node.value is Ellipsis:
            raise Unknown
        return node.value

    def of_Name(self, node: ast.Name) -> Any:
        return self.lookup(node.id)

    def of_Lambda(self, node: ast.Lambda) -> Any:
        return self.function(node)

    def of_Tuple(self, node: ast.Tuple) -> Any:
        return tuple(self.items(node.elts))

    def of_List(self, node: ast.List) -> Any:
        return self.items(node.elts)

    def of_Set(self, node: ast.Set) -> Any:
        return frozenset(self.items(node.elts))

    def items(self, nodes: list[ast.expr]) -> list[Any]:
        out: list[Any] = []
        for n in nodes:
            if isinstance(n, ast.Starred):
                value = self.value(n.value)
                if not isinstance(value, list | tuple):
                    raise Unknown
                out += value
            else:
                out.append(self.value(n))
        return out

    def of_Dict(self, node: ast.Dict) -> Any:
        out: dict[Any, Any] = {}
        for k, v in zip(node.keys, node.values, strict=True):
            if k is None:
                more = self.value(v)
                if not isinstance(more, dict):
                    raise Unknown
                out.update(more)
            else:
                out[self.value(k)] = self.value(v)
        return out

    def of_BinOp(self, node: ast.BinOp) -> Any:
        a, b = self.value(node.left), self.value(node.right)
        op = _BINARY.get(type(node.op))
        if op is None or not _safe(node.op, a, b):
            raise Unknown
        return op(a, b)

    def of_UnaryOp(self, node: ast.UnaryOp) -> Any:
        value, op = self.value(node.operand), _UNARY.get(type(node.op))
        if op is None or not (isinstance(value, _NUMBER) or isinstance(node.op, ast.Not)) or _is_code(value):
            raise Unknown
        return op(value)

    def of_Compare(self, node: ast.Compare) -> Any:
        left = self.value(node.left)
        for op_node, right_node in zip(node.ops, node.comparators, strict=True):
            right, op = self.value(right_node), _COMPARE.get(type(op_node))
            if op is None or _is_code(left) or _is_code(right):
                raise Unknown
            if not op(left, right):
                return False
            left = right
        return True

    def of_BoolOp(self, node: ast.BoolOp) -> Any:
        value: Any = None
        for n in node.values:
            value = self.value(n)
            if _is_code(value) or bool(value) != isinstance(node.op, ast.And):
                break
        return value

    def of_IfExp(self, node: ast.IfExp) -> Any:
        test = self.value(node.test)
        if _is_code(test):
            raise Unknown
        return self.value(node.body if test else node.orelse)

    def of_Subscript(self, node: ast.Subscript) -> Any:
        owner = self.value(node.value)
        if not isinstance(owner, list | tuple | dict | str) or isinstance(node.slice, ast.Slice):
            raise Unknown
        return owner[self.value(node.slice)]

    def of_Attribute(self, node: ast.Attribute) -> Any:
        owner = self.value(node.value)
        if isinstance(owner, ModuleType):
            return getattr(owner, node.attr)  # a library, which is never changed
        if owner is sys.implementation:
            return getattr(owner, node.attr)
        if isinstance(owner, ModuleRef):
            if owner.scope is None:
                return getattr(owner.value, node.attr)
            found = owner.scope.find(node.attr)
            if found is None or not found.known:
                raise Unknown
            return found.value
        raise Unknown

    def of_JoinedStr(self, node: ast.JoinedStr) -> Any:
        parts: list[str] = []
        for n in node.values:
            if isinstance(n, ast.Constant):
                parts.append(str(n.value))
                continue
            assert isinstance(n, ast.FormattedValue)
            value = self.value(n.value)
            if n.conversion != -1 or n.format_spec is not None or not _prints_alike(value):
                raise Unknown
            parts.append(f"{value}")
        return "".join(parts)

    def of_Call(self, node: ast.Call) -> Any:
        if (
            isinstance(node.func, ast.Attribute)
            and node.func.attr in ("keys", "values", "items", "copy")
            and not node.args
        ):
            owner = self.value(node.func.value)
            if not isinstance(owner, dict):
                raise Unknown
            return owner.copy() if node.func.attr == "copy" else list(getattr(owner, node.func.attr)())
        fn = self.value(node.func)
        args = self.items(node.args)
        keywords = {k.arg: self.value(k.value) for k in node.keywords if k.arg is not None}
        if len(keywords) != len(node.keywords):
            raise Unknown
        if any(fn is f for f in _OF_SETS):
            return frozenset(*args) if fn is set else fn(*args, **keywords)
        if any(_has_set(a) for a in args):
            raise Unknown
        if any(fn is f for f in _CALLED):
            if fn is str and not all(map(_prints_alike, args)):
                raise Unknown
            return fn(*args, **keywords)
        mathematical = isinstance(fn, BuiltinFunctionType) and getattr(fn, "__module__", "") in (
            "math",
            "cmath",
        )
        if mathematical and fn.__name__ not in _SLOW and all(isinstance(a, _NUMBER) for a in args):
            return fn(*args, **keywords)
        if (
            any(fn is f for f in _ARRAYS)
            and len(args) == 1
            and isinstance(args[0], list | tuple | _NUMBER)
            and not keywords
        ):
            return fn(args[0])
        if isinstance(fn, np.ufunc) and len(args) == fn.nin and all(isinstance(a, _NUMBER) for a in args):
            return fn(*args)
        if isinstance(fn, type) and issubclass(fn, np.generic) and all(isinstance(a, _NUMBER) for a in args):
            return fn(*args)
        raise Unknown


def _safe(op: ast.operator, a: Any, b: Any) -> bool:
    """Whether an operation is known, and does not blow up."""
    if isinstance(a, _NUMBER) and isinstance(b, _NUMBER):
        if isinstance(op, ast.Pow) and isinstance(a, int) and isinstance(b, int):
            return abs(b) * max(1, a.bit_length()) <= LONGEST
        return True
    if isinstance(op, ast.Add):
        return type(a) is type(b) and isinstance(a, str | list | tuple)
    if isinstance(op, ast.Mult):
        seq, times = (a, b) if not isinstance(a, int) else (b, a)
        return isinstance(seq, str | list | tuple) and type(times) is int and len(seq) * times <= LONGEST
    return False


def _is_code(value: Any) -> bool:
    return isinstance(value, UserFn | Lib | ModuleRef | ModuleType)


def _has_set(value: Any) -> bool:
    """Whether a value holds a set, whose order is another in every run."""
    if isinstance(value, list | tuple):
        return any(map(_has_set, value))
    if isinstance(value, dict):
        return any(map(_has_set, value.values()))
    return isinstance(value, set | frozenset)


def _prints_alike(value: Any) -> bool:
    """Whether the text of a value is the same in every run."""
    if isinstance(value, list | tuple):
        return all(map(_prints_alike, value))
    if isinstance(value, dict):
        return all(map(_prints_alike, [*value, *value.values()]))
    return value is None or isinstance(value, str | int | float | bool)


def truth(node: ast.expr, lookup: Callable[[str], Any]) -> bool | None:
    """Whether a condition holds, or None where that is not known."""

    def refuse(_: ast.Lambda) -> Any:
        raise Unknown

    try:
        value = evaluate(node, lookup, refuse)
    except Unknown:
        return None
    return None if _is_code(value) else bool(value)


def changeable(value: Any) -> bool:
    """Whether a value can be changed in place."""
    if isinstance(value, tuple):
        return any(map(changeable, value))
    return isinstance(value, list | dict | set | np.ndarray)


__all__ = ["Unknown", "changeable", "evaluate", "truth"]
