"""The three tables back from a Neo4j server, as they were pushed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.engines.cypher.shape import ENTITY, EVIDENCE
from kg.engines.neo4j.connection import Login, translated_errors

if TYPE_CHECKING:
    from neo4j import Driver

    from kg.model.tables import Tables

_ROWS = {
    "nodes": f"MATCH (n:{ENTITY}) RETURN properties(n) AS row",
    "edges": f"MATCH (:{ENTITY})-[r]->(:{ENTITY}) RETURN properties(r) AS row",
    "evidence": f"MATCH (e:{EVIDENCE}) RETURN properties(e) AS row",
}


def read_tables(driver: Driver, login: Login) -> Tables:
    """Read the tables of the graph on a server, whole.

    Args:
        driver: connected to the server.
        login: which database.

    Raises:
        ServerError: the server does not answer.
    """
    from kg.model.columns import frame
    from kg.model.tables import Tables

    def read(transaction: Any, query: str) -> list[dict[str, object]]:
        return [dict(record["row"]) for record in transaction.run(query)]

    with translated_errors(login), driver.session(database=login.database, default_access_mode="READ") as session:
        return Tables(**{name: frame(name, session.execute_read(read, query)) for name, query in _ROWS.items()})
