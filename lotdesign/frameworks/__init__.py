"""Open frameworks: providers ranked on price and quality, reopened every year, called off."""
