"""A sum of reciprocals in which the loop's temporaries are overwritten on every trip."""


def f(a, c, n):
    s = 0.0
    for i in range(n):
        a = a + 0.5 * i
        d = c + a * a
        s += 1.0 / d
    return s


wrt = ("a", "c")
points = [(0.4, 1.1, 0), (0.4, 1.1, 1), (0.4, 1.1, 2), (0.4, 1.1, 3)]
