"""The kind of what a library function returns, from the kinds of its arguments."""

from __future__ import annotations

from typing import Any

import numpy as np

from s2sdiff.frontend.arrays.sampling import Trial
from s2sdiff.frontend.arrays.views import single_axes
from s2sdiff.frontend.state import wholes
from s2sdiff.frontend.state.lowerer import Lowerer
from s2sdiff.graph import Atom, Const, External, Var
from s2sdiff.kinds import (
    ANY,
    BOOL,
    COMPLEX,
    INT,
    NONE,
    REAL,
    STR,
    Array,
    Dim,
    Kind,
    ListOf,
    TupleOf,
    holds_array,
    is_number,
    plain,
    strip,
)

_INTEGER = {
    "floor",
    "ceil",
    "trunc",
    "gcd",
    "lcm",
    "factorial",
    "comb",
    "perm",
    "isqrt",
    "len",
    "int",
    "ord",
    "hash",
    "id",
}
_BOOLEAN = {
    "isnan",
    "isinf",
    "isfinite",
    "isclose",
    "callable",
    "hasattr",
    "issubclass",
    "bool",
    "all",
    "any",
}
#: Functions that give a list of parts of an array, of its rank.
SPLITS = {"split", "array_split", "hsplit", "vsplit", "dsplit"}
#: Functions that give an array of the dtype and rank of their first argument.
ALIKE = {"pad", "roll", "take_along_axis"}
#: Modules whose compiled code takes it that its arguments make sense, and may crash on samples.
UNCHECKED = ("scipy.interpolate",)
_TEXT = {"str", "repr", "format", "chr", "type"}
_OTHER = {
    "list",
    "tuple",
    "dict",
    "set",
    "range",
    "frozenset",
    "frexp",
    "modf",
    "sorted",
    "getattr",
    "zip",
    "enumerate",
    "iter",
}


#: Functions whose result is real or complex as the values of a real argument have it.
MAYBE_COMPLEX = {"eig", "eigvals", "roots"}
#: Functions whose result is real, though their argument is complex.
REAL_OF_COMPLEX = {
    "abs", "absolute", "angle", "argmax", "argmin", "argsort", "cond", "eigvalsh", "hfft", "hfftn", "imag", "irfft",
    "irfft2", "irfftn", "matrix_norm", "norm", "real", "shape", "svdvals", "vector_norm",
}  # fmt: skip
#: Functions of the modules of Fourier transforms whose result is complex; that of `rfft` in `scipy.fftpack` is not.
SPECTRA = {"fft", "ifft", "fft2", "ifft2", "fftn", "ifftn", "rfft", "rfft2", "rfftn", "ihfft"}
#: Results that are tuples with names.
NAMES = {
    np.linalg.eig: ("eigenvalues", "eigenvectors"),
    np.linalg.eigh: ("eigenvalues", "eigenvectors"),
    np.linalg.qr: ("Q", "R"),
    np.linalg.slogdet: ("sign", "logabsdet"),
    np.linalg.svd: ("U", "S", "Vh"),
}
#: Functions, ufuncs aside, whose result never shows the memory of an argument.
FRESH = {
    "array", "concatenate", "convolve", "copy", "cross", "cumprod", "cumsum", "dot", "einsum", "full", "full_like",
    "inner", "interp", "inv", "kron", "matmul", "max", "mean", "min", "ones", "ones_like", "outer", "pad", "prod",
    "repeat", "roll", "solve", "sort", "stack", "std", "sum", "take", "take_along_axis", "tensordot", "tile", "tril",
    "triu", "var", "vdot", "where", "zeros", "zeros_like", "solve_banded", "solve_triangular", "cho_solve", "lu_solve",
    *SPECTRA, "irfft", "irfft2", "irfftn", "hfft",
}  # fmt: skip
#: Keywords with which that stays so.
PLACES = {"axis", "axes", "n", "norm", "s"}


def kind_of_call(external: External, kinds: list[Any]) -> Kind:
    """The kind of ``external(...)`` called with arguments of `kinds`."""
    name, module = external.name, external.module
    if name in _BOOLEAN and module in ("math", "builtins", "cmath"):
        return BOOL
    if module == "builtins":
        if name == "print":
            return NONE
        if name in _INTEGER:
            return INT
        if name in _TEXT:
            return STR
        if name in ("float",):
            return REAL
        if name == "complex":
            return COMPLEX
        if name in ("abs", "min", "max", "sum", "pow", "round") and kinds:
            if name == "round" and len(kinds) == 1:
                return INT
            kind = plain(strip(kinds[0]))
            if name == "abs" and kind == COMPLEX:
                return REAL
            return kind if is_number(kind) else ANY
        return ANY
    if module == "math":
        return INT if name in _INTEGER else (ANY if name in _OTHER else REAL)
    if module in ("bisect", "_bisect"):
        return INT
    if module == "cmath":
        return REAL if name in ("phase",) else COMPLEX
    if module in ("numpy", "scipy.special"):
        if name in ("floor", "ceil", "trunc", "rint", "sign"):
            return REAL
        if kinds and all(is_number(k) for k in kinds):
            if name.startswith("is") or name in ("signbit", "logical_and", "logical_or", "logical_not"):
                return BOOL
            numbers = [plain(strip(k)) for k in kinds]
            return (
                COMPLEX
                if COMPLEX in numbers
                else (REAL if _ufunc(external.value) or module == "scipy.special" else ANY)
            )
    return ANY


