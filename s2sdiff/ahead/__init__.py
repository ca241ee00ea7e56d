"""Ahead of time: the functions of a file that is read and never run, and their derivatives."""
