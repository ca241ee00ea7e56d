"""Methods, attributes, static and class methods, inherited ones, of an object that is not differentiated."""


class Law:
    power = 2

    def __init__(self, k):
        self.k = k

    def __call__(self, x):
        return self.k * x**self.power + self.offset(x)

    @staticmethod
    def offset(x):
        return 0.5 * x

    @classmethod
    def scaled(cls, x):
        return cls.power * x


class Steep(Law):
    power = 3

    def offset(self, x):
        return self.k * x


def f(x, law):
    return law(x) * law.scaled(x) + law.k * law.offset(x)


wrt = ("x",)
points = [(0.7, Law(1.3)), (0.7, Steep(1.3))]
