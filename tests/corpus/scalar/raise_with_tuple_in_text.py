"""Text of an exception that is formatted from a tuple."""


def f(a, b, c):
    if a + b <= c or b + c <= a or a + c <= b:
        raise ValueError("no triangle: %r, %g" % ((a, b, c), a))  # noqa: UP031
    s = (a + b + c) / 2
    return (s * (s - a) * (s - b) * (s - c)) ** 0.5


wrt = ("a", "b", "c")
points = [(3.0, 4.0, 5.0)]
failing = [((1.0, 2.0, 5.0), ValueError)]
