"""SVG drawings: looked through before anything uses them, and drawn once for programs that cannot draw them."""
