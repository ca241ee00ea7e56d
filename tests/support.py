"""What the tests share: corpus programs, values as vectors and back, and difference quotients.

A corpus program is a module with a function ``f`` and these names:

    wrt         names (or positions, for ``*args``) of the parameters to differentiate
    points      calls of f: a tuple of positional arguments, or dict(args=..., kwargs=...)
    expected    optional; per point None or {name: derivative}, where no difference quotient exists
    failing     optional; pairs (point, exception class): the derivative must raise what f raises
    refused     optional; why f must be refused with an S2SDiffError
    may_refuse  optional; why f may be refused; where it is not, it must be right
    max_order   optional; 1 where f is not smooth enough for a second derivative at its points
    rtol        optional; the tolerance against difference quotients, 1e-6 where it is not given
"""

from __future__ import annotations

import copy
import dataclasses
import functools
import importlib.util
import inspect
import math
import random
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

CORPUS = Path(__file__).parent / "corpus"
Name = str | int


# ---------------------------------------------------------------- values as vectors


def is_real(value: Any) -> bool:
    """Whether a value is one real number (an int counts, a bool does not)."""
    return isinstance(value, (int, float, np.floating, np.integer)) and not isinstance(value, bool)


def is_record(value: Any) -> bool:
    return dataclasses.is_dataclass(value) and not isinstance(value, type)


def is_function(value: Any) -> bool:
    """Whether a value is a function or class, which a copy shares with the original."""
    return inspect.isroutine(value) or inspect.isclass(value) or isinstance(value, functools.partial)


def children(value: Any) -> list[Any] | None:
    """The parts of a container in order, or None where the value is a leaf."""
    if isinstance(value, (list, tuple)):
        return list(value)
    if isinstance(value, Mapping):
        return list(value.values())
    if is_record(value):
        return [getattr(value, field.name) for field in dataclasses.fields(value)]
    return None


def blocks(value: Any) -> list[np.ndarray]:
    """The real leaves of a value, each as a vector; strings, bools, None and functions have none."""
    if is_real(value):
        return [np.array([float(value)])]
    if isinstance(value, np.ndarray):
        if value.dtype.kind in "fiu":
            return [np.asarray(value, dtype=float).ravel()]
        if value.dtype.kind == "c":
            raise TypeError("a complex array is not a vector of reals")
        return []
    parts = children(value)
    return [] if parts is None else [block for part in parts for block in blocks(part)]


def flatten(value: Any) -> np.ndarray:
    """All real numbers within a value, in order, as one vector."""
    return np.concatenate([np.zeros(0), *blocks(value)])


def rebuild(like: Any, vector: Any, *, keep_dtype: bool = False) -> Any:
    """The inverse of flatten: a value built as ``like`` is, holding the numbers of ``vector``."""
    numbers = iter(np.asarray(vector, dtype=float).tolist())
    result = _rebuild(like, numbers, keep_dtype)
    assert next(numbers, None) is None, "more numbers than the value has places"
    return result


def _rebuild(like: Any, numbers: Iterator[float], keep_dtype: bool) -> Any:
    if is_real(like):
        return next(numbers)
    if isinstance(like, np.ndarray) and like.dtype.kind in "fiu":
        dtype = like.dtype if keep_dtype and like.dtype.kind == "f" else float
        return np.array([next(numbers) for _ in range(like.size)], dtype=dtype).reshape(like.shape)
    parts = children(like)
    if parts is None:
        return like
    parts = [_rebuild(part, numbers, keep_dtype) for part in parts]
    if isinstance(like, Mapping):
        return dict(zip(like, parts, strict=True))
    if is_record(like):
        names = [field.name for field in dataclasses.fields(like)]
        return type(like)(**dict(zip(names, parts, strict=True)))
    if hasattr(like, "_fields"):
        return type(like)(*parts)
    return type(like)(parts)


def same_structure(a: Any, b: Any) -> bool:
    """Whether two values are built alike: containers of one type, arrays of one shape, reals."""
    if is_real(a) or is_real(b):
        return is_real(a) and is_real(b)
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        return isinstance(a, np.ndarray) and isinstance(b, np.ndarray) and a.shape == b.shape
    mine, yours = children(a), children(b)
    if mine is None:
        return True  # a string or None in a record: what its derivative holds there is left open
    if yours is None or type(a) is not type(b) or len(mine) != len(yours):
        return False
    if isinstance(a, Mapping):
        return set(a) == set(b) and all(same_structure(a[key], b[key]) for key in a)
    return all(map(same_structure, mine, yours))


def same_value(a: Any, b: Any) -> bool:
    """Whether two values are the same to the last bit, nan equal to itself."""
    if is_record(a):
        return type(a) is type(b) and same_value(children(a), children(b))
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        return type(a) is type(b) and a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(same_value, a, b))
    if isinstance(a, Mapping):
        return isinstance(b, Mapping) and a.keys() == b.keys() and all(same_value(a[k], b[k]) for k in a)
    if isinstance(a, float) and isinstance(b, float) and math.isnan(a):
        return math.isnan(b)
    if type(a).__eq__ is object.__eq__ and hasattr(a, "__dict__") and not is_function(a):
        return type(a) is type(b) and same_value(vars(a), vars(b))
    return bool(a == b)


