"""Diagrams of layers: the author's boxes come in; balanced, aligned and legible rectangles come out."""
