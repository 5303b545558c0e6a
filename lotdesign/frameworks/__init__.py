"""A framework agreement: providers ranked on price and quality, called off in ranked order."""
