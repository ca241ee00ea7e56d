"""A solver object that changes an array of its own in place and appends to a list of its own."""

import numpy as np


class Grid1D:
    def __init__(self, n, L=1.0):
        self.n = n
        self.dx = L / (n - 1)
        self.x = np.linspace(0, L, n)


class HeatSolver:
    def __init__(self, grid, kappa, u0):
        self.grid = grid
        self.kappa = kappa
        self.u = u0.copy()
        self.history = []

    @staticmethod
    def laplacian(u, dx):
        return (u[2:] - 2 * u[1:-1] + u[:-2]) / dx**2

    def step(self, dt):
        self.u[1:-1] += dt * self.kappa * self.laplacian(self.u, self.grid.dx)
        self.u[0] = self.u[1]
        self.history.append(self.u.mean())

    def run(self, nsteps, dt):
        for _ in range(nsteps):
            self.step(dt)
        return self.u


def f(kappa, u0):
    solver = HeatSolver(Grid1D(len(u0)), kappa, u0)
    u = solver.run(3, 0.001)
    return np.sum(u**2) + np.sum(np.array(solver.history))


wrt = ("kappa", "u0")
points = [(0.5, np.array([1.0, 0.3, -0.4, 0.9, 0.1]))]
