"""super() in a method."""


class Base:
    def value(self, x):
        return x * x


class Derived(Base):
    def value(self, x):
        return super().value(x) + 3.0 * x


law = Derived()


def f(x):
    return law.value(x)


wrt = ("x",)
points = [(0.7,)]
