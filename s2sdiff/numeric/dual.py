"""Dual numbers: forward mode without a graph, by running the program on values that carry a tangent.

A dual number is v + t e with e**2 = 0, so that f(v + t e) = f(v) + f'(v) t e (W. K. Clifford, 1873;
J. F. Simeon, R. E. Wengert, A simple automatic derivative evaluation program, Comm. ACM 7 (1964)). Value
and tangent may be floats, or arrays of one shape, or dual numbers again for higher orders.

Derivatives within derivatives must not mix their e's (perturbation confusion; J. M. Siskind and B. A.
Pearlmutter, IFL 2005). So each dual number has a tag: of two dual numbers of different tags, the one with
the lesser tag is a constant to the other. `s2sdiff.numeric.dual_jvp` takes a new one at each call.

The calculus is that of `s2sdiff.rules`; this module adds none. `math` cannot be taught to take dual
numbers: use `s2sdiff.numeric.dual_math`, or NumPy's functions.
"""

from __future__ import annotations

import builtins
import math
import operator
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from s2sdiff.numeric.tree import is_complex, is_number

Tag = tuple[int, int]

# Array methods that are NumPy functions of the same name, with the array as their first argument.
_METHODS = frozenset(
    "all any argmax argmin argsort clip conj cumprod cumsum diagonal dot max mean min nonzero prod ravel "
    "repeat round searchsorted squeeze std sum swapaxes take trace var".split()
)


def _operator(fn: Callable[[Any, Any], Any]) -> tuple[Callable[[Any, Any], Any], ...]:
    """The operator, the reflected one, and that in place, which changes an array and makes a new real."""

    def forward(self: Any, other: Any) -> Any:
        return _apply(fn, self, other) if _is_operand(other) else NotImplemented

    def reflected(self: Any, other: Any) -> Any:
        return _apply(fn, other, self) if _is_operand(other) else NotImplemented

    def in_place(self: Any, other: Any) -> Any:
        new = forward(self, other)
        if new is NotImplemented or not isinstance(primal(self), np.ndarray):
            return new
        self[...] = new
        return self

    return forward, reflected, in_place


