"""The tables of a scenario by name, in the order in which they are read."""

from lotdesign.scenario.document import Document
from lotdesign.scenario.keys import tables_in

TABLES = tables_in(Document)
