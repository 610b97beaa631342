"""Orders under cross-servicing agreements: who gives what to whom, and how and when it is paid back."""

from decimal import Decimal

from schema.agreements import AGREEMENT
from schema.core import Node, Rel
from schema.dates import PartialDate
from schema.entity import ENTITY, NOTES
from schema.props import Prop
from schema.stakeholders import STAKEHOLDER
from schema.vocabulary import PaymentForm


def _day(name: str, doc: str) -> Prop:
    return Prop(name, PartialDate, doc, required=False)


def _text(name: str, doc: str) -> Prop:
    return Prop(name, str, doc, required=False)


def _amount(name: str, doc: str) -> Prop:
    return Prop(name, Decimal, doc, required=False)


ORDER = Node(
    label="Order",
    doc="An order under a cross-servicing agreement.",
    color="#277f7f",
    parent=ENTITY,
    paths=("order",),
    plural="orders",
    props=(
        Prop("number", str, "Document number of the order.", index=True),
        _text("description", "What was ordered."),
        _day("ordered_on", "Day of the order."),
        _day("transferred_on", "Day of the transfer: delivery, or the end of the service."),
        _text("place", "Place of the transfer."),
        Prop("payment", PaymentForm, "How it is paid back.", required=False),
        _day("due_on", "Day by which it is to be replaced or returned."),
        _text("currency", "Currency of the bill, as an ISO 4217 code."),
        _amount("total", "Total of the order in that currency."),
        _amount("value_usd", "Value in US dollars; absent where the bill is in another currency and nobody told it."),
        _amount("pol_usd", "Of it petroleum, oils and lubricants, in US dollars (10 U.S.C. 2347(d))."),
        _amount("settled_usd", "What was paid back so far, in US dollars."),
        _day("settled_on", "Day on which all of it was paid back."),
        _text("orderer", "Office that is authorized to order."),
        _text("receiving_office", "Organization that receives."),
        _day("received_on", "Day on which the recipient signed for it."),
        _text("issuing_office", "Organization that issues."),
        _text("provider", "Office that agrees to provide."),
        _text("issuer", "Office that issues, as it signs."),
        _text("billed_office", "Office to be billed."),
        _text("payee", "Who is paid."),
        _text("remittance_office", "Office to which payment is sent."),
        _text("fund_citation", "Citation of the funds."),
        _text("special_requirements", "Special requirements."),
        _text("liability_limit", "Limit of the government's liability."),
        Prop("missing", list[str], "Elements of an order that its sheet leaves out.", required=False),
        NOTES,
    ),
    named=lambda id: {"title": id.partition("/")[2], "number": id.partition("/")[2]},
)
ORDER_ITEM = Node(
    label="OrderItem",
    doc="One thing or service of a cross-servicing order.",
    color="#4fa8a0",
    parent=ENTITY,
    paths=("order-item",),
    plural="orderItems",
    props=(
        Prop("number", str, "Its number within the order."),
        _text("stock_no", "Stock number."),
        _text("class_of_supply", "Class of supply, such as III for petroleum; absent for services."),
        Prop("pol", bool, "Whether it is petroleum, oil or lubricant.", required=False),
        _amount("quantity_requested", "How much was asked for."),
        _amount("quantity_furnished", "How much was given."),
        _text("unit", "Unit of measure."),
        _amount("unit_price", "Price of a unit in the currency of the bill."),
        _amount("extended_price", "Price of the quantity in the currency of the bill."),
        _amount("value_usd", "Value in US dollars."),
        NOTES,
    ),
)

PLACED_UNDER = Rel("PLACED_UNDER", ORDER, AGREEMENT, "placedUnder", "orders", "The order rests on the agreement.")
PLACED_BY = Rel("PLACED_BY", ORDER, STAKEHOLDER, "placedBy", "orders", "The stakeholder placed the order and receives.")
SUPPLIED_BY = Rel("SUPPLIED_BY", ORDER, STAKEHOLDER, "suppliedBy", "ordersSupplied", "The stakeholder provides.")
HAS_ITEM = Rel("HAS_ITEM", ORDER, ORDER_ITEM, "items", "order", "The item belongs to the order.")

NODES = (ORDER, ORDER_ITEM)
RELS = (PLACED_UNDER, PLACED_BY, SUPPLIED_BY, HAS_ITEM)
