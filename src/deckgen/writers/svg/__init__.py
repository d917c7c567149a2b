"""Slides as SVG, for browsers and for pictures. In: one slide of a finished scene. Out: the same bytes each time.

Text stays text, in reading order, with its lines broken where the scene broke them. Lengths are in points.
"""
