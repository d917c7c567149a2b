"""Numbers about type: font metrics, measuring, wrapping and fitting. It knows nothing of slides."""
