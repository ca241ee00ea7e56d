"""Settings: the table ``[tool.s2sdiff]`` of the nearest pyproject.toml gives options their defaults."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from s2sdiff.errors import UsageError

TYPES: dict[str, tuple[type, ...]] = {
    "wrt": (str, list),
    "mode": (str,),
    "order": (int,),
    "value": (bool,),
    "output-format": (str,),
}


def defaults(start: Path | None = None) -> dict[str, Any]:
    """The settings that hold in the folder `start`, by parameter name of the options."""
    start = start or Path.cwd()
    for folder in (start, *start.parents):
        path = folder / "pyproject.toml"
        if path.is_file():
            return _settings(path)
    return {}


def _settings(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            content = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("SD507", f"{path.name} cannot be read: {error}") from None
    table = content.get("tool", {})
    table = table.get("s2sdiff", {}) if isinstance(table, dict) else table
    if not isinstance(table, dict):
        raise UsageError("SD507", f"[tool.s2sdiff] of {path.name} is not a table")
    settings = {}
    for name, value in table.items():
        if name not in TYPES:
            hint = "one of " + ", ".join(TYPES)
            raise UsageError("SD507", f"[tool.s2sdiff] of {path.name} has no setting `{name}`", hint=hint)
        if type(value) not in TYPES[name]:
            wanted = " or ".join(t.__name__ for t in TYPES[name])
            message = f"[tool.s2sdiff] of {path.name}: `{name}` must be a {wanted}, not {value!r}"
            raise UsageError("SD507", message)
        joined = ",".join(map(str, value)) if isinstance(value, list) else value
        settings[name.replace("-", "_")] = joined
    return settings
