"""sum of sums over a nested list, the starred transposition zip(*rows)."""


def f(m):
    s = sum(sum(row) ** 2 for row in m)
    for column in zip(*m):
        s = s * column[0] + column[1]
    return s


wrt = ("m",)
points = [([[0.7, 1.3], [-0.4, 0.9]],)]
