"""Flow in a cavity with a moving lid: a pressure loop inside the time loop, boundaries copied from within."""

import numpy as np


def pressure(p, b, h, iterations):
    for _ in range(iterations):
        q = p.copy()
        p[1:-1, 1:-1] = 0.25 * (
            q[1:-1, 2:] + q[1:-1, :-2] + q[2:, 1:-1] + q[:-2, 1:-1] - h * h * b[1:-1, 1:-1]
        )
        p[:, -1] = p[:, -2]
        p[0, :] = p[1, :]
        p[:, 0] = p[:, 1]
        p[-1, :] = 0.0
    return p


def f(nu, lid, rho, n, steps):
    h = 2.0 / (n - 1)
    dt = 0.01
    u = np.zeros((n, n))
    v = np.zeros((n, n))
    p = np.zeros((n, n))
    b = np.zeros((n, n))
    for _ in range(steps):
        u[-1, :] = lid
        ux = (u[1:-1, 2:] - u[1:-1, :-2]) / (2.0 * h)
        uy = (u[2:, 1:-1] - u[:-2, 1:-1]) / (2.0 * h)
        vx = (v[1:-1, 2:] - v[1:-1, :-2]) / (2.0 * h)
        vy = (v[2:, 1:-1] - v[:-2, 1:-1]) / (2.0 * h)
        b[1:-1, 1:-1] = rho * ((ux + vy) / dt - ux**2 - 2.0 * uy * vx - vy**2)
        p = pressure(p, b, h, 4)
        un = u.copy()
        vn = v.copy()
        u[1:-1, 1:-1] = (
            un[1:-1, 1:-1]
            - un[1:-1, 1:-1] * dt / h * (un[1:-1, 1:-1] - un[1:-1, :-2])
            - vn[1:-1, 1:-1] * dt / h * (un[1:-1, 1:-1] - un[:-2, 1:-1])
            - dt / (2.0 * rho * h) * (p[1:-1, 2:] - p[1:-1, :-2])
            + nu
            * dt
            / h**2
            * (un[1:-1, 2:] + un[1:-1, :-2] + un[2:, 1:-1] + un[:-2, 1:-1] - 4 * un[1:-1, 1:-1])
        )
        v[1:-1, 1:-1] = (
            vn[1:-1, 1:-1]
            - un[1:-1, 1:-1] * dt / h * (vn[1:-1, 1:-1] - vn[1:-1, :-2])
            - vn[1:-1, 1:-1] * dt / h * (vn[1:-1, 1:-1] - vn[:-2, 1:-1])
            - dt / (2.0 * rho * h) * (p[2:, 1:-1] - p[:-2, 1:-1])
            + nu
            * dt
            / h**2
            * (vn[1:-1, 2:] + vn[1:-1, :-2] + vn[2:, 1:-1] + vn[:-2, 1:-1] - 4 * vn[1:-1, 1:-1])
        )
    return np.sum(u**2) + np.sum(v**2) + np.sum(p**2)


wrt = ("nu", "lid", "rho")
points = [(0.1, 1.0, 1.0, 6, 4), (0.3, 0.7, 1.5, 5, 2)]
