"""A global counter of calls that no differentiated value reaches."""

calls = 0


def f(x):
    global calls
    calls += 1
    return x * x


wrt = ("x",)
points = [(0.7,)]