def _order(fn: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    return lambda self, other: fn(primal(self), primal(other))


class Dual:
    """A value and its tangent: its derivative along some direction.

    Args:
        value: a number (an int counts as that real), an array of them, or a dual number.
        tangent: of the shape of `value`, or a scalar, which is then the tangent of every element.

    Made by hand, ``Dual(x, 1.0)`` has the same tag as ``Dual(y, 0.0)``, and ``Dual(Dual(x, 1.0), 1.0)``
    that of the next level; ``f(Dual(Dual(x, 1.0), Dual(1.0, 0.0))).tangent.tangent`` is f''(x).

    Comparisons and truth go by the value; what is piecewise constant (``//``, `round`, `int`,
    `math.floor`) gives a plain number. An array-valued dual number can be indexed, and written in place
    as an array is: views are views.

    Raises:
        TypeError: `value` or `tangent` is no number, array of numbers or dual number.
        ValueError: their shapes differ.
    """

    __slots__ = ("tag", "tangent", "value")

    value: Any
    tangent: Any
    tag: Tag

    def __init__(self, value: Any, tangent: Any) -> None:
        value, tangent = _checked(value, "value"), _checked(tangent, "tangent")
        shape = shape_of(value)
        if shape_of(tangent) not in (shape, ()):
            raise ValueError(f"the tangent has shape {shape_of(tangent)}, the value {shape}")
        tangent = laid_out(tangent, value)
        inner = [x.tag for x in (value, tangent) if isinstance(x, Dual)]
        level, depth = max(inner, default=(0, -1))
        self.value, self.tangent, self.tag = value, tangent, (level, depth + 1)

    def __repr__(self) -> str:
        return f"Dual({self.value!r}, {self.tangent!r})"

    def __format__(self, spec: str) -> str:
        return f"Dual({self.value:{spec}}, {self.tangent:{spec}})" if spec else repr(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return make, (self.value, self.tangent, self.tag)

    # The names of the operations are Python's; what they do to tangents is in the rules.
    __add__, __radd__, __iadd__ = _operator(operator.add)
    __sub__, __rsub__, __isub__ = _operator(operator.sub)
    __mul__, __rmul__, __imul__ = _operator(operator.mul)
    __truediv__, __rtruediv__, __itruediv__ = _operator(operator.truediv)
    __floordiv__, __rfloordiv__, __ifloordiv__ = _operator(operator.floordiv)
    __mod__, __rmod__, __imod__ = _operator(operator.mod)
    __pow__, __rpow__, __ipow__ = _operator(operator.pow)
    __matmul__, __rmatmul__, __imatmul__ = _operator(operator.matmul)

    def __divmod__(self, other: Any) -> Any:
        return self // other, self % other

    def __rdivmod__(self, other: Any) -> Any:
        return other // self, other % self

    def __neg__(self) -> Any:
        return _apply(operator.neg, self)

    def __pos__(self) -> Any:
        return _both(operator.pos, self)

    def __abs__(self) -> Any:
        return _apply(builtins.abs, self)

    # Order, truth and what is piecewise constant.
    __lt__, __le__ = _order(operator.lt), _order(operator.le)
    __gt__, __ge__ = _order(operator.gt), _order(operator.ge)

    def __eq__(self, other: object) -> Any:
        return primal(self) == primal(other)

    def __ne__(self, other: object) -> Any:
        return primal(self) != primal(other)

    def __hash__(self) -> int:
        return hash(primal(self))

    def __bool__(self) -> bool:
        return bool(primal(self))

    def __int__(self) -> int:
        return int(primal(self))

    def __round__(self, ndigits: int | None = None) -> Any:
        return round(primal(self), ndigits)

    def __floor__(self) -> Any:
        return math.floor(primal(self))

    def __ceil__(self) -> Any:
        return math.ceil(primal(self))

    def __trunc__(self) -> Any:
        return math.trunc(primal(self))

    def __float__(self) -> float:
        raise TypeError(
            "float() would drop the tangent of a dual number: use .value, or for the functions of math those "
            "of s2sdiff.numeric.dual_math"
        )

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise TypeError("a dual number cannot be an element of an array: np.stack makes one of several")

    # Arrays.
    def __len__(self) -> int:
        return len(primal(self))

    def __iter__(self) -> Iterator[Any]:
        return (self[i] for i in range(len(self)))

    def __getitem__(self, index: Any) -> Any:
        return _both(lambda part: part[index], self)

    def __setitem__(self, index: Any, new: Any) -> None:
        if isinstance(new, Dual) and new.tag > self.tag:
            raise TypeError(
                "a dual number of an inner derivative cannot be stored in an array of an outer one"
            )
        self.value[index] = value_part(new, self.tag)
        self.tangent[index] = tangent_part(new, self.tag)

    shape = property(lambda self: shape_of(self))

    ndim = property(lambda self: len(shape_of(self)))
    size = property(lambda self: math.prod(shape_of(self)))

    @property
    def dtype(self) -> np.dtype[Any]:
        return np.asarray(primal(self)).dtype

    @property
    def T(self) -> Any:
        return _both(lambda part: part.T, self)

    def __getattr__(self, name: str) -> Any:
        if name in ("real", "imag"):
            return _apply(getattr(np, name), self)
        if name in _METHODS and isinstance(primal(self), (np.ndarray, np.generic)):
            return lambda *args, **kwargs: getattr(np, name)(self, *args, **kwargs)
        if name in ("reshape", "transpose", "copy", "flatten", "item", "astype"):
            return lambda *args, **kwargs: _both(lambda part: getattr(part, name)(*args, **kwargs), self)
        raise AttributeError(f"a dual number has no attribute {name!r}", name=name, obj=self)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        from s2sdiff.numeric.dual_rules import apply_ufunc

        return apply_ufunc(ufunc, method, inputs, kwargs)

    def __array_function__(self, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        return _apply(func, *args, **kwargs)


def make(value: Any, tangent: Any, tag: Tag) -> Dual:
    """The dual number of that tag, unchecked."""
    new = object.__new__(Dual)
    new.value, new.tangent, new.tag = value, tangent, tag
    return new


def is_dual(value: Any) -> bool:
    """Whether `value` is a dual number."""
    return isinstance(value, Dual)


def primal(value: Any) -> Any:
    """The value of a dual number, without the tangents of any level; what is no dual number as it is."""
    while isinstance(value, Dual):
        value = value.value
    return value


def shape_of(value: Any) -> tuple[int, ...]:
    """The shape of a real, an array or a dual number."""
    return np.shape(primal(value))


def value_part(value: Any, tag: Tag) -> Any:
    """`value` without its tangent of that tag."""
    return value.value if isinstance(value, Dual) and value.tag == tag else value


def tangent_part(value: Any, tag: Tag) -> Any:
    """The tangent of that tag, of the shape of `value`; zero, if it has none."""
    if isinstance(value, Dual) and value.tag == tag:
        return value.tangent
    plain = primal(value)
    if isinstance(plain, np.ndarray):
        return np.zeros(plain.shape, plain.dtype if plain.dtype.kind in "fc" else np.float64)
    return 0.0


def laid_out(tangent: Any, value: Any) -> Any:
    """The tangent in the shape, memory layout and levels of an array `value`, so that views of both agree."""
    plain = primal(value)
    if not isinstance(plain, np.ndarray):
        return tangent
    if isinstance(tangent, Dual) and not (isinstance(value, Dual) and value.tag >= tangent.tag):
        return make(laid_out(tangent.value, value), laid_out(tangent.tangent, value), tangent.tag)
    if isinstance(value, Dual):
        parts = value_part(tangent, value.tag), tangent_part(tangent, value.tag)
        return make(laid_out(parts[0], value.value), laid_out(parts[1], value.tangent), value.tag)
    if isinstance(tangent, np.ndarray) and (tangent.shape, tangent.strides) == (plain.shape, plain.strides):
        return tangent
    new = np.empty_like(plain, dtype=plain.dtype if plain.dtype.kind in "fc" else np.float64)
    new[...] = tangent
    return new


def is_part(value: Any) -> bool:
    """Whether `value` is a number, an array of numbers, or a dual number."""
    return isinstance(value, Dual) or is_number(value) or is_complex(value)


def _is_operand(value: Any) -> bool:
    return is_part(value) or isinstance(value, (bool, np.bool_, np.ndarray))


def _checked(value: Any, what: str) -> Any:
    if not is_part(value):
        raise TypeError(f"the {what} of a dual number is a number or an array of them, not {value!r}")
    if isinstance(value, np.ndarray):
        return value if value.dtype.kind in "fc" else value.astype(np.float64)
    return float(value) if isinstance(value, (int, np.integer)) else value


def _both(fn: Callable[[Any], Any], dual: Dual) -> Dual:
    """A selection or rearrangement of elements, done to value and tangent alike."""
    return make(fn(dual.value), fn(dual.tangent), dual.tag)


def _apply(fn: Any, *args: Any, **kwargs: Any) -> Any:
    from s2sdiff.numeric.dual_rules import apply

    return apply(fn, args, kwargs)
