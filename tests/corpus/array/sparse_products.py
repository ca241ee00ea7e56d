"""Products of sparse matrices that are made elsewhere with vectors and matrices, on either side."""

import numpy as np
from scipy import sparse

DENSE = np.array([[4.0, 0.0, 2.0], [0.0, 3.0, 0.0], [1.0, 0.0, 5.0]])
ROWS, COLUMNS, LISTED = sparse.csr_array(DENSE), sparse.csc_matrix(DENSE), sparse.coo_matrix(DENSE)
BANDS = sparse.diags([np.ones(3), 2 * np.ones(2), -np.ones(2)], [0, 1, -1])


def f(b, c):
    x = b
    for _ in range(2):
        x = x + 0.1 * (ROWS @ x) ** 2
    return np.sum((COLUMNS @ x) * (BANDS @ b)) + np.sum((LISTED @ c) ** 2) + np.sum(b @ ROWS * x)


wrt = ("b", "c")
points = [(np.array([0.3, -0.7, 1.1]), np.array([[0.2, 0.5], [1.5, -0.4], [0.9, 0.1]]))]
