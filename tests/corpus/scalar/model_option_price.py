"""The price of an option, with the normal distribution from erf and a choice of call or put."""
import math


def normal(z):
    return 0.5 * (1.0 + math.erf(z / math.sqrt(2.0)))


def f(spot, strike, years, rate, volatility, kind="call"):
    spread = volatility * math.sqrt(years)
    d1 = (math.log(spot / strike) + (rate + 0.5 * volatility**2) * years) / spread
    d2 = d1 - spread
    sign = 1 if kind == "call" else -1
    return sign * (spot * normal(sign * d1) - strike * math.exp(-rate * years) * normal(sign * d2))


wrt = ("spot", "strike", "years", "rate", "volatility")
points = [(100.0, 95.0, 0.7, 0.03, 0.2), (100.0, 95.0, 0.7, 0.03, 0.2, "put")]
