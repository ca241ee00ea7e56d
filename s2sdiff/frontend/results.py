"""The kind of what a library function returns, from the kinds of its arguments."""

from __future__ import annotations

from typing import Any

from s2sdiff.graph import External
from s2sdiff.kinds import ANY, BOOL, COMPLEX, INT, NONE, REAL, STR, Kind, is_number, plain, strip

_INTEGER = {"floor", "ceil", "trunc", "gcd", "lcm", "factorial", "comb", "perm", "isqrt", "len", "int", "ord", "hash", "id"}
_BOOLEAN = {"isnan", "isinf", "isfinite", "isclose", "callable", "hasattr", "issubclass", "bool", "all", "any"}
_TEXT = {"str", "repr", "format", "chr", "type"}
_OTHER = {"list", "tuple", "dict", "set", "range", "frozenset", "frexp", "modf", "sorted", "getattr", "zip", "enumerate", "iter"}


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
            return kind if is_number(kind) else ANY
        return ANY
    if module == "math":
        return INT if name in _INTEGER else (ANY if name in _OTHER else REAL)
    if module == "cmath":
        return REAL if name in ("phase",) else COMPLEX
    if module in ("numpy", "scipy.special"):
        if name in ("floor", "ceil", "trunc", "rint", "sign"):
            return REAL
        if kinds and all(is_number(k) for k in kinds):
            if name.startswith("is") or name in ("signbit", "logical_and", "logical_or", "logical_not"):
                return BOOL
            numbers = [plain(strip(k)) for k in kinds]
            return COMPLEX if COMPLEX in numbers else (REAL if _ufunc(external.value) or module == "scipy.special" else ANY)
    return ANY


def _ufunc(value: Any) -> bool:
    return type(value).__name__ == "ufunc"
