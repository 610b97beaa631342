"""What exists: the ontology of Accord, declared once. Everything else is derived from `MODEL`."""

from schema import agreements, authorities, cases, entity, lifecycle, reports, rules, stakeholders, terms
from schema.core import Model

FAMILIES = {
    "stakeholders": stakeholders,
    "agreements": agreements,
    "authorities": authorities,
    "rules": rules,
    "terms": terms,
    "cases": cases,
    "reports": reports,
    "systems and life cycle": lifecycle,
    "provenance": entity,
}

MODEL = Model(
    nodes=tuple(node for family in reversed(FAMILIES.values()) for node in family.NODES),
    rels=tuple(rel for family in FAMILIES.values() for rel in family.RELS),
)

FORMAT = 1
"""The number of the shape in which graphs are stored; it grows when an older graph must be upgraded or loaded anew."""
