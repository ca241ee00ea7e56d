"""A list of lists."""


def f(m):
    return m[0][0] * m[1][1] - m[0][1] * m[1][0]


BY = "m"
AT = ([[1.0, 2.0], [3.0, 5.0]],)
