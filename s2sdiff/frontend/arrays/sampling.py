"""The kind of what a NumPy function returns, found by calling it on small arrays of the same kinds.

A symbolic length is given two different sample sizes, so that a length of the result that follows one
of the arguments' in both runs is known to be equal to it (or to differ by a constant, as after a slice).
"""

from __future__ import annotations

import copy
import itertools
import math
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from s2sdiff.graph import Atom, Const, Var
from s2sdiff.kinds import (
    ANY,
    BOOL,
    COMPLEX,
    INT,
    REAL,
    STR,
    Array,
    Dim,
    Kind,
    ListOf,
    TupleOf,
    join_all,
    strip,
)

# No two lengths grow by the same amount from one run to the other, so an offset identifies its symbol; which of
# two is the longer one differs, so the smaller of two lengths is taken for neither. Sums, products and halves of
# lengths were searched through for others that they would be taken for. Few lengths have small samples; so have
# those of arrays of many axes, of which no sample may have more than so many elements.
_FEW = ([8, 9, 18, 21, 26], [25, 14, 12, 11, 10])
_MANY = ([7, 9, 19, 27, 38, 48, 55, 64, 69, 80], [49, 45, 40, 36, 33, 30, 25, 21, 14, 11])
_MANY_AXES = ([6, 3, 13, 8, 19, 18, 14, 20], [4, 8, 7, 15, 5, 21, 18, 10])
_ELEMENTS = 4_000_000


class Sampler:
    """Sample values for the kinds of one call."""

    def __init__(self, dims: dict[Var, Dim], tuples: dict[Var, Any], known: dict[Var, Any]) -> None:
        self.dims, self.tuples, self.known = dims, tuples, known
        self.one_size: tuple[int, int] | None = None  # of all lengths, in the two runs
        self.alike = False  # lengths that differ by a known number, too
        self.positions = False  # ints are taken for positions: 0 in one run, -1 in the other
        self.empty = False  # an operand is known to be empty
        self.by_value = False  # the lengths of the result tell of the samples' values
        self.unnamed = 0
        self.ranks: dict[Atom, int] = {}  # of arrays whose rank is not known
        self.symbols: dict[str, int] = {}
        self.sizes = _FEW
        self.rng = np.random.default_rng(0)

    def size(self, dim: Dim, run: int) -> int:
        """The sample size of a length in one of the two runs."""
        if isinstance(dim, int):
            return dim
        base, offset = split_dim(dim)
        if self.one_size is not None:
            return max(0, self.one_size[run] + (0 if self.alike else offset))
        k = self.symbols.setdefault(base, len(self.symbols))
        return max(0, self.sizes[run][k % len(self.sizes[run])] + offset)

    def value(self, a: Atom, run: int) -> Any:
        """A sample of what an atom holds."""
        if isinstance(a, Const):
            return a.value
        if a in self.known:
            return self.known[a]
        if a in self.tuples:
            return type(self.tuples[a])(self.value(x, run) for x in self.tuples[a])
        if strip(a.kind) == INT and (a in self.dims or not self.positions):
            return self.size(self.dims.get(a, f"v{a.id}"), run)
        kind = strip(a.kind)
        if isinstance(kind, Array) and a in self.ranks:
            return self.of_kind(Array(kind.dtype, self.ranks[a]), run)
        return self.of_kind(kind, run)

    def of_kind(self, kind: Kind, run: int) -> Any:
        """A sample of a kind; raises TypeError where there is none."""
        kind = strip(kind)
        if isinstance(kind, Array):
            if kind.rank is None:
                raise TypeError("unknown rank")
            shape = tuple(self.size(d, run) for d in kind.dims or ("?",) * kind.rank)
            if math.prod(shape) > _ELEMENTS:
                raise TypeError("too large a sample")
            dtype = np.dtype(kind.dtype)
            if dtype.kind not in "biu":
                sample = self.rng.random(shape)
                if len(shape) == 1:
                    sample.sort()  # edges of bins and grids ascend
                if len(shape) >= 2 and shape[-1] == shape[-2]:
                    sample = sample + np.swapaxes(sample, -1, -2) + shape[-1] * np.eye(shape[-1])
                return sample.astype(dtype)
            # What is counted, or chosen, by the values has another length in each run.
            places = np.arange(int(np.prod(shape))).reshape(shape)
            if dtype.kind == "b":
                return (places % 3 == 1) | (run == 1)
            return ((places + 1) % 2 * (run if self.one_size is None else 0)).astype(dtype)
        if isinstance(kind, TupleOf):
            return tuple(self.of_kind(k, run) for k in kind.items)
        if isinstance(kind, ListOf) and kind.item is not None:
            return [self.of_kind(kind.item, run) for _ in range(3 + run)]
        if kind == INT and self.positions:
            return -run
        if kind == INT:
            self.unnamed += 1
            return self.size(f"?{self.unnamed}", run)
        samples: dict[Kind, Any] = {REAL: 0.5, BOOL: True, COMPLEX: 0.5 + 0.5j, STR: ""}
        if kind in samples:
            return samples[kind]
        raise TypeError(f"no sample of {kind}")

    def dim(self, a: int, b: int, fresh: str) -> Dim:
        """The symbolic length that has these sizes in the two runs."""
        if self.by_value:
            return fresh
        if a == b == 0 and not self.empty:  # by the values of ints, which are not those of the run
            return fresh
        if a == b:
            return fresh if self.one_size is not None and self.one_size[0] == self.one_size[1] else a
        if self.one_size is not None:
            return fresh
        for base, k in self.symbols.items():
            if base.startswith("?"):
                continue
            x, y = (sizes[k % len(sizes)] for sizes in self.sizes)
            if a - x == b - y and abs(a - x) <= 8:
                return join_dim(base, a - x)
        return fresh


