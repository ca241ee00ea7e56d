"""A generator function without end; the loop over it is left by break, and by return."""


def approximations(c):
    x = 1.0
    while True:
        x = 0.5 * (x + c / x)
        yield x


def root(c, tolerance):
    last = 0.0
    for x in approximations(c):
        if abs(x - last) < tolerance:
            return x
        last = x


def f(c, n):
    total = 0.0
    for k, x in enumerate(approximations(c)):
        if k == n:
            break
        total += x * k
    else:
        total = -1.0
    return total * root(c, 1e-9)


wrt = ("c",)
points = [(2.3, 0), (2.3, 1), (2.3, 4)]
