"""How sphinx makes the site of documentation; `make docs-site` runs it, the tests need none of it.

The pages are the Markdown files as they stand in the tree, so the root of the tree is the source
folder: links between pages, examples and pictures are the same on the site and in a checkout.
Formulas are plain text, so that no script has to draw them and nothing is loaded from elsewhere.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from lotdesign.version import __version__  # noqa: E402

project = "lotdesign"
author = "the authors of lotdesign"
copyright = "2026, the authors of lotdesign. MIT licence"
release = version = __version__
language = "en_GB"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.viewcode", "code_links"]
root_doc = "docs/index"
include_patterns = [
    "docs/*.md",
    "examples/*/README.md",
    "findings/README.md",
    "tests/notices/releases/README.md",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
]
exclude_patterns = [".venv*", "build", ".git", "**/node_modules", "docs/site"]

myst_heading_anchors = 4
myst_enable_extensions = ["attrs_block"]
smartquotes = False  # two hyphens are a flag
highlight_language = "text"
pygments_style, pygments_dark_style = "friendly", "github-dark"

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
viewcode_follow_imported_members = False
python_maximum_signature_line_length = 80
default_role = "code"
add_module_names = False

html_theme = "furo"
html_title = "lotdesign"
html_extra_path = ["front"]
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_theme_options = {"navigation_with_keys": False, "top_of_page_buttons": []}
