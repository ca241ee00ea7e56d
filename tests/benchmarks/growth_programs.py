"""Programs of any size, each long in a way of its own: their compile time is to grow in proportion."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def program(lines: Iterable[str], before: str = "") -> str:
    return before + "\n".join(["def f(x, y):", *(f"    {line}" for line in lines), ""])


def branches(n: int) -> str:
    names = max(4, n // 10)
    lines = [f"v{k} = x * {k}.5" for k in range(names)]
    for k in range(n):
        lines += [
            f"if v{k % names} > {k}.25:",
            f"    v{(k * 7 + 3) % names} = v{k * 3 % names} * 1.001 + y",
            "else:",
            f"    v{(k * 5 + 1) % names} = v{k % names} - y * 0.5",
        ]
    return program([*lines, "return " + " + ".join(f"v{k}" for k in range(names))])


def ladder(n: int) -> str:
    rungs = [
        line
        for k in range(n)
        for line in (f"{'elif' if k else 'if'} x < {k - n / 2}:", f"    r = x * {k}.5 + y")
    ]
    return program(["r = 0.0", *rungs, "return r * x * y"])


def keeping(n: int) -> str:
    rungs = [
        line
        for k in range(n)
        for line in (
            f"{'elif' if k else 'if'} x < {k - n / 2}:", f"    t = math.sin(x * {k}.5)", "    r = t * y * math.exp(t)"
        )
    ]
    return program(["r = 0.0", *rungs, "return r * x * y"])


def returns(n: int) -> str:
    rungs = [line for k in range(n) for line in (f"if x < {k - n / 2}:", f"    return x * {k}.5 + y")]
    return program([*rungs, "return x * y"])


def helpers(n: int) -> str:
    each = "def g{k}(t, u):\n    w = t * u\n    if w > 1.0:\n        w = w - 0.5 * t\n    return w * 0.5 + {k}.0\n\n\n"
    lines = [f"t = g{k}(t, y) * 0.001" for k in range(n)]
    return program(["t = x * y", *lines, "return t"], "".join(each.format(k=k) for k in range(n)))


def calls_within_calls(n: int) -> str:
    inner = (f"g{k - 1}(t)" if k else "t" for k in range(n))
    defined = "".join(f"def g{k}(t):\n    return {t} * 1.0001 + 0.001\n\n\n" for k, t in enumerate(inner))
    return program([f"return g{n - 1}(x * y)"], defined)


def loop_body(n: int) -> str:
    lines = [f"    t{k} = t{k - 1} * y + math.sin(t{max(0, k - 3)}) * 0.1" for k in range(1, n)]
    head = ["s = x", "for i in range(3):", "    t0 = s * y"]
    return program([*head, *lines, f"    s = s + t{n - 1} * 0.001", "return s"])


def list_of_items(n: int) -> str:
    items = ", ".join(f"x * {k}e-3" if k % 2 else f"y + {k}e-3" for k in range(n))
    return program([f"a = [{items}]", "return sum(a)"])


def places_of_a_list(n: int) -> str:
    lines = [f"a[{k}] = x * {k}.5 + a[{max(0, k - 1)}]" for k in range(n)]
    return program([f"a = [0.0] * {n}", *lines, "return sum(a)"])


def comparison(n: int) -> str:
    links = " < ".join(f"y + {k}.0" for k in range(n))
    return program([f"if x < {links}:", "    return x * y", "return x + y"])


def sum_of_terms(n: int) -> str:
    return program(["return " + " + ".join(["x * y", "math.sin(y)"] * (n // 2))])


#: By what they are: how to write one of a size, and the size.
GROWING: dict[str, tuple[Callable[[int], str], int]] = {
    "branches on many names": (branches, 400),
    "rungs of a ladder": (ladder, 500),
    "rungs that keep values": (keeping, 400),
    "returns one after another": (returns, 500),
    "helpers": (helpers, 400),
    "calls within calls": (calls_within_calls, 480),
    "statements in a loop": (loop_body, 2000),
    "items of a list": (list_of_items, 2000),
    "places of a list written": (places_of_a_list, 2000),
    "operands of a comparison": (comparison, 500),
    "terms of a sum": (sum_of_terms, 2500),
}