def relative(a: Any, b: Any, floor: float = 0.0) -> float:
    """The largest difference of two values, relative to the largest number in either (or to floor)."""
    x, y = flatten(a), flatten(b)
    if x.shape != y.shape:
        return math.inf
    if not x.size:
        return 0.0
    with np.errstate(invalid="ignore"):
        gap = np.where((x == y) | (np.isnan(x) & np.isnan(y)), 0.0, np.abs(x - y))
    scale = max(np.abs(x[np.isfinite(x)]).max(initial=0.0), np.abs(y[np.isfinite(y)]).max(initial=0.0), floor)
    worst = float(gap.max())
    if math.isnan(worst):
        return math.inf
    return worst / scale if worst else 0.0


def jacobian_matrix(jacobian: Any, value: Any, argument: Any) -> np.ndarray:
    """A Jacobian of any structure as a matrix, one row a real in value, one column a real in argument."""
    outputs, inputs, parts = blocks(value), blocks(argument), blocks(jacobian)
    assert len(parts) == len(outputs) * len(inputs), (
        f"the derivative has {len(parts)} leaves, not {len(outputs)} x {len(inputs)}: {jacobian!r}"
    )
    if not parts:
        return np.zeros((flatten(value).size, flatten(argument).size))
    grid = iter(parts)
    return np.block([[next(grid).reshape(o.size, i.size) for i in inputs] for o in outputs])


# ---------------------------------------------------------------- calls


@dataclasses.dataclass(frozen=True)
class Point:
    """The arguments of one call."""

    args: tuple[Any, ...]
    kwargs: dict[str, Any] = dataclasses.field(default_factory=dict)

    @classmethod
    def of(cls, spec: Any) -> Point:
        if isinstance(spec, Point):
            return spec
        if isinstance(spec, dict):
            return cls(tuple(spec.get("args", ())), dict(spec.get("kwargs", {})))
        return cls(tuple(spec))

    def copy(self) -> Point:
        args, kwargs = copy.deepcopy((self.args, self.kwargs))
        return Point(args, kwargs)

    def call(self, f: Callable[..., Any]) -> Any:
        """f at this point, on arguments of its own."""
        mine = self.copy()
        return f(*mine.args, **mine.kwargs)

    def get(self, f: Callable[..., Any], name: Name) -> Any:
        if isinstance(name, int):
            return self.args[name]
        bound = inspect.signature(f).bind(*self.args, **self.kwargs)
        bound.apply_defaults()
        if name in bound.arguments:
            return bound.arguments[name]
        return self.kwargs[name]

    def replace(self, f: Callable[..., Any], name: Name, value: Any) -> Point:
        position = name if isinstance(name, int) else None
        if position is None and name not in self.kwargs:
            position = list(inspect.signature(f).parameters).index(str(name))
        if position is not None and position < len(self.args):
            return Point((*self.args[:position], value, *self.args[position + 1 :]), self.kwargs)
        return Point(self.args, {**self.kwargs, str(name): value})

    def spelled_out(self, f: Callable[..., Any]) -> Point:
        """The same call with every positional parameter, defaults too, given by position."""
        bound = inspect.signature(f).bind(*self.args, **self.kwargs)
        bound.apply_defaults()
        return Point(tuple(bound.args), dict(bound.kwargs))


# ---------------------------------------------------------------- difference quotients


@dataclasses.dataclass(frozen=True)
class Slope:
    """A Jacobian by differences: one row a real of the result, one column a real of the argument."""

    value: np.ndarray
    error: np.ndarray
    scale: np.ndarray

    def established(self, rtol: float = 1e-6) -> bool:
        """Whether it is sure enough to judge a derivative by."""
        return bool(np.isfinite(self.value).all() and (self.error <= rtol * self.scale).all())

    def agrees(self, matrix: np.ndarray, rtol: float = 1e-6) -> bool:
        if matrix.shape != self.value.shape:
            return False
        return bool((np.abs(matrix - self.value) <= rtol * self.scale + 10.0 * self.error + 1e-13).all())


