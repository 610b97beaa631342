"""What kind of entity a node is, by its labels."""

import pytest

from api.entities import narrowest_first, sort
from schema import MODEL


@pytest.mark.parametrize("node", MODEL.nodes, ids=lambda node: node.label)
def test_the_first_label_that_a_node_has_of_those_put_narrowest_first_is_its_kind(node):
    labels = {each.label for each in node.lineage}

    kind, _ = sort(tuple(labels))

    assert next(label for label in narrowest_first(MODEL.by_label) if label in labels) == kind.label == node.label
