"""The Cypher index made by ``UNWIND … CREATE`` from rows: slow, plain, and the measure of the quick one."""

from __future__ import annotations

from typing import Any, NamedTuple

import polars as pl

from kg.model.closure import with_within

Row = dict[str, Any]


class Contents(NamedTuple):
    """Every node by its id as labels and properties, every relationship by its id as ends, type and properties."""

    nodes: dict[str, tuple[tuple[str, ...], Row]]
    relationships: dict[str, tuple[str, str, str, Row]]


def graph_by_unwind(nodes: pl.DataFrame, edges: pl.DataFrame, evidence: pl.DataFrame) -> Any:
    """The kglite graph of three tables."""
    import kglite

    kglite.set_query_warning_policy("silent")
    nodes = with_within(nodes, edges)
    graph: Any = kglite.KnowledgeGraph()
    category = dict(nodes.select("id", "category").iter_rows())
    ends = {row["id"]: (row["subject"], row["object"]) for row in edges.iter_rows(named=True)}
    for label in sorted(set(category.values())):
        part = nodes.filter(pl.col("category") == label).sort("id")
        _create_nodes(graph, f"{label}:Entity", [_filled(row) for row in part.iter_rows(named=True)])
    named = [
        _filled({**row, "name": f"{row['source']} {row['source_record']}"})
        for row in evidence.sort("id").iter_rows(named=True)
    ]
    _create_nodes(graph, "Evidence", named)
    relationships: dict[tuple[str, str, str], list[Row]] = {}
    for row in edges.sort("id").iter_rows(named=True):
        type = row["predicate"].partition(":")[2].upper() if row["asserted"] else "NOT_ASSERTED"
        kind = (type, category[row["subject"]], category[row["object"]])
        found = {"s": row["subject"], "o": row["object"], "p": _filled(row)}
        relationships.setdefault(kind, []).append(found)
    for row in evidence.sort("id").iter_rows(named=True):
        for end, about in zip(ends[row["edge_id"]], ("ABOUT_SUBJECT", "ABOUT_OBJECT"), strict=True):
            found = {"s": row["id"], "o": end, "p": {"id": f"{row['id']}.{about}"}}
            relationships.setdefault((about, "Evidence", category[end]), []).append(found)
    for (type, start, end), rows in sorted(relationships.items()):
        graph.cypher(
            f"UNWIND $rows AS row MATCH (s:{start} {{id: row.s}}), (o:{end} {{id: row.o}}) "
            f"CREATE (s)-[r:{type}]->(o) SET r = row.p",
            params={"rows": rows},
        )
    graph.cypher("CREATE INDEX FOR (e:Evidence) ON (e.edge_id)")
    return graph


def contents(graph: Any) -> Contents:
    """What a kglite graph holds."""
    nodes = {
        row["i"]: (tuple(row["l"]), row["p"])
        for row in graph.cypher("MATCH (n) RETURN n.id AS i, labels(n) AS l, properties(n) AS p")
    }
    query = "MATCH (s)-[r]->(o) RETURN r.id AS i, s.id AS s, type(r) AS t, o.id AS o, properties(r) AS p"
    relationships = {row["i"]: (row["s"], row["t"], row["o"], row["p"]) for row in graph.cypher(query)}
    return Contents(nodes, relationships)


def _create_nodes(graph: Any, labels: str, rows: list[Row]) -> None:
    query = f"UNWIND $rows AS row CREATE (n:{labels} {{id: row.id}}) SET n += row.p SET n.title = row.id"
    graph.cypher(query, params={"rows": [{"id": row["id"], "p": row} for row in rows]})


def _filled(row: Row) -> Row:
    return {key: value for key, value in row.items() if value is not None and value == value}
