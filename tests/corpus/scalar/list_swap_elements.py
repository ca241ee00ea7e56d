"""Two elements swapped in place, as in a bubble sort."""


def f(u):
    u = list(u)
    for i in range(len(u)):
        for j in range(len(u) - 1 - i):
            if u[j] > u[j + 1]:
                u[j], u[j + 1] = u[j + 1], u[j]
    return u[0] + 2.0 * u[1] ** 2 + 3.0 * u[2] ** 3


wrt = ("u",)
points = [([0.7, -1.3, 0.4],), ([0.1, 0.2, 0.3],)]
