"""Four loops, one in the other, all working on one variable."""


def f(x):
    s = x
    for i in range(2):
        for j in range(i + 1):
            for k in range(j + 1):
                for m in range(2):
                    s = s * x + 0.1 * (i + j + k + m)
    return s


wrt = ("x",)
points = [(0.9,)]
