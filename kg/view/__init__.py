"""The page: the whole graph as one HTML file that asks the network for nothing.

`layout` and what it imports compute where everything is; `page` fills pyvis and assembles the template, CSS and
JavaScript that stand beside it.
"""

from __future__ import annotations

from kg.view.layout import LAYOUTS
from kg.view.page import MOST_CONCEPTS, html_page

__all__ = ["LAYOUTS", "MOST_CONCEPTS", "html_page"]
