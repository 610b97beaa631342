"""What can be asked: one question per `.cypher` file, and the evaluator and the resolver that stand on them."""

from queries.library import Library

LIBRARY = Library()
"""Every query by its name, which is the name of its file."""
