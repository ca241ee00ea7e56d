"""A matrix product by comprehensions within comprehensions."""


def f(a, b):
    columns = [[row[j] for row in b] for j in range(2)]
    c = [[sum(p * q for p, q in zip(row, column)) for column in columns] for row in a]
    return c[0][0] * c[1][1] - c[0][1] * c[1][0]


wrt = ("a", "b")
points = [([[0.7, 1.3], [0.2, -0.4]], [[1.0, 0.5], [0.3, 0.8]])]
