"""A user's .pptx or .potx as a theme: opened, understood, and taken along.

In: the bytes of a file. Out: a theme like any other, whose areas, sizes and colours are the template's, together
with the parts that every deck in it holds. Only `opening` uses python-pptx.
"""
