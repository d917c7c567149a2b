"""Diagrams in Mermaid, written out as the graphs and the sequences of an outline, each part with its place."""
