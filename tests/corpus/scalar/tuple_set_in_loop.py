"""A tuple with a list in it, and a dict, that only the trips of a loop make."""


def f(x, n):
    for i in range(n):
        a, b = x * i, [x, x * x]
        d = {"a": x * i, "b": x}
    return a * b[1] + d["a"] * d["b"]


wrt = ("x",)
points = [(1.3, 3), (1.3, 1)]
failing = [((1.3, 0), UnboundLocalError)]
