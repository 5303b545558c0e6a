"""The papers that a council publishes."""
