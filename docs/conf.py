"""Sphinx settings. Nothing here needs the network: no intersphinx, no remote inventories."""

from importlib.metadata import version as installed_version

project = "symbio_sim"
author = "symbio_sim contributors"
project_copyright = "symbio_sim contributors, MIT licence"
version = release = installed_version("symbio-sim")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "examples"]

myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3
# LaTeX delimiters written by MyST are all that is maths here.
myst_update_mathjax = True

napoleon_google_docstring = False
napoleon_use_ivar = True
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "mixed"

html_theme = "furo"
html_title = f"symbio_sim {version}"
