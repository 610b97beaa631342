"""Names of nations, organizations, agreements and authorities, resolved: certain, or candidates, never a guess."""

from queries.resolver.index import Index
from queries.resolver.matches import Match
from queries.resolver.names import LABELS, Name, NameKind, Read, names_of
from queries.resolver.quotes import with_words
from queries.resolver.unheld import Unheld

__all__ = ["LABELS", "Index", "Match", "Name", "NameKind", "Read", "Unheld", "names_of", "with_words"]
