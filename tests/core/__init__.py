"""The exact core: pence, places, matching, words, names."""
