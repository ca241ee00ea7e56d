"""A differentiated value appended to a global list, and read again from it."""

seen = []


def f(x):
    seen.clear()
    seen.append(x * x)
    return seen[0] * x


wrt = ("x",)
points = [(0.7,)]
refused = "a global list keeps a differentiated value"
