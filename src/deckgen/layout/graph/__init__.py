"""Graphs, trees, cycles, quadrants and sequences: where their parts go, and how they are drawn."""