def split_dim(dim: str) -> tuple[str, int]:
    """``"n-2"`` as ``("n", -2)``."""
    for sign in "+-":
        base, found, offset = dim.partition(sign)
        if found:
            return base, int(sign + offset)
    return dim, 0


def join_dim(base: str, offset: int) -> str:
    """``("n", -2)`` as ``"n-2"``."""
    return f"{base}{offset:+d}" if offset else base


@dataclass(frozen=True)
class Trial:
    """A call that is tried on samples, to learn of what kind its result is.

    Attributes:
        call: what is called.
        args, keywords: the atoms that it is given.
        fresh: mints a name for a length that nothing else has.
        shared: gets the positions of the arguments whose memory the result may show; None where nobody asks.
        changed: gets the positions of the arguments that the call changes; None where nobody asks.
    """

    call: Callable[..., Any]
    args: list[Atom]
    keywords: dict[str, Atom]
    fresh: Callable[[], str]
    shared: list[int] | None = None
    changed: list[int] | None = None

    @property
    def atoms(self) -> list[Atom]:
        """Everything that the call is given."""
        return [*self.args, *self.keywords.values()]

    def kind(self, dims: dict[Var, Dim], tuples: dict[Var, Any], known: dict[Var, Any]) -> Kind | None:
        """The kind of the result, None where no sample can be had.

        Where lengths that may differ, or ints that may be anything, give no sample, they are taken to be equal,
        and to be positions: that tells the rank of the result, which does not depend on them, and no more.
        """
        atoms = self.atoms
        if any(rankless(a) for a in atoms):
            return self.kind_of_any_rank(Sampler(dims, tuples, known))
        name = getattr(self.call, "__name__", "")
        by_value = name in LENGTH_BY_VALUE or (name == "where" and len(atoms) == 1)
        by_value = by_value or (name == "arange" and any(not known_length(a) for a in atoms))
        for sampler in samplers(atoms, dims, tuples, known):
            sampler.empty = any(is_empty(a) for a in atoms)
            sampler.by_value = by_value or (sampler.one_size is not None and any(counts(a) for a in atoms))
            found = self.kind_by(sampler)
            if found is not None or name in RANK_BY_VALUE:
                return found
        return None

    def kind_of_any_rank(self, sampler: Sampler) -> Kind | None:
        """The kind where arrays are of unknown rank: what it is whatever their ranks, as far as the call takes them."""
        unknown = list(dict.fromkeys(a for a in self.atoms if rankless(a)))
        found: set[Kind] = set()
        sampler.sizes = _MANY_AXES  # the lengths are not kept
        for ranks in itertools.product((1, 2, 3), repeat=min(len(unknown), 3)):
            sampler.ranks = dict(zip(unknown, itertools.chain(ranks, itertools.repeat(ranks[-1])), strict=False))
            kind = self.kind_by(sampler)
            if kind is not None:
                found.add(kind)
        return kind_of_ranks(found)

    def kind_by(self, sampler: Sampler) -> Kind | None:
        """The kind by the samples of one sampler, None where it has none."""
        results = []
        try:
            for run in (0, 1):
                sampler.unnamed = 0
                values = [sampler.value(a, run) for a in self.args]
                named = {k: sampler.value(a, run) for k, a in self.keywords.items()}
                with warnings.catch_warnings(), np.errstate(all="ignore"):
                    warnings.simplefilter("ignore")
                    before = copy.deepcopy(values) if self.changed is not None else values
                    results.append(self.call(*values, **named))
                    if self.changed is not None:
                        self.changed.extend(k for k, v in enumerate(values) if not unchanged(v, before[k]))
                if self.shared is not None and run == 0:
                    self.shared.extend(k for k, v in enumerate(values) if shares_memory(results[0], v))
        except Exception:  # whatever the function objects to, there is no sample
            return None
        return kind_between(results[0], results[1], sampler, self.fresh)


