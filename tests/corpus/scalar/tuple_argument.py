"""A tuple that is differentiated: its derivative is a tuple."""


def f(p, q):
    x, y = p
    return x * q[1] - y * q[0] + sum(p)


wrt = ("p", "q")
points = [((0.7, 1.3), (0.2, -0.4))]
