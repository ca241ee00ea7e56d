"""Objects that are their own iterators: `__next__` returns what comes next, or raises StopIteration."""


class Leapfrog:
    def __init__(self, x, v, h, n):
        self.x, self.v, self.h, self.n = x, v, h, n
        self.taken = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.taken >= self.n:
            raise StopIteration
        self.taken += 1
        self.v -= 0.5 * self.h * self.x
        self.x += self.h * self.v
        if self.taken == 2:
            return self.x * self.v
        self.v -= 0.5 * self.h * self.x
        return self.x


class Roots:
    def __init__(self, a, x):
        self.a, self.x, self.last = a, x, None

    def __iter__(self):
        return self

    def __next__(self):
        if self.last is not None and abs(self.x - self.last) < 1e-3:
            raise StopIteration("near enough")
        self.last = self.x
        self.x = 0.5 * (self.x + self.a / self.x)
        return self.x


def f(x, v, h, n):
    steps = Leapfrog(x, v, h, n)
    total = sum(q**2 for q in steps)
    for k, root in enumerate(Roots(x + 2.0, v + 1.5)):
        total += root**k
        if k > 2:
            break
    return total * steps.v


wrt = ("x", "v", "h")
points = [(1.0, 0.3, 0.1, 0), (1.0, 0.3, 0.1, 1), (1.0, 0.3, 0.1, 2), (1.0, 0.3, 0.1, 4)]
