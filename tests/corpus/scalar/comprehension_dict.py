"""A dict comprehension, read by its keys."""


def f(x, names=("a", "b", "c")):
    powers = {name: x ** (i + 1) for i, name in enumerate(names)}
    return powers["a"] * powers["c"] + sum(powers.values())


wrt = ("x",)
points = [(0.7,)]
