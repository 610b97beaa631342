"""Orders under cross-servicing agreements: who gives what to whom, and how and when it is paid back."""

from schema.agreements import AGREEMENT
from schema.core import Node, Rel
from schema.entity import ENTITY, NOTES
from schema.optional import amount, day, text
from schema.props import Prop
from schema.stakeholders import STAKEHOLDER
from schema.vocabulary import PaymentForm

ORDER = Node(
    label="Order",
    doc="An order under a cross-servicing agreement.",
    color="#277f7f",
    parent=ENTITY,
    paths=("order",),
    plural="orders",
    props=(
        Prop("number", str, "Document number of the order.", index=True),
        text("description", "What was ordered."),
        day("ordered_on", "Day of the order.", index=True),
        day("transferred_on", "Day of the transfer: delivery, or the end of the service."),
        text("place", "Place of the transfer."),
        Prop("payment", PaymentForm, "How it is paid back.", required=False),
        day("due_on", "Day by which it is to be replaced or returned."),
        text("currency", "Currency of the bill, as an ISO 4217 code."),
        amount("total", "Total of the order in that currency."),
        amount("value_usd", "Value in US dollars; absent where the bill is in another currency and nobody told it."),
        amount("pol_usd", "Of it petroleum, oils and lubricants, in US dollars (10 U.S.C. 2347(d))."),
        amount("settled_usd", "What was paid back so far, in US dollars."),
        day("settled_on", "Day on which all of it was paid back."),
        text("orderer", "Office that is authorized to order."),
        text("receiving_office", "Organization that receives."),
        day("received_on", "Day on which the recipient signed for it."),
        text("issuing_office", "Organization that issues."),
        text("provider", "Office that agrees to provide."),
        text("issuer", "Office that issues, as it signs."),
        text("billed_office", "Office to be billed."),
        text("payee", "Who is paid."),
        text("remittance_office", "Office to which payment is sent."),
        text("fund_citation", "Citation of the funds."),
        text("special_requirements", "Special requirements."),
        text("liability_limit", "Limit of the government's liability."),
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
        text("stock_no", "Stock number."),
        text("class_of_supply", "Class of supply, such as III for petroleum; absent for services."),
        Prop("pol", bool, "Whether it is petroleum, oil or lubricant.", required=False),
        amount("quantity_requested", "How much was asked for."),
        amount("quantity_furnished", "How much was given."),
        text("unit", "Unit of measure."),
        amount("unit_price", "Price of a unit in the currency of the bill."),
        amount("extended_price", "Price of the quantity in the currency of the bill."),
        amount("value_usd", "Value in US dollars."),
        NOTES,
    ),
)

PLACED_UNDER = Rel("PLACED_UNDER", ORDER, AGREEMENT, "placedUnder", "orders", "The order rests on the agreement.")
PLACED_BY = Rel("PLACED_BY", ORDER, STAKEHOLDER, "placedBy", "orders", "The stakeholder placed the order and receives.")
SUPPLIED_BY = Rel("SUPPLIED_BY", ORDER, STAKEHOLDER, "suppliedBy", "ordersSupplied", "The stakeholder provides.")
HAS_ITEM = Rel("HAS_ITEM", ORDER, ORDER_ITEM, "items", "order", "The item belongs to the order.")

NODES = (ORDER, ORDER_ITEM)
RELS = (PLACED_UNDER, PLACED_BY, SUPPLIED_BY, HAS_ITEM)
