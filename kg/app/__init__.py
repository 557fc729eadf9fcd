"""The library: `Graph` has one method per use case, and they are all that a surface may call.

Each module holds the use cases of one theme; a surface (command line, service, page) knows only the whole.
"""

from kg.app.explore import Exploring
from kg.app.extract import Extracting
from kg.app.keep import Keeping
from kg.app.learn import Learning
from kg.app.review import Reviewing
from kg.app.take import FORMATS, Taking

__all__ = ["FORMATS", "Graph"]


class Graph(Keeping, Extracting, Exploring, Taking, Learning, Reviewing):
    """A knowledge graph in a store.

    >>> import tempfile
    >>> with Graph.open(tempfile.mkdtemp() + "/graph.kgl") as graph:
    ...     report = graph.load(["data/ml.yaml"])
    ...     graph.query('MATCH (:Concept {name: "SGD"})-[:IS_A]->(x) RETURN x.name AS name').dicts()
    [{'name': 'Optimizer'}]
    """
