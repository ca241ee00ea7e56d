"""Systems solved by scipy.linalg: of symmetric and triangular matrices, transposed, by factors."""

import numpy as np
import scipy.linalg


def f(a, b):
    s = a @ a.T
    x = scipy.linalg.solve(s, b, assume_a="pos")
    x = x + scipy.linalg.solve(s, b, assume_a="sym", lower=True)
    x = x + scipy.linalg.solve(a, b, transposed=True)
    x = x + scipy.linalg.solve_triangular(a, b, lower=True, trans=1)
    x = x + scipy.linalg.cho_solve(scipy.linalg.cho_factor(s, lower=True), b)
    x = x + scipy.linalg.lu_solve(scipy.linalg.lu_factor(a), b, trans=1)
    x = x + scipy.linalg.inv(a) @ b + scipy.linalg.cholesky(s) @ b
    return np.sum(np.sin(x)) + scipy.linalg.det(a)


rng = np.random.default_rng(8)
wrt = ("a", "b")
points = [(rng.normal(size=(3, 3)) + 3 * np.eye(3) + np.array([[0.0], [2.0], [0.0]]), rng.normal(size=3))]
