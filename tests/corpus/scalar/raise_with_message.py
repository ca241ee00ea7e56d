"""A guard that raises, with the differentiated value in an f-string."""


def f(x, kind="a"):
    if x < 0.0:
        raise ValueError(f"x must not be negative, but is {x!r:>8} ({kind=})")
    if kind not in ("a", "b"):
        raise KeyError(kind)
    return x * x if kind == "a" else 2.0 * x


wrt = ("x",)
points = [(0.4,), (0.4, "b")]
failing = [((-0.4,), ValueError), ((0.4, "c"), KeyError)]
