"""A list that an inner loop makes on some trips of the outer one, read on some of the later ones."""


def f(x, n):
    total = x
    for i in range(n):
        for j in range(i):
            w = [x * j, x]
        if i > 1:
            total += w[0] * w[1]
    return total


wrt = ("x",)
points = [(1.3, 4), (1.3, 2), (1.3, 0)]