def unchanged(value: Any, before: Any) -> bool:
    """Whether a value is no array, or one that holds what it held before."""
    return not isinstance(value, np.ndarray) or np.array_equal(value, before, equal_nan=value.dtype.kind in "fc")


def known_length(a: Atom) -> bool:
    """Whether an atom is a number at hand, or an int, which samples may take for a length."""
    return isinstance(a, Const) or strip(a.kind) == INT


def counts(a: Atom) -> bool:
    """Whether an atom is an array of truths or ints, whose values may say how long a result is."""
    kind = strip(a.kind) if isinstance(a, Var) else None
    return isinstance(kind, Array) and np.dtype(kind.dtype).kind in "biu"


def is_empty(a: Atom) -> bool:
    """Whether an atom is an array that is known to have no elements."""
    kind = strip(a.kind) if isinstance(a, Var) else None
    return isinstance(kind, Array) and 0 in (kind.lengths or ())


def rankless(a: Atom) -> bool:
    """Whether an atom is an array of unknown rank."""
    kind = strip(a.kind) if isinstance(a, Var) else None
    return isinstance(kind, Array) and kind.rank is None


def kind_of_ranks(found: set[Kind]) -> Kind | None:
    """The kind that is each of some, which were found for arrays of several ranks; None where there is none."""
    tuples = [k for k in found if isinstance(k, TupleOf)]
    if tuples and len(tuples) == len(found) and len({len(k.items) for k in tuples}) == 1:
        columns = [kind_of_ranks(set(column)) for column in zip(*(k.items for k in tuples), strict=True)]
        return None if None in columns else TupleOf(tuple(k for k in columns if k is not None))
    found = {Array(k.dtype, k.rank) if isinstance(k, Array) else k for k in found}
    arrays = {k for k in found if isinstance(k, Array)}
    if len(found) == 1 or not arrays:
        return found.pop() if len(found) == 1 else None
    dtypes = {k.dtype for k in arrays}
    numbers = all(k in (REAL, INT, BOOL, COMPLEX) for k in found - arrays)
    return Array(dtypes.pop(), None) if len(dtypes) == 1 and numbers else None


