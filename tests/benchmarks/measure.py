"""How the benchmarks measure: contenders take turns in one run, and ratios are taken turn by turn."""

from __future__ import annotations

import ast
import gc
import json
import math
import platform
import statistics
import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

RESULTS = Path(__file__).parent / "results"

clock = (
    time.process_time
)  # what others do on the machine does not count; set to perf_counter where threads do


def calls_for(call: Callable[[], Any], seconds: float) -> int:
    """How many calls fill about that many seconds (one at least); this also warms the call up."""
    call()
    count = 1
    while True:
        start = clock()
        for _ in range(count):
            call()
        spent = clock() - start
        if spent >= seconds / 4 or count >= 1 << 24:
            return max(1, round(count * seconds / max(spent, 1e-9)))
        count *= 4


def seconds_per_call(call: Callable[[], Any], count: int) -> float:
    turns = range(count)
    start = clock()
    for _ in turns:
        call()
    return (clock() - start) / count


def interleaved(
    contenders: Mapping[str, Callable[[], Any]], *, repeats: int = 15, seconds: float = 0.02
) -> dict[str, list[float]]:
    """Seconds per call of every contender, in turns, so that each suffers the same disturbances."""
    counts = {name: calls_for(call, seconds) for name, call in contenders.items()}
    spent: dict[str, list[float]] = {name: [] for name in contenders}
    names = list(contenders)
    gc.collect()
    gc.disable()
    try:
        for turn in range(repeats):
            for name in names if turn % 2 else reversed(names):
                spent[name].append(seconds_per_call(contenders[name], counts[name]))
            gc.collect()
    finally:
        gc.enable()
    return spent


def ratio(spent: Mapping[str, Sequence[float]], name: str, base: str) -> float:
    """The median over the turns of one contender's time over another's."""
    return statistics.median(a / b for a, b in zip(spent[name], spent[base], strict=True))


def geometric_mean(values: Sequence[float]) -> float:
    return math.exp(statistics.fmean(math.log(v) for v in values)) if values else math.nan


def peak_bytes(call: Callable[[], Any]) -> int:
    """The most memory that one call holds above what was held before it."""
    call()
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        call()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def log_slope(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def flat(value: Any) -> np.ndarray:
    """Numbers, arrays, and tuples, lists and dicts of them, as one vector."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, tuple | list):
        return np.concatenate([flat(v) for v in value]) if value else np.zeros(0)
    return np.ravel(np.asarray(value, float))


def directional(f: Callable[..., Any], args: Sequence[Any], argnums: Sequence[int], seed: int = 0) -> Any:
    """A random direction, and the difference quotient of ``f`` along it (Richardson, two steps)."""
    rng = np.random.default_rng(seed)
    direction = [random_like(args[k], rng) for k in argnums]

    def moved(step: float) -> float:
        changed = list(args)
        for k, d in zip(argnums, direction, strict=True):
            changed[k] = shift(args[k], d, step)
        return float(f(*changed))

    def quotient(h: float) -> float:
        return (moved(h) - moved(-h)) / (2 * h)

    return direction, (4 * quotient(5e-5) - quotient(1e-4)) / 3


def random_like(value: Any, rng: np.random.Generator) -> Any:
    if isinstance(value, list):
        return [random_like(v, rng) for v in value]
    if isinstance(value, np.ndarray):
        return rng.normal(size=value.shape)
    return float(rng.normal())


def shift(value: Any, direction: Any, step: float) -> Any:
    if isinstance(value, list):
        return [shift(v, d, step) for v, d in zip(value, direction, strict=True)]
    return value + step * direction


def entry_point(source: str, name: str = "") -> str:
    """The name of the function that a generated module is about: the one that no other calls."""
    defs = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    if name in {d.name for d in defs}:
        return name
    called = {
        node.id for d in defs for node in ast.walk(d) if isinstance(node, ast.Name) and node.id != d.name
    }
    free = [d.name for d in defs if d.name not in called]
    return (free or [d.name for d in defs])[-1]


def generated_function(derivative: Any, args: Sequence[Any]) -> tuple[Callable[..., Any], str]:
    """The generated function by itself, made from its source and nothing else; and that source."""
    lowered = derivative.lower(*args)
    source = lowered.source
    namespace: dict[str, Any] = {"__name__": "generated"}
    exec(compile(source, "<generated>", "exec"), namespace)
    name = getattr(lowered, "name", None) or getattr(lowered, "__name__", "")
    return namespace[entry_point(source, name if isinstance(name, str) else "")], source


def machine() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "system": f"{platform.system()} {platform.machine()}",
    }


def write_json(name: str, data: Mapping[str, Any]) -> Path:
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps({"machine": machine(), **data}, indent=2) + "\n", encoding="utf-8")
    return path


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A Markdown table that also reads well on a terminal."""
    cells = [[cell(c) for c in row] for row in [head, *rows]]
    widths = [max(len(row[k]) for row in cells) for k in range(len(head))]

    def line(row: Sequence[str]) -> str:
        first, *rest = (
            c.ljust(w) if k == 0 else c.rjust(w) for k, (c, w) in enumerate(zip(row, widths, strict=True))
        )
        return "| " + " | ".join([first, *rest]) + " |"

    rule = "|" + "|".join("-" * (w + 1) + ("-" if k == 0 else ":") for k, w in enumerate(widths)) + "|"
    return "\n".join([line(cells[0]), rule, *map(line, cells[1:])])


def cell(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def duration(seconds: float | None) -> str:
    if seconds is None or math.isnan(seconds):
        return "-"
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"
