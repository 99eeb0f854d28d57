"""Sphinx configuration: MyST pages, the furo theme, nothing from the network."""

project = "symconv"
author = "The symconv authors"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode"]
myst_enable_extensions = ["dollarmath", "colon_fence"]
html_theme = "furo"
html_title = "symconv"
exclude_patterns = ["_build"]
nitpicky = False
suppress_warnings = ["myst.header"]
autodoc_typehints = "none"
