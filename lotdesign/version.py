"""Which version this is, and which versions of packages it runs with."""

import sys

__version__ = "0.1.0"
CREATED_WITH = f"lotdesign {__version__}"


def find_package_version(package: str) -> str:
    """The version of an installed package; raises ModuleNotFoundError where there is none.

    One that is loaded and knows its version is asked: looking installed packages up takes long.
    """
    version = getattr(sys.modules.get(package), "__version__", None)
    if isinstance(version, str):
        return version
    from importlib import metadata

    return metadata.version(package)
