"""A dict of numbers: its gradient has the same keys."""


def f(prices, amounts):
    total = 0.0
    for name, price in prices.items():
        total += price * amounts[name]
    return total


BY = "prices", "amounts"
AT = {"tea": 2.0, "milk": 0.5}, {"tea": 3.0, "milk": 4.0}


# --- reverse by prices, amounts

def f_grad(prices, amounts):
    prices_bar = {key: (0.0) for key in prices}
    amounts_bar = {key: (0.0) for key in amounts}
    for name in list(prices)[::-1]:
        amounts_bar[name] += prices[name]
        prices_bar[name] += amounts[name]
    return prices_bar, amounts_bar


# --- forward by prices, amounts

def f_jvp(prices, amounts, prices_dot, amounts_dot):
    prices_dot = dict(prices_dot)
    amounts_dot = dict(amounts_dot)
    total = 0.0
    total_dot = 0.0
    for name in list(prices):
        price = prices[name]
        t = amounts[name]
        total_dot += t * prices_dot[name] + price * amounts_dot[name]
        total += price * t
    return total, total_dot
