"""A network of objects: inheritance, a property, a constant of the class, calls, isinstance."""

import numpy as np


class Layer:
    scale = 2.0

    def forward(self, x):
        raise NotImplementedError

    def __call__(self, x):
        return self.forward(x)


class Linear(Layer):
    def __init__(self, W, b):
        super().__init__()
        self.W = W
        self.b = b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b


class Tanh(Layer):
    def forward(self, x):
        self.y = np.tanh(x)
        return self.y * self.scale


class Net:
    def __init__(self, layers):
        self.layers = layers
        self.calls = 0

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
            self.calls += 1
        return x

    @property
    def penalty(self):
        return sum(np.sum(l.W**2) for l in self.layers if isinstance(l, Linear))


def f(W1, b1, W2, b2, x):
    net = Net([Linear(W1, b1), Tanh(), Linear(W2, b2)])
    y = net.forward(x)
    return np.sum(y**2) + 0.1 * net.penalty


rng = np.random.default_rng(2)
wrt = ("W1", "b1", "W2", "b2", "x")
points = [
    (rng.normal(size=(3, 4)), rng.random(4), rng.normal(size=(4, 2)), rng.random(2), rng.normal(size=(5, 3)))
]
