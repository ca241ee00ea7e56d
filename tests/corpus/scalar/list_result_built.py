"""A list result that is built in a loop from a differentiated list."""


def f(u, k):
    out = []
    s = 0.0
    for v in u:
        s += v * v
        out.append(s * k)
    return out


wrt = ("u", "k")
points = [([0.7, 1.3, -0.4], 0.6), ([0.7], 0.6)]
