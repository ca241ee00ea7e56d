"""Assembly of a stiffness matrix through connectivity, then a solve with the boundary taken out."""

import numpy as np


def f(nodes, conductivity, source, elements):
    n = len(nodes)
    matrix = np.zeros((n, n))
    load = np.zeros(n)
    for e in range(len(elements)):
        i, j = elements[e]
        length = nodes[j] - nodes[i]
        k = conductivity[e] / length
        matrix[i, i] += k
        matrix[j, j] += k
        matrix[i, j] -= k
        matrix[j, i] -= k
        load[i] += 0.5 * source * length
        load[j] += 0.5 * source * length
    u = np.zeros(n)
    u[1:-1] = np.linalg.solve(matrix[1:-1, 1:-1], load[1:-1])
    return np.sum(u**2)


wrt = ("nodes", "conductivity", "source")
points = [
    (np.array([0.0, 0.3, 0.7, 1.0]), np.array([1.0, 2.0, 0.5]), 1.5, np.array([[0, 1], [1, 2], [2, 3]]))
]
