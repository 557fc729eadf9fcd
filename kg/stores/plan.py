"""The read gate's net of plans: which operators a statement that only reads may run on Neo4j."""

from __future__ import annotations

from typing import Any, Final

from kg.errors import QueryRefused

__all__ = ["OPERATORS", "check_plan", "plan_rows"]

#: Read operators of Neo4j 5.26, with those of the parallel runtime (`Partitioned...`). Not among them on purpose:
#: LoadCSV, the ones that write, TransactionForeach, Show..., Terminate... and administration.
OPERATORS: Final = frozenset(
    {
        "AllNodesScan",
        "AntiConditionalApply",
        "AntiSemiApply",
        "Apply",
        "Argument",
        "CacheProperties",
        "CartesianProduct",
        "ConditionalApply",
        "DirectedAllRelationshipsScan",
        "DirectedRelationshipByElementIdSeek",
        "DirectedRelationshipByIdSeek",
        "DirectedRelationshipIndexContainsScan",
        "DirectedRelationshipIndexEndsWithScan",
        "DirectedRelationshipIndexScan",
        "DirectedRelationshipIndexSeek",
        "DirectedRelationshipIndexSeekByRange",
        "DirectedRelationshipTypeScan",
        "DirectedRelationshipUniqueIndexSeek",
        "DirectedUnionRelationshipTypesScan",
        "Distinct",
        "Eager",
        "EagerAggregation",
        "EmptyResult",
        "EmptyRow",
        "Expand(All)",
        "Expand(Into)",
        "Filter",
        "IntersectionNodeByLabelsScan",
        "LeftOuterHashJoin",
        "LetAntiSemiApply",
        "LetSelectOrAntiSemiApply",
        "LetSelectOrSemiApply",
        "LetSemiApply",
        "Limit",
        "MultiNodeIndexSeek",
        "NodeByElementIdSeek",
        "NodeByIdSeek",
        "NodeByLabelScan",
        "NodeCountFromCountStore",
        "NodeHashJoin",
        "NodeIndexContainsScan",
        "NodeIndexEndsWithScan",
        "NodeIndexScan",
        "NodeIndexSeek",
        "NodeIndexSeekByRange",
        "NodeUniqueIndexSeek",
        "NodeUniqueIndexSeekByRange",
        "Optional",
        "OptionalExpand(All)",
        "OptionalExpand(Into)",
        "OrderedAggregation",
        "OrderedDistinct",
        "OrderedUnion",
        "PartialSort",
        "PartialTop",
        "PartitionedAllNodesScan",
        "PartitionedDirectedAllRelationshipsScan",
        "PartitionedDirectedRelationshipIndexScan",
        "PartitionedDirectedRelationshipIndexSeek",
        "PartitionedDirectedRelationshipIndexSeekByRange",
        "PartitionedDirectedRelationshipTypeScan",
        "PartitionedDirectedUnionRelationshipTypesScan",
        "PartitionedIntersectionNodeByLabelsScan",
        "PartitionedNodeByLabelScan",
        "PartitionedNodeIndexScan",
        "PartitionedNodeIndexSeek",
        "PartitionedNodeIndexSeekByRange",
        "PartitionedSubtractionNodeByLabelsScan",
        "PartitionedUndirectedAllRelationshipsScan",
        "PartitionedUndirectedRelationshipIndexScan",
        "PartitionedUndirectedRelationshipIndexSeek",
        "PartitionedUndirectedRelationshipIndexSeekByRange",
        "PartitionedUndirectedRelationshipTypeScan",
        "PartitionedUndirectedUnionRelationshipTypesScan",
        "PartitionedUnionNodeByLabelsScan",
        "PartitionedUnwind",
        "ProcedureCall",
        "ProduceResults",
        "ProjectEndpoints",
        "Projection",
        "RelationshipCountFromCountStore",
        "Repeat(Trail)",
        "Repeat(Walk)",
        "RightOuterHashJoin",
        "RollUpApply",
        "SelectOrAntiSemiApply",
        "SelectOrSemiApply",
        "SemiApply",
        "ShortestPath",
        "Skip",
        "Sort",
        "StatefulShortestPath(All)",
        "StatefulShortestPath(Into)",
        "SubtractionNodeByLabelsScan",
        "Top",
        "TriadicBuild",
        "TriadicFilter",
        "TriadicSelection",
        "UndirectedAllRelationshipsScan",
        "UndirectedRelationshipByElementIdSeek",
        "UndirectedRelationshipByIdSeek",
        "UndirectedRelationshipIndexContainsScan",
        "UndirectedRelationshipIndexEndsWithScan",
        "UndirectedRelationshipIndexScan",
        "UndirectedRelationshipIndexSeek",
        "UndirectedRelationshipIndexSeekByRange",
        "UndirectedRelationshipTypeScan",
        "UndirectedRelationshipUniqueIndexSeek",
        "UndirectedUnionRelationshipTypesScan",
        "Union",
        "UnionNodeByLabelsScan",
        "Unwind",
        "ValueHashJoin",
        "VarLengthExpand(All)",
        "VarLengthExpand(Into)",
        "VarLengthExpand(Pruning)",
        "VarLengthExpand(Pruning,BFS)",
        "VarLengthExpand(Pruning,BFS,All)",
        "VarLengthExpand(Pruning,BFS,Into)",
    }
)


def check_plan(query_type: str | None, plan: dict[str, Any] | None) -> None:
    """Let a plan pass that only reads.

    Args:
        query_type: the type that EXPLAIN gives; `r` is reading.
        plan: the root operator, with `operatorType` and `children`.

    Raises:
        QueryRefused: it writes, or an operator is not on the list.
    """
    if query_type != "r" or plan is None:
        raise QueryRefused("Neo4j plans it as a write", "Statements only read, unless --write is given.")
    todo = [plan]
    while todo:
        step = todo.pop()
        operator = str(step["operatorType"]).partition("@")[0]
        if operator not in OPERATORS:
            raise QueryRefused(
                f"its plan has the operator {operator}, which is not on the list of those that only read the graph",
                "Statements only read, unless --write is given.",
            )
        todo += step.get("children", ())


def plan_rows(plan: dict[str, Any]) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    """Return columns and rows that show a plan: a row an operator, the first to run first.

    >>> scan = {"operatorType": "AllNodesScan@neo4j", "args": {"Details": "n", "EstimatedRows": 3.2}}
    >>> plan_rows({"operatorType": "ProduceResults@neo4j", "children": [scan]})[1]
    ((1, 'AllNodesScan n', 3), (2, 'ProduceResults', None))
    """
    found: list[dict[str, Any]] = []
    waiting = [plan]
    while waiting:
        found.append(waiting.pop())
        waiting.extend(found[-1].get("children") or [])
    rows = []
    for number, one in enumerate(reversed(found), start=1):
        given = one.get("args") or {}
        estimate = given.get("EstimatedRows")
        operation = f"{one['operatorType'].partition('@')[0]} {given.get('Details', '')}".rstrip()
        rows.append((number, operation, None if estimate is None else round(estimate)))
    return ("step", "operation", "estimated_rows"), tuple(rows)
