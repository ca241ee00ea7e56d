"""Two names of one list that come in with a differentiated list and one that is not."""


def f(u, k):
    v = [u, u]
    w = v[1]
    return w[0] * u[1] * k[0] + k[0]


wrt = ("u",)
points = [([0.7, 1.3], [2.0])]
