"""Dicts that are merged by displays and operators, in which later values win."""


def f(x, y):
    first = {"a": x, "b": y}
    both = {**first, "a": x * y}
    again = {"a": y, "b": x, "a": both["a"] * y}  # noqa: F601
    more = first | {"c": y}
    first |= {"a": y * y}
    more.update(a=more["a"] * x, d=y)
    more.setdefault("d", 5.0)
    left = more.setdefault("e", x) * more.pop("b") * more.pop("none", y)
    del more["d"]
    return both["a"] * both["b"] + again["a"] + first["a"] * more["a"] + left * len(more)


wrt = ("x", "y")
points = [(0.7, 1.3), (2.0, -0.4)]
