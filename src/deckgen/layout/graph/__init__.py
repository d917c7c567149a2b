"""Graphs, trees, cycles, quadrants, Venn diagrams and sequences: where their parts go, and how they are drawn."""
