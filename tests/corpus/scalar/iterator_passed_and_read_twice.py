"""An iterator is spent by the first that reads it: a function that reads its argument twice is refused one."""


def twice(pairs):
    return sum(a * b for a, b in pairs) + 3.0 * sum(a for a, _ in pairs)


def f(x, y):
    return twice(zip([x, y], [y, x * x], strict=True))


wrt = ("x", "y")
points = [(1.5, 0.3)]
refused = "whether the second reading finds anything is not followed"
