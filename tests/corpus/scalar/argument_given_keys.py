"""A dict that is an argument is given keys: its gradient has those that it came with."""


def f(d, x):
    d["square"] = d["a"] ** 2
    for k in range(2):
        d[f"power {k}"] = d["square"] * x**k
        d["a"] = d["a"] * d["power 0"]
    return sum(d.values()) * x


wrt = ("d", "x")
points = [({"a": 1.2, "b": -0.5}, 0.7)]
