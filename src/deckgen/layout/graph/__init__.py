"""Graphs, trees, cycles, quadrants, Venn diagrams, entities and sequences: the places and looks of their parts."""
