"""Which methods leave what they are called of as it was, where their source is not followed."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from s2sdiff.frontend.values import Known
from s2sdiff.graph import Atom
from s2sdiff.kinds import ANY, Array, DictOf, ListOf, strip

#: Methods that change nothing, whatever they are called of.
READING = {
    "copy", "count", "date", "difference", "endswith", "find", "format", "get", "group", "groupdict", "groups",
    "index", "intersection", "is_integer", "isdigit", "isdisjoint", "isoformat", "issubset", "issuperset", "items",
    "join", "keys", "lower", "lstrip", "most_common", "replace", "rfind", "rstrip", "split", "splitlines",
    "startswith", "strftime", "strip", "symmetric_difference", "time", "timetuple", "title", "toordinal",
    "total_seconds", "union", "upper", "utcoffset", "values", "weekday", "zfill", "__len__", "__contains__",
}  # fmt: skip
#: Types whose instances cannot be changed.
_FIXED = (str, bytes, int, float, complex, tuple, frozenset, range, re.Pattern, re.Match, type, np.generic)
_FIXED_MODULES = {"datetime", "decimal", "fractions", "zoneinfo", "numbers", "pathlib"}


def leaves_unchanged(owner: Any, atom: Atom, name: str) -> bool:
    """Whether the method `name` of a value is known not to change it."""
    if name in READING:
        return True
    if isinstance(owner, Known) and owner.value is not None:
        cls = type(owner.value)
        if isinstance(owner.value, _FIXED) or cls.__module__ in _FIXED_MODULES:
            return True
        return cls.__module__.startswith(("numpy", "scipy")) and not cls.__module__.startswith("numpy.random")
    kind = strip(atom.kind)
    return kind != ANY and not isinstance(kind, ListOf | DictOf | Array)
