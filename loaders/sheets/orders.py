"""What the rows of a sheet say of a cross-servicing order and its items, and which of its elements they leave out."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from loaders.core import Emitted, Record
from loaders.naming import Names
from schema import orders
from schema.core import Link

OF_ORDER = {
    "agreement": "agreement or implementing arrangement",
    "ordered_on": "date of the order",
    "billed_office": "office to be billed",
    "currency": "billing currency",
    "total": "total of the order",
    "orderer": "authorized orderer",
    "payee": "payee",
    "remittance_office": "remittance office",
    "received_on": "signature of the recipient",
    "receiving_office": "receiving organization",
    "issuing_office": "issuing organization",
    "payment": "type of transaction",
    "fund_citation": "fund citation",
    "transferred_on": "date and place of transfer",
    "place": "date and place of transfer",
    "provider": "official who agrees to provide",
    "special_requirements": "special requirements",
    "liability_limit": "limit of the government's liability",
    "issuer": "issuing official",
}
OF_ITEM = {
    "stock_no": "stock number",
    "title": "quantity and description requested",
    "quantity_requested": "quantity and description requested",
    "quantity_furnished": "quantity furnished",
    "unit": "unit of measure",
    "unit_price": "unit price",
    "extended_price": "extended price",
}
EXCHANGED = ("replacement-in-kind", "equal-value-exchange")
"""Ways to pay back for which the date and place of transfer go with a day of replacement."""

DOLLARS = "USD"
PARTIES = {"placed_by": orders.PLACED_BY, "supplied_by": orders.SUPPLIED_BY}


def tell(order: Record, things: dict[str, Record], names: Names) -> Emitted:
    """The order, its items, its agreement and the two sides, with the elements that are left out."""
    number = order.pop("number")
    key = "-".join(number.replace("|", "-").replace("/", "-").split())
    ends = {name: order.pop(name, None) for name in ("agreement", *PARTIES)}
    order.setdefault("value_usd", order.get("total") if order.get("currency", "").upper() == DOLLARS else None)
    told = [_valued(thing, order) for thing in things.values()]
    order.setdefault("pol_usd", _pol(told))
    order["missing"] = missing(order | ends, told)
    title = order.pop("title", None) or f"Order {number}"
    row = orders.ORDER.row(f"order/{key}", title=title, number=number, **_taken(order))
    yield row
    yield from _links(row.id, ends, names)
    for at, thing in zip(things, told, strict=True):
        told_as = {"title": f"Item {at} of order {number}", "number": at, **thing}
        item = orders.ORDER_ITEM.row(f"order-item/{key}/{at}", **told_as)
        yield item
        yield orders.HAS_ITEM.link(row.id, item.id)


def missing(order: dict[str, Any], things: list[dict[str, Any]]) -> list[str]:
    """The elements of an order that are left out, each once, in their order."""
    lacking = [element for name, element in OF_ORDER.items() if order.get(name) is None]
    if order.get("payment") in EXCHANGED and order.get("due_on") is None:
        lacking.append("schedule of replacement")
    for name, element in OF_ITEM.items():
        if not things or any(thing.get(name) is None for thing in things):
            lacking.append(element)
    return list(dict.fromkeys(lacking))


def _valued(thing: dict[str, Any], order: Record) -> dict[str, Any]:
    """The item, with its value in dollars where the bill is in dollars."""
    price = thing.get("extended_price")
    if price is None and "unit_price" in thing and "quantity_furnished" in thing:
        price = thing["unit_price"] * thing["quantity_furnished"]
    in_dollars = order.get("currency", "").upper() == DOLLARS
    return thing if "value_usd" in thing or price is None or not in_dollars else {**thing, "value_usd": price}


def _pol(things: list[dict[str, Any]]) -> Decimal | None:
    """What petroleum is worth, None where that cannot be said of every item."""
    if not things or any("pol" not in thing or (thing["pol"] and "value_usd" not in thing) for thing in things):
        return None
    return sum((thing["value_usd"] for thing in things if thing["pol"]), Decimal())


def _links(order: str, ends: dict[str, str | None], names: Names) -> Iterator[Link]:
    if agreement := ends["agreement"]:
        yield orders.PLACED_UNDER.link(order, names.one(agreement, "order.agreement", {"Agreement"}))
    for name, rel in PARTIES.items():
        if text := ends[name]:
            yield rel.link(order, names.stakeholder(text, f"order.{name}"))


def _taken(part: Record) -> dict[str, object]:
    told = dict(part)
    part.clear()
    return told
