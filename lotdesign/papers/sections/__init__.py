"""The sections of a paper, in the order in which councils write them."""
