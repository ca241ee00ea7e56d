"""Generator functions that take from one another, by a loop and by ``yield from``, and return early."""


def decaying(a, n):
    for i in range(n):
        if i == 3:
            return
        a = a * 0.9 + i
        yield a


def both(a, n):
    yield from decaying(a, n)
    for v in decaying(a * a, 2):
        yield v * v


def f(x, n):
    total = 0.0
    for v in both(x, n):
        if v > 3.0:
            continue
        for u in decaying(v, 2):
            if u > 2.0:
                break
            total += u * v
        if total > 9.0:
            return total * x
    return total + max(both(x, n))


wrt = ("x",)
points = [(1.3, 0), (1.3, 2), (1.3, 5), (2.4, 5)]
