"""A dict argument that f writes to: the caller sees it, the derivative is by what came in."""


def f(d):
    d["a"] = d["a"] * d["b"]
    return d["a"] * d["b"]


wrt = ("d",)
points = [({"a": 0.7, "b": 1.3},)]
