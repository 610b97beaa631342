"""The way through the graph from the recipient over the agreement to the authority and the source that shows it."""

from queries.coverage.facts import Pact
from queries.coverage.formula import Form
from queries.coverage.readings import Reading
from queries.coverage.result import Edge, Path


def path(reading: Reading, form: Form, pact: Pact | None) -> Path:
    """The nodes on the way, the recipient first, and the edges between them."""
    edges = [*_to_agreement(pact), *_to_authority(form, pact), *_to_source(reading, form)]
    nodes = [reading.request.recipient, *(end for edge in edges for end in (edge.start, edge.end))]
    return Path(tuple(dict.fromkeys(nodes)), tuple(edges))


def _to_agreement(pact: Pact | None) -> list[Edge]:
    return [pact.joined.edge] if pact and pact.joined and pact.joined.edge else []


def _to_authority(form: Form, pact: Pact | None) -> list[Edge]:
    """Over the agreement where it rests on the authority, else over the rule that stands in it."""
    resting = [edge for edge in pact.rests_on if edge.end == form.grant.authority] if pact else []
    under = Edge("UNDER", f"rule/{form.grant.id}", form.grant.authority, {"citation": form.grant.citation.text})
    return resting[:1] or [under]


def _to_source(reading: Reading, form: Form) -> list[Edge]:
    told = reading.rules.authorities.get(form.grant.authority)
    return [Edge("STATED_IN", told.id, told.source)] if told and told.source else []
