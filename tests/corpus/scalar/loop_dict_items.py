"""A loop over the items of a dict that is differentiated, then over its keys and its values."""


def f(parts):
    s = 0.0
    for name, v in parts.items():
        s += v * v if name == "a" else v
    for name in parts:
        s *= parts[name]
    for v in parts.values():
        s += v**3
    return s


wrt = ("parts",)
points = [({"a": 0.4, "b": 1.7},)]
