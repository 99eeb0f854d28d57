"""Sphinx configuration: MyST pages, the furo theme, nothing from the network.

The gallery shows the sheets of the problem sets, which are built here so that they are never old.
"""

from pathlib import Path

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
html_static_path = ["_static"]
html_css_files = ["manual.css"]


def build_gallery(app):
    from symconv.sheets.build import build
    from symconv.sheets.spec import load

    if app.builder.name == "html":
        specs = sorted((Path(__file__).parents[1] / "derivations").glob("*.yaml"))
        build(map(load, specs), Path(app.outdir) / "sheets", formats=("html",), jobs=2)


def setup(app):
    app.connect("builder-inited", build_gallery)
