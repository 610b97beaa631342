"""The floor of the benchmark of GraphQL: the best Cypher by hand, the driver, orjson, a bare web application."""

import os
import socket
from collections.abc import Mapping

import neo4j
import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

CYPHER: Mapping[str, str] = {
    "one node": """MATCH (n:Nation {id: $id})
RETURN {nation: {id: n.id, title: n.title, iso3: n.iso3, region: n.region}} AS data""",
    "page of a supernode": """MATCH (n:Nation {id: $id})
CALL (n) { MATCH (a:Agreement) WHERE a.id IS NOT NULL WITH n, a ORDER BY a.id
  MATCH (n)-[r:PARTY_TO]->(a) WITH r, a ORDER BY a.id LIMIT 51
  RETURN collect({role: r.role, fromOn: r.from_on, toOn: r.to_on, node: {id: a.id, title: a.title,
    titleKind: a.title_kind, signedOn: a.signed_on}}) AS edges }
RETURN {nation: {id: n.id, title: n.title, agreements: {
  totalCount: COUNT { (n)-[:PARTY_TO]->() },
  pageInfo: {hasNextPage: size(edges) > 50}, edges: edges[..50]}}} AS data""",
    "three levels": """MATCH (a:Agreement) WHERE a.title IS NOT NULL
WITH a ORDER BY a.title DESC, a.id LIMIT toInteger($first)
CALL (a) { MATCH (a)<-[:PARTY_TO]-(n) WITH n ORDER BY n.id LIMIT 10
  RETURN collect({id: n.id, title: n.title}) AS parties }
CALL (a) { MATCH (a)-[:AUTHORIZED_BY]->(s) WITH s ORDER BY s.id LIMIT 10
  CALL (s) { MATCH (s)<-[:AUTHORIZED_BY]-(b) WITH b ORDER BY b.id LIMIT 5
    RETURN collect({id: b.id, title: b.title}) AS others }
  RETURN collect({citation: s.citation, title: s.title, authorizes: {nodes: others}}) AS laws }
RETURN {agreements: {nodes: collect({id: a.id, title: a.title, titleKind: a.title_kind,
  parties: {nodes: parties}, authorizedBy: {nodes: laws}})}} AS data""",
    "filter by what is related": """MATCH (n:Nation)
WHERE EXISTS { (n)-[:PARTY_TO]->(a) WHERE a.status = 'in-force' AND a.signed_on_latest < $day }
WITH n ORDER BY n.id LIMIT 100
CALL (n) { MATCH (n)-[:PARTY_TO]->(a) WHERE a.status = 'in-force' WITH a ORDER BY a.id LIMIT 20
  RETURN collect({id: a.id, title: a.title, signedOn: a.signed_on}) AS found }
RETURN {nations: {nodes: collect({iso3: n.iso3, title: n.title, agreements: {nodes: found}})}} AS data""",
    "counts": """CALL () { MATCH (a:Agreement {status: 'in-force'}) RETURN count(a) AS total }
CALL () { MATCH (n:Nation) WHERE n.id IS NOT NULL WITH n ORDER BY n.id LIMIT 200
  RETURN collect({iso3: n.iso3, agreements: {totalCount: COUNT { (n)-[:PARTY_TO]->() }}}) AS found }
RETURN {agreements: {totalCount: total}, nations: {nodes: found}} AS data""",
    "flat list": """MATCH (a:Agreement) WHERE a.id IS NOT NULL WITH a ORDER BY a.id LIMIT toInteger($first)
RETURN {agreements: {nodes: collect({id: a.id, title: a.title, titleKind: a.title_kind, signedOn: a.signed_on,
  inForceFrom: a.in_force_from, notes: a.notes})}} AS data""",
    "as of a day": """MATCH (n:Nation {id: $id})
CALL (n) { MATCH (a:Agreement) WHERE a.id IS NOT NULL WITH n, a ORDER BY a.id
  MATCH (n)-[r:PARTY_TO]->(a) WHERE (r.from_on_earliest IS NULL OR r.from_on_earliest <= $day)
  AND (r.to_on_latest IS NULL OR r.to_on_latest >= $day) WITH r, a ORDER BY a.id LIMIT 500
  RETURN collect({fromOn: r.from_on, toOn: r.to_on, node: {id: a.id, title: a.title}}) AS edges }
RETURN {nation: {agreements: {edges: edges}}} AS data""",
    "interface list": """MATCH (s:Stakeholder) WHERE s.title IS NOT NULL
WITH s ORDER BY s.title, s.id LIMIT toInteger($first)
RETURN {stakeholders: {nodes: collect(CASE WHEN s:Nation
  THEN {__typename: 'Nation', id: s.id, title: s.title, iso3: s.iso3}
  ELSE {__typename: 'Organization', id: s.id, title: s.title, shortName: s.short_name} END)}} AS data""",
    "full text": """CALL db.index.fulltext.queryNodes('entity_search', $text) YIELD node, score
WITH node, score ORDER BY score DESC, node.id LIMIT 20
RETURN {search: collect({score: score, entity: {id: node.id, title: node.title}})} AS data""",
}
"""The statements, each of which returns the whole answer. The hand that wrote them knew that this nation is party to
nearly everything: for a nation with few agreements those that walk the index are the worst.
"""


def application(uri: str, password: str) -> Starlette:
    """The application: a name and parameters in, the answer out."""
    driver = neo4j.AsyncGraphDatabase.driver(uri, auth=("neo4j", password))

    async def answer(request: Request) -> Response:
        asked = orjson.loads(await request.body())
        async with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            record = await (await session.run(CYPHER[asked["name"]], asked["variables"])).single(strict=True)
        return Response(orjson.dumps({"data": record[0]}), media_type="application/json")

    return Starlette(routes=[Route("/", answer, methods=["POST"])])


def serve() -> None:
    """Serves on a free port, and prints the address first."""
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    app = application(os.environ["ACCORD_GRAPH_URI"], os.environ["ACCORD_GRAPH_PASSWORD"])
    uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False)).run([listener])


if __name__ == "__main__":
    serve()
