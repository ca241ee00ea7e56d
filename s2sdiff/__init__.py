"""s2sdiff: derivatives of Python functions, as Python source."""

__version__ = "0.1.0"
