"""The classical Runge-Kutta method over states that are lists."""


def rhs(t, u, k):
    return [u[1], -k * u[0] - 0.1 * t * u[1]]


def axpy(u, h, v):
    return [a + h * b for a, b in zip(u, v)]


def f(u0, k, n):
    t, h, u = 0.0, 0.2, list(u0)
    for _ in range(n):
        k1 = rhs(t, u, k)
        k2 = rhs(t + h / 2.0, axpy(u, h / 2.0, k1), k)
        k3 = rhs(t + h / 2.0, axpy(u, h / 2.0, k2), k)
        k4 = rhs(t + h, axpy(u, h, k3), k)
        u = [a + h / 6.0 * (p + 2.0 * q + 2.0 * r + s) for a, p, q, r, s in zip(u, k1, k2, k3, k4)]
        t += h
    return u[0] * u[0] + u[1]


wrt = ("u0", "k")
points = [([0.7, 1.3], 0.4, 0), ([0.7, 1.3], 0.4, 1), ([0.7, 1.3], 0.4, 3)]
