"""Which rule serves an operation; the modules of rules are loaded when a library first turns up."""

from __future__ import annotations

import functools
import importlib
import inspect
import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from s2sdiff.graph import External
from s2sdiff.rules.declare import OUTSIDE, RULES, SPELLED, STAND_INS, Rule

_MODULES = {
    "builtins": ("builtin",),
    "math": ("mathlib",),
    "cmath": ("cmathlib",),
    "numpy": (
        "numpy_elementwise", "numpy_choices", "numpy_reduce", "numpy_shape", "numpy_linear", "numpy_constant",
        "numpy_linalg", "numpy_fft", "numpy_numeric", "numpy_join", "numpy_spelled", "numpy_changing",
        "numpy_polynomials", "numpy_objects", "numpy_array_api",
    ),
    "scipy.special": ("scipy_special", "scipy_special_arrays", "scipy_special_families", "scipy_distributions"),
    "scipy.linalg": ("scipy_linalg", "scipy_matrices", "scipy_structured"),
    "scipy.integrate": ("scipy_integrate",),
    "scipy.interpolate": ("scipy_interpolate", "scipy_splines", "scipy_bsplines", "scipy_grids"),
    "scipy.stats": ("scipy_stats", "scipy_densities", "scipy_multivariate"),
    "scipy.fft": ("scipy_fft",),
    "scipy.fftpack": ("scipy_fft",),
    "scipy.sparse": ("scipy_sparse",),
    "scipy.spatial": ("scipy_spatial",),
    "scipy.signal": ("scipy_convolution", "scipy_filters", "scipy_whole_signals"),
    "scipy.ndimage": ("scipy_ndimage",),
}  # fmt: skip
_loaded: set[str] = set()


def load(name: str) -> None:
    """Load a module of rules, once."""
    if name not in _loaded:
        _loaded.add(name)
        try:
            importlib.import_module(f"s2sdiff.rules.{name}")
        except ModuleNotFoundError as e:
            if not (e.name or "").startswith("s2sdiff"):
                raise


@functools.cache
def library_rules(module: str) -> None:
    """Load the rules of the library that a module belongs to."""
    for prefix, names in _MODULES.items():
        if module == prefix or module.startswith(prefix + "."):
            for name in names:
                load(name)


def rule_for(external: External) -> Rule | None:
    """The rule of an operation, or None."""
    value = external.value
    if value is None:
        return None
    library_rules(external.module)
    if value in (math.gamma, math.lgamma, np.i0):
        load("scipy_special")
    if value is np.kaiser:
        load("scipy_special_arrays")
    try:
        return RULES.get(value)
    except TypeError:
        return None


def spelled_for(external: External, keywords: Iterable[str]) -> Callable[..., Any] | None:
    """The function that a call with these keywords is spelled out by, or None."""
    if external.value is None:
        return None
    library_rules(external.module)
    try:
        body, where = SPELLED.get(external.value, (None, frozenset[str]()))
    except TypeError:
        return None
    return body if not where or not where.isdisjoint(keywords) else None


def stand_in_for(external: External) -> type | None:
    """The class that is lowered in place of a library class, or None."""
    if not isinstance(external.value, type):
        return None
    library_rules(external.module)
    return STAND_INS.get(external.value)


def outside_for(cls: type) -> tuple[type, tuple[str, ...]] | None:
    """The class that stands for objects of a library class made elsewhere, and the attributes that it takes of them."""
    library_rules(cls.__module__)
    return next((OUTSIDE[c] for c in cls.__mro__ if c in OUTSIDE), None)


def parameter_name(rule: Rule, key: int | str) -> str | None:
    """The name of the parameter at a position (or given by keyword)."""
    if isinstance(key, str):
        return key if key in rule.params else None
    if not isinstance(rule.fn, np.ufunc):
        names = positional_names(rule.fn)
        if names is not None and key < len(names) and not set(rule.params).isdisjoint(names):
            return names[key] if names[key] in rule.params else None
    return rule.params[key] if key < len(rule.params) else None


@functools.lru_cache(maxsize=1024)
def positional_names(fn: Any) -> tuple[str, ...] | None:
    """The names of a library function's positional parameters, None where they are not known."""
    try:
        parameters = inspect.signature(fn).parameters.values()
    except (TypeError, ValueError):
        return None
    if any(p.kind is p.POSITIONAL_ONLY or p.kind is p.VAR_POSITIONAL for p in parameters):
        return None
    return tuple(p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD)


#: Modules whose rules multiply element by element, so that they are their own transposes.
ELEMENTWISE = {
    "numpy_elementwise", "numpy_choices", "scipy_special", "scipy_special_families", "scipy_distributions",
    "scipy_stats", "mathlib", "cmathlib", "builtin",
}  # fmt: skip


def is_elementwise(body: Any) -> bool:
    """Whether a tangent rule acts element by element."""
    return str(getattr(body, "__module__", "")).rpartition(".")[2] in ELEMENTWISE or not str(
        getattr(body, "__module__", "")
    ).startswith("s2sdiff.")


def is_constant(external: External, key: int | str) -> bool:
    """Whether the operation is piecewise constant in an argument."""
    rule = rule_for(external)
    if rule is None:
        return False
    name = parameter_name(rule, key)
    if name is None:
        return bool(rule.constant) and not rule.tangents and not rule.transposes
    return name in rule.constant and name not in rule.tangents and name not in rule.transposes
