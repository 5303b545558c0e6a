"""Which version this is."""

__version__ = "0.1.0"
CREATED_WITH = f"lotdesign {__version__}"
