"""Graphs, trees, cycles and sequences: where their parts go, and how they are drawn."""