#: Functions the lengths of whose result depend on the values of an array.
LENGTH_BY_VALUE = {
    "nonzero", "flatnonzero", "argwhere", "unique", "trim_zeros", "roots", "union1d", "intersect1d", "setdiff1d",
    "setxor1d", "bincount", "extract", "compress",
}  # fmt: skip
#: Functions the rank of whose result depends on the value of an int or on a length.
RANK_BY_VALUE = {"tensordot", "cross", "array_split"}


def samplers(
    atoms: list[Atom], dims: dict[Var, Dim], tuples: dict[Var, Any], known: dict[Var, Any]
) -> Iterator[Sampler]:
    """Ways to take samples, the one that tells most first."""
    kinds = [kind for a in atoms for kind in kinds_within(a, tuples)]
    lengths = [kind.lengths or () for kind in kinds if isinstance(kind, Array)]
    numbers = [d for all_of_one in lengths for d in all_of_one]
    first = Sampler(dims, tuples, known)
    symbols = len({split_dim(d)[0] for d in numbers if isinstance(d, str)}) + len(kinds) - len(lengths)
    if symbols > len(_FEW[0]):
        small = symbols <= len(_MANY_AXES[0]) and max(map(len, lengths), default=0) > 4
        first.sizes = _MANY_AXES if small else _MANY
    yield first
    sizes = [(n, n) for n in dict.fromkeys(numbers) if isinstance(n, int) and n > 1]
    ways = [(None, True), ((4, 6), False), *((s, False) for s in sizes), ((4, 6), True)]
    for one_size, positions in ways:
        sampler = Sampler(dims, tuples, known)
        sampler.one_size, sampler.positions = one_size, positions
        yield sampler
    for one_size in [(4, 6), *sizes]:
        sampler = Sampler(dims, tuples, known)
        sampler.one_size, sampler.alike = one_size, True
        yield sampler


def kinds_within(a: Atom, tuples: dict[Var, Any]) -> list[Kind]:
    """The kind of a variable; of a tuple or a list that is known item by item, those of its items."""
    if not isinstance(a, Var):
        return []
    if a in tuples:
        return [kind for item in tuples[a] for kind in kinds_within(item, tuples)]
    kind = strip(a.kind)
    return [strip(k) for k in kind.items] if isinstance(kind, TupleOf) else [kind]


def shares_memory(result: Any, argument: Any) -> bool:
    """Whether a result, or an array in it, may show the memory of an argument."""
    if isinstance(result, tuple | list):
        return any(shares_memory(r, argument) for r in result)
    return (
        isinstance(result, np.ndarray)
        and isinstance(argument, np.ndarray)
        and np.may_share_memory(result, argument)
    )


def kind_between(a: Any, b: Any, sampler: Sampler, fresh: Callable[[], str]) -> Kind | None:
    """The kind of a result that was `a` in one run and `b` in the other."""
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        if a.dtype.kind in "OV" or (a.dtype != b.dtype and {a.dtype.kind, b.dtype.kind} != {"f", "c"}):
            return None
        dtype = np.result_type(a.dtype, b.dtype).name
        if a.ndim != b.ndim:
            return Array(dtype, None)
        dims = tuple(sampler.dim(x, y, fresh()) for x, y in zip(a.shape, b.shape, strict=True))
        return Array(dtype, a.ndim, dims)
    if isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
        items = [kind_between(x, y, sampler, fresh) for x, y in zip(a, b, strict=True)]
        return None if None in items else TupleOf(tuple(i for i in items if i is not None))
    if isinstance(a, list) and isinstance(b, list):
        kinds = [
            k for x, y in zip(a, b, strict=False) if (k := kind_between(x, y, sampler, fresh)) is not None
        ]
        return ListOf(join_all(kinds))
    if isinstance(a, bool | np.bool_):
        return BOOL
    if isinstance(a, int | np.integer):
        return INT
    if isinstance(a, float | np.floating):
        return REAL
    if isinstance(a, complex | np.complexfloating):
        return COMPLEX
    return STR if isinstance(a, str) else ANY
