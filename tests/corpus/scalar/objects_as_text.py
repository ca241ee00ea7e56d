"""Objects that say what they are, in labels and messages beside the numbers; limits of floats; options that are None."""

import math
import sys


class Rate:
    def __init__(self, value):
        self.value = value

    def __str__(self):
        return f"Rate({self.value:.2f})"


class Model:
    def __init__(self, rate, gain=None):
        self.options = {"rate": rate, "name": str(rate), "gain": gain}

    def __repr__(self):
        return "Model(%s, %r)" % (self.options["rate"], self.options["gain"])

    def run(self, x):
        if x < 0:
            raise ValueError("{} takes no {}".format(self, x))
        gain = 1.0 / x if self.options["gain"] is None else self.options["gain"]
        return gain * x * self.options["rate"].value + x


held = Model(Rate(0.5))
scaled = Model(Rate(0.5), 2.0)


def f(x, k):
    model = Model(Rate(k))
    label = f"{model!r} and {model.options['rate']}"
    least = math.log(sys.float_info.min)
    if len(label) < 4:
        return x
    return model.run(x) * held.run(x**2) + scaled.run(x) / least


wrt = ("x", "k")
points = [(1.5, 0.3), (0.7, 2.0)]
failing = [((-1.0, 0.3), ValueError)]
