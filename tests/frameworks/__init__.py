"""Frameworks: ranking, reopening, call-off and the weight of price."""
