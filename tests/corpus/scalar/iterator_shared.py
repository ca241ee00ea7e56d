"""An iterator taken apart by next and by a loop, and a zip object consumed once."""


def f(u):
    it = iter(u)
    s = next(it)
    for v in it:
        s = s * v + 1.0
    pairs = zip(u, u[1:])
    a = sum(p * q for p, q in pairs)
    return s + a + sum(p for p, _ in pairs)


wrt = ("u",)
points = [([0.7, 1.3, -0.4],)]
may_refuse = "iterator state"