def kind_without_sample(external: External, kinds: list[Any]) -> Kind:
    """The kind of what a function of NumPy returns where no sample tells: of arrays, an array of any rank."""
    if external.value in (np.delete, np.insert) and isinstance(kinds[0], Array):  # samples may not fit, or guess
        return Array(kinds[0].dtype, 1 if kinds[0].rank == 1 else None)
    if not any(holds_array(k) for k in kinds):
        return kind_of_call(external, kinds)
    complex_kinds = any(is_complex_array(strip(k)) for k in kinds) and external.name not in REAL_OF_COMPLEX
    packed = external.module == "scipy.fftpack"
    waves = external.name in SPECTRA - {"rfft"} if packed else external.name in SPECTRA and external.module.endswith("fft")
    return Array("complex128" if complex_kinds or waves else "float64", None)


def is_complex_array(kind: Kind) -> bool:
    """Whether a kind is that of complex arrays."""
    return isinstance(kind, Array) and kind.dtype.startswith("complex")


def _ufunc(value: Any) -> bool:
    return type(value).__name__ == "ufunc"


def call_kind(
    ctx: Lowerer,
    external: External,
    args: list[Atom],
    keywords: dict[str, Atom],
    shared: list[int] | None = None,
    changed: list[int] | None = None,
) -> Kind | None:
    """The kind of what a NumPy function returns."""
    if external.value is np.squeeze and args and is_number(plain(strip(args[0].kind))):
        return Array("float64", 0, ())
    if (
        external.value is np.squeeze
        and len(args) == 1
        and not keywords
        and single_axes(args[0].kind) is None
    ):
        if shared is not None:
            shared.append(0)
        return Array(getattr(strip(args[0].kind), "dtype", "float64"), None)
    if external.name in ("splev", "bisplev") and external.module == "scipy.interpolate":
        return spline_kind(external.name, [strip(a.kind) for a in args])
    if external.module.startswith(UNCHECKED):
        return None
    found = sampled_kind(ctx, external, args, keywords, shared, changed)
    if external.name in MAYBE_COMPLEX and external.module.startswith(("numpy", "scipy")):
        found = complex_kind(found)
    if isinstance(found, TupleOf) and external.module.startswith("numpy") and external.value in NAMES:
        found = TupleOf(found.items, None, NAMES[external.value])
    return found


def complex_kind(kind: Kind | None) -> Kind | None:
    """The kind of what is complex where the sample was real."""
    if isinstance(kind, TupleOf):
        return TupleOf(tuple(complex_kind(k) or k for k in kind.items))
    if isinstance(kind, Array):
        return Array(np.result_type(kind.dtype, np.complex64).name, kind.rank, kind.dims)
    return kind


def sampled_kind(
    ctx: Lowerer,
    external: External,
    args: list[Atom],
    keywords: dict[str, Atom],
    shared: list[int] | None,
    changed: list[int] | None,
) -> Kind | None:
    """The kind of what a NumPy function returns for samples of its arguments."""
    trial = Trial(external.value, args, keywords, ctx.new_dim, shared, changed)
    found = trial.kind(ctx.dims, ctx.tuples, ctx.samples)
    if found is None and external.module == "numpy" and external.name in SPLITS and args:
        whole = strip(args[0].kind)
        if isinstance(whole, Array):  # samples may have lengths that cannot be split
            if shared is not None:
                shared.append(0)
            return ListOf(Array(whole.dtype, whole.rank))
    if found is None:
        found = reshaped_kind(ctx, external, args)
        if found is not None and shared is not None:
            shared.append(0)
    if found is None and external.module == "numpy" and external.name in ALIKE and args:
        whole = strip(args[0].kind)  # samples may have lengths that do not fit
        found = Array(whole.dtype, whole.rank) if isinstance(whole, Array) else None
    if found is None and external.value is np.broadcast_to and args:
        lengths = ctx.tuples.get(args[1]) if len(args) > 1 and isinstance(args[1], Var) else None
        found = Array(getattr(strip(args[0].kind), "dtype", "float64"), None if lengths is None else len(lengths))
        if shared is not None:
            shared.append(0)
    if isinstance(found, Array) and found.rank is None and found.dims is None:
        found = Array(found.dtype, None, wholes.of_call(external.value, args, keywords, ctx.dims))
    return found


def spline_kind(name: str, kinds: list[Kind]) -> Kind | None:
    """The kind of a spline at the points that come first: of one variable like them, of two a number or a table."""
    if name == "splev" and kinds:
        return Array("float64", 0, ()) if is_number(kinds[0]) else kinds[0]
    return REAL if len(kinds) > 1 and is_number(kinds[0]) and is_number(kinds[1]) else None


def reshaped_kind(ctx: Lowerer, external: External, args: list[Atom]) -> Kind | None:
    """The kind of ``np.reshape(a, shape)`` or ``np.broadcast_to(a, shape)`` for a shape whose items are known one by one."""
    kind = strip(args[0].kind) if args else None
    if external.value not in (np.reshape, np.broadcast_to) or len(args) != 2 or not isinstance(kind, Array):
        return None
    shape = args[1]
    alone = isinstance(shape, Const) or strip(shape.kind) == INT
    items = ctx.tuples.get(shape) if isinstance(shape, Var) and not alone else (shape,)
    if items is None:
        given = strip(shape.kind) if isinstance(shape, Var) else None
        return Array(kind.dtype, len(given.items) if isinstance(given, TupleOf) else None)
    dims: list[Dim] = []
    for item in items:
        if isinstance(item, Const):
            dims.append(item.value if item.value >= 0 else ctx.new_dim())
        else:
            dims.append(ctx.dims.get(item) or f"v{item.id}")
    return Array(kind.dtype, len(dims), tuple(dims))
