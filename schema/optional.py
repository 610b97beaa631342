"""Properties that need not be told, by what they hold."""

from decimal import Decimal

from schema.dates import PartialDate
from schema.props import Prop


def text(name: str, doc: str) -> Prop:
    """Words, a number or a code as it is printed."""
    return Prop(name, str, doc, required=False)


def day(name: str, doc: str, index: bool = False) -> Prop:
    """A year, a month or a day."""
    return Prop(name, PartialDate, doc, required=False, index=index)


def amount(name: str, doc: str, index: bool = False) -> Prop:
    """An amount, of money or of anything else."""
    return Prop(name, Decimal, doc, required=False, index=index)


def count(name: str, doc: str) -> Prop:
    """A whole number."""
    return Prop(name, int, doc, required=False)
