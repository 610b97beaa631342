"""Rows of items are joined into orders, in whatever order they stand, and without keeping them in memory."""

import tracemalloc
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from loaders.core import LeftOut, Record
from loaders.sheets.joining import joined

items = st.lists(st.tuples(st.sampled_from("ABCD"), st.integers(1, 9)), max_size=20)
MANY, MOST = 4_000, 1_000_000
"""Rows, which take 5 MB where they are kept, and the bytes that they may take."""


def row(order, item, price, line=2):
    values = {"order.number": order, "item.number": str(item), "item.unit_price": Decimal(price)}
    return Record(values, f"items.csv:{line}")


@given(items)
def test_an_order_has_all_its_items_and_stands_where_its_first_does(told):
    out = LeftOut("a row of totals")
    rows = [row(order, item, item * 2, line) for line, (order, item) in enumerate(told, 2)]

    first, *rest = joined([out, *rows])
    found = [order for order in rest if isinstance(order, Record)]

    assert (first, len(rest)) == (out, len(found))
    assert [order["order.number"] for order in found] == list(dict.fromkeys(order for order, _ in told))
    assert [order.place for order in found] == [
        next(each.place for each in rows if each["order.number"] == order)
        for order in dict.fromkeys(o for o, _ in told)
    ]
    assert {
        (order["order.number"], at, item["unit_price"]) for order in found for at, item in order["items"].items()
    } == {(order, str(item), item * 2) for order, item in told}


def test_many_items_are_not_kept_in_memory():
    tracemalloc.start()
    count = sum(1 for _ in joined(row(f"order {number // 3}", number % 3, number) for number in range(MANY)))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert (count, most < MOST) == (-(-MANY // 3), True)
