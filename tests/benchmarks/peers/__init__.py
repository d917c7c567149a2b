"""Other programs that make decks, each given the same slides; `python3 -m tests.benchmarks.peers` times them."""
