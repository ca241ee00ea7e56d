"""A network of two layers: its gradient in matrix form, for a batch."""

import numpy as np


def loss(w1, b1, w2, b2, x, y):
    h = np.tanh(x @ w1 + b1)
    return np.sum((h @ w2 + b2 - y) ** 2) / 2


def by_hand(w1, b1, w2, b2, x, y):
    """The gradient as textbooks derive it."""
    h = np.tanh(x @ w1 + b1)
    error = h @ w2 + b2 - y
    back = (error @ w2.T) * (1 - h**2)
    return x.T @ back, back.sum(axis=0), h.T @ error, error.sum(axis=0)


def data():
    rng = np.random.default_rng(0)
    shapes = (3, 5), (5,), (5, 2), (2,), (10, 3), (10, 2)
    return [rng.normal(size=s) for s in shapes]


if __name__ == "__main__":
    from s2sdiff import grad

    gradient = grad(loss, ("w1", "b1", "w2", "b2"))
    found, wanted = gradient(*data()), by_hand(*data())
    print(gradient.source)
    print("largest difference from that by hand:", max(np.abs(found[k] - wanted[k]).max() for k in range(4)))
