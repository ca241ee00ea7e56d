"""A list of matrices, layer by layer: the gradient is a list of matrices."""

import numpy as np


def f(layers, x):
    for w in layers:
        x = np.tanh(w @ x)
    return np.sum(x)


BY = "layers"
AT = [np.array([[0.2, 0.5], [0.1, 1.0]]), np.array([[1.0, -0.5], [0.3, 0.8]])], np.array([1.0, -2.0])


# --- reverse by layers

import numpy as np


def f_grad(layers, x):
    x_stack = []
    t = len(layers)
    for k in range(t):
        x_stack.append(x)
        x = np.tanh(layers[k] @ x)
    x_bar = np.broadcast_to(1.0, x.shape).copy()
    layers_bar = [np.zeros(row.shape, dtype=float) for row in layers]
    for k in range(t - 1, -1, -1):
        x2 = x_stack.pop()
        t_bar = (1 - x * x) * x_bar
        x_bar = layers[k].T @ t_bar
        layers_bar[k] += t_bar[:, np.newaxis] * x2
        x = x2
    return layers_bar


# --- forward by layers

import numpy as np


def f_jvp(layers, x, layers_dot):
    x_dot = np.zeros(x.shape)
    for k in range(len(layers)):
        t = layers[k]
        x2 = np.tanh(t @ x)
        x_dot = (1 - x2 * x2) * (layers_dot[k] @ x + t @ x_dot)
        x = x2
    return np.sum(x), np.sum(x_dot)
