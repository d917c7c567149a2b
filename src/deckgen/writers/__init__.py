"""Scene to bytes, one package for each format, and the preflight that a package of PowerPoint passes.

Writers are dull on purpose: they measure nothing and decide nothing.
"""
