"""f is a bound method."""


class Spring:
    def __init__(self, k, rest):
        self.k, self.rest = k, rest

    def energy(self, x, factor=0.5):
        stretch = x - self.rest
        return factor * self.k * stretch * stretch


f = Spring(3.0, 0.4).energy
wrt = ("x",)
points = [(0.7,), (0.7, 1.5)]
