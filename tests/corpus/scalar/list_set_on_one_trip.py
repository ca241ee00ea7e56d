"""A list that one trip of a loop makes, under a condition."""


def f(x, n):
    for i in range(n):
        if i == 1:
            v = [x * i, x]
    return v[0] * v[1]


wrt = ("x",)
points = [(1.3, 3), (1.3, 2)]
failing = [((1.3, 1), UnboundLocalError), ((1.3, 0), UnboundLocalError)]
