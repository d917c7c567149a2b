"""One outline for every audience and any number of minutes: selecting, fitting to a slot, and comparing."""
