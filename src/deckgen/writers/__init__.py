"""Scene to bytes, one package for each format, and the preflight for packages of PowerPoint.

Writers make no decisions and measure nothing: the scene is finished before they begin.
"""
