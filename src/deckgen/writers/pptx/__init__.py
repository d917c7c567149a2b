"""A scene as a PowerPoint package, with native shapes, tables and notes.

XML is written as strings in one pass, because a deck of a thousand slides must take less time than importing an XML
library would.
"""
