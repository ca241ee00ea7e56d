"""A dict of numbers: its gradient has the same keys."""


def f(prices, amounts):
    total = 0.0
    for name, price in prices.items():
        total += price * amounts[name]
    return total


BY = "prices", "amounts"
AT = {"tea": 2.0, "milk": 0.5}, {"tea": 3.0, "milk": 4.0}
