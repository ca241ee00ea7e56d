"""A network whose layers are dicts of matrices and vectors in a list, with an option for all of them."""
import numpy as np


def f(parameters, x):
    for layer in parameters["layers"]:
        x = np.tanh(x @ layer["w"] + layer["b"])
    return np.sum(x) * parameters["gain"]


def layer(n, m, at):
    k = np.arange(at, at + n * m + m)
    return {"w": 0.3 * np.cos(k[: n * m]).reshape(n, m), "b": 0.1 * np.sin(k[n * m :])}


wrt = ("parameters", "x")
points = [({"layers": [layer(3, 4, 0), layer(4, 2, 7)], "gain": 0.8, "name": "net"}, np.array([0.5, -1.0, 0.2]))]
