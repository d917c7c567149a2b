"""What goes where: final geometry, measured text, reading order, names and alternative texts.

Layout makes a scene and writers translate it. Nothing is decided after it, so a scene is also what tests compare.
"""
