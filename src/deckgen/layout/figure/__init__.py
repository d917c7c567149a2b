"""Diagrams of layers: from the author's boxes to rectangles that are balanced, aligned and legible."""
