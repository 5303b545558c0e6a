"""Which version this is."""

VERSION = "0.1.0"
CREATED_WITH = f"lotdesign {VERSION}"