def ridders(along: Callable[[float], np.ndarray | None], step: float) -> tuple[np.ndarray, np.ndarray]:
    """Derivative of a vector function at 0 and its error, by extrapolated central differences.

    ``along`` answers None where it cannot be evaluated; such steps are left out. Every component
    takes the entry of the tableau that its neighbours bear out best.
    """
    shrink, wanted, factor = 2.0, 8, 4.0
    rows: list[list[np.ndarray]] = []
    best = error = None
    for _ in range(2 * wanted):
        up, down = along(step), along(-step)
        if up is not None and down is not None and up.shape == down.shape:
            row = [(up - down) / (2.0 * step)]
            if best is None:
                best, error = row[0], np.full(row[0].shape, np.inf)
            if row[0].shape != best.shape:
                raise ArithmeticError("the size of the result depends on the argument")
            for j in range(len(rows[-1]) if rows else 0):
                power = factor ** (j + 1)
                row.append((power * row[j] - rows[-1][j]) / (power - 1.0))
                gap = np.maximum(np.abs(row[j + 1] - row[j]), np.abs(row[j + 1] - rows[-1][j]))
                best = np.where(gap < error, row[j + 1], best)
                error = np.where(gap < error, gap, error)
            rows.append(row)
            if len(rows) == wanted:
                break
        else:
            rows = []  # extrapolation needs steps in an unbroken row
        step /= shrink
    if best is None or error is None or not np.isfinite(error).all():
        raise ArithmeticError("no difference quotient: the function fails on one side of the point")
    return best, error


def slope(f: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any], name: Name) -> Slope:
    """The Jacobian of a call by differences, with respect to the argument of that name or position.

    The argument may be a real, an array, or a list, tuple, dict or dataclass of them; its ints are
    moved as the reals they stand for, and single precision is widened so that the steps are seen.
    """
    point = Point(tuple(args), dict(kwargs))
    argument = point.get(f, name)
    at, value = flatten(argument), flatten(point.call(f))
    assert np.isfinite(value).all(), f"f is {value} at {point}"
    columns = []
    for i, x in enumerate(at):

        def along(h: float, i: int = i) -> np.ndarray | None:
            moved = at.copy()
            moved[i] += h
            try:
                result = flatten(point.replace(f, name, rebuild(argument, moved)).call(f))
            except (ArithmeticError, ValueError):
                return None
            return result if np.isfinite(result).all() else None

        columns.append(ridders(along, 0.01 * (abs(x) or 1.0)))
    if not columns:
        assert children(argument) is not None or isinstance(argument, np.ndarray), f"{name!r} holds no reals"
        columns = [(np.zeros((value.size, 0)), np.zeros((value.size, 0)))]
    matrix = np.column_stack([column for column, _ in columns])
    error = np.column_stack([wrong for _, wrong in columns])
    reach = np.where(at == 0.0, 1.0, np.abs(at))
    biggest = np.abs(value).max(initial=0.0)
    scale = np.maximum(np.abs(matrix), 1e-3 * biggest / reach) + 1e-12
    return Slope(matrix, error, scale)


# ---------------------------------------------------------------- the corpus


class Program:
    """A file of the corpus; a fault in the file is raised when it is used, not when it is collected."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.id = path.relative_to(CORPUS).with_suffix("").as_posix()

    def __repr__(self) -> str:
        return self.id

    @cached_property
    def module(self) -> ModuleType:
        return load(self.path)

    def option(self, name: str, default: Any = None) -> Any:
        return getattr(self.module, name, default)

    @property
    def f(self) -> Callable[..., Any]:
        return self.module.f

    @property
    def wrt(self) -> tuple[Name, ...]:
        return tuple(self.module.wrt)

    @property
    def points(self) -> list[Point]:
        return [Point.of(spec) for spec in self.module.points]

    @property
    def rtol(self) -> float:
        """The tolerance against differences; looser where the arguments are in single precision."""
        return float(self.option("rtol", 1e-3 if self.single else 1e-6))

    @property
    def single(self) -> bool:
        return any(has_single((point.args, point.kwargs)) for point in self.points)

    def expected(self, index: int) -> dict[Name, Any] | None:
        given = self.option("expected")
        return None if given is None else given[index]

    def is_scalar(self) -> bool:
        """Whether f answers with one real at every point."""
        return all(is_real(point.call(self.f)) for point in self.points)

    def random(self) -> random.Random:
        """Random numbers that are the same in every run."""
        return random.Random(zlib.crc32(self.id.encode()))


def has_single(value: Any) -> bool:
    if isinstance(value, (np.ndarray, np.float32)):
        return value.dtype == np.float32
    return any(map(has_single, children(value) or ()))


def import_file(path: Path, name: str) -> ModuleType:
    """The module in a file, under a name of its own; one that fails leaves none behind."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def load(path: Path) -> ModuleType:
    """Import a module of the corpus, with its directory on sys.path meanwhile."""
    name = "_".join(("corpus", *path.relative_to(CORPUS).with_suffix("").parts))
    if name in sys.modules:
        return sys.modules[name]
    sys.path.insert(0, str(path.parent))
    try:
        return import_file(path, name)
    finally:
        sys.path.remove(str(path.parent))


def programs() -> list[Program]:
    """Every program of the corpus, in the order of its name; files with a leading _ are helpers."""
    paths = sorted(CORPUS.rglob("*.py"))
    return [Program(path) for path in paths if not path.name.startswith("_")]


def random_like(value: Any, rng: random.Random) -> Any:
    """A tangent or cotangent: a value of the same structure and dtype with random reals in it."""
    return rebuild(value, [rng.uniform(-1.0, 1.0) for _ in flatten(value)], keep_dtype=True)
