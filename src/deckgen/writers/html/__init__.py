"""A lecture as one web page that needs no network: for the show, for the speaker, for reading and for printing.

In: a finished scene. Out: HTML with the slides as inline SVG and with all fonts and pictures. `show.js` turns it into
a show; without JavaScript all slides stand below each other, each with its notes.
"""
