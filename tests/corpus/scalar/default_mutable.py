"""A mutable default that is only read."""


def f(x, weights=[0.5, 1.5], table={"k": 2.0}):  # noqa: B006
    s = table["k"]
    for w in weights:
        s = s * x + w
    return s


wrt = ("x",)
points = [(0.7,), (0.7, [1.0]), (0.7, [], {"k": 3.0})]
