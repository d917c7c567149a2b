"""A user's .pptx or .potx as a theme: opened, interpreted, and taken over.

In: the bytes of a file. Out: a theme like any other, with the areas, sizes and colours of the template, together with
the parts that every deck with this theme contains. Only `opening` opens its file.
"""
