"""The version of the package: the build, the command line and every output read it here."""

__version__ = "0.1.0"
