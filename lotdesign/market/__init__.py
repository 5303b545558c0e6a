"""The market: eligible and small providers, and certificates of an award."""
