"""A laid-out deck: final geometry, measured text, reading order, names and alternative text.

Layout makes a scene and writers translate it. Every decision is made by then, so the scene is also what tests
compare.
"""
