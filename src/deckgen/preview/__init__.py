"""The lecture as it is being written, in a page of this machine: `deckgen preview`.

`watching` sees that a file has changed, `drawing` draws the lecture anew, `serving` tells the page, which shows what
is different. The page is plain HTML, CSS and JavaScript in the files beside this one.
"""
