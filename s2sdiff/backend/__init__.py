"""The back end: from a program to the text of a function, and to the function.

`fold` decides which operations get a line, `lifetimes` and `naming` the names, `printer` writes the syntax tree with
`expressions` and `changes`, `text` prints it, and `load` makes it callable.
"""
