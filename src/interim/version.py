"""The version of this package, read by the build and shown by ``interim --version``."""

__all__ = ["__version__"]

__version__ = "0.1.0"
