"""Private names of a class and of one that inherits from it, which are not the same; one of them names a function inside."""


class Base:
    def __init__(self, gain):
        self.__gain = gain

    @staticmethod
    def __square(x):
        return x * x

    def scaled(self, x):
        return self.__square(x) * self.__gain


class Derived(Base):
    def __init__(self, gain):
        super().__init__(gain)
        self.__gain = 5.0

    def both(self, x):
        def __twice(v, __by=2.0):
            return v * __by

        return self.scaled(x) + self.__gain * __twice(x)


held = Derived(0.7)


def f(x, gain):
    return Derived(gain).both(x) * held.both(x) + Base(gain).scaled(x)


wrt = ("x", "gain")
points = [(0.8, 1.3), (2.0, -0.4)]
