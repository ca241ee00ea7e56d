"""A loop whose rate is an argument keeps the balance of every year."""


def f(balance, rate, years):
    for _ in range(years):
        balance = balance * (1.0 + rate)
    return balance


BY = "balance", "rate"
AT = 100.0, 0.03, 10


# --- reverse by balance, rate

def f_grad(balance, rate, years):
    balance_stack = []
    for _ in range(years):
        balance_stack.append(balance)
        balance *= 1.0 + rate
    balance_bar = 1.0
    rate_bar = 0.0
    for _ in range(years):
        balance = balance_stack.pop()
        balance_bar2 = (1.0 + rate) * balance_bar
        rate_bar += balance * balance_bar
        balance_bar = balance_bar2
    return balance_bar, rate_bar


# --- forward by balance, rate

def f_jvp(balance, rate, years, balance_dot, rate_dot):
    for _ in range(years):
        t = 1.0 + rate
        balance_dot = t * balance_dot + balance * rate_dot
        balance *= t
    return balance, balance_dot
