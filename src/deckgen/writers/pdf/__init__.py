"""Slides as tagged PDF (PDF/UA-1, ISO 14289), set by Typst. In: a finished scene. Out: the same bytes each time.

Everything is put where the scene has it. Its tags say what it is: a heading, a list, a table, a figure with its
alternative text. Shapes, grounds and ornaments are drawn by the SVG writer, without tags.
"""
