"""What the graph knew at an earlier moment, as rows of the queries that tell what it knows now.

What stood then and stands still is in the graph as it was; what was changed or removed since is in its revision.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
Read = Callable[[str, Mapping[str, Any]], Iterable[Row]]

SPELL = ("from_on", "to_on", "seen_on")
SAID = ("source", "confidence")
SEEN = ("seen_on", "paragraph", *SAID)
PRINTED = ("seen_on", *SAID)
LISTED = (*SPELL, "suspended", "treated_as", "paragraph", *SAID)
AGREED = (
    "id",
    "title",
    "kinds",
    "status",
    "signed_on",
    "in_force_from",
    "in_force_to",
    "seen_on",
    "us_is_member",
    *SAID,
)
SHARE = frozenset({"nato-subsidiary-body", "united-nations", "regional-international-organisation"})
"""Classes of bodies that share ceilings with NATO countries (10 U.S.C. 2347)."""

JOINED = {"role": "role", "joined_on": "signed_on", "joined_from": "from_on", "joined_to": "to_on"}
JOINED_SAID = {"joined_source": "source", "joined_confidence": "confidence"}
US_JOINED = {"us_on": "signed_on", "us_from": "from_on", "us_to": "to_on"}


@dataclass
class Past:
    """The graph as it was known at a moment: nodes by id, with their labels; edges by type and end."""

    at: str
    now: Read
    changed_at: str | None = None
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    labels: dict[str, frozenset[str]] = field(default_factory=dict)
    leaving: dict[tuple[str, str], list[tuple[str, Row]]] = field(default_factory=lambda: defaultdict(list))
    coming: dict[tuple[str, str], list[tuple[str, Row]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, read: Read, at: str) -> "Past":
        """The past, from two queries."""
        past = cls(at, read)
        for row in read("known-nodes", {"at": at}):
            past.nodes[row["of"]] = _props(row)
            past.labels[row["of"]] = frozenset(row["labels"])
            if "Source" not in row["labels"]:
                past.changed_at = max(past.changed_at or "", row["recorded_at"])
        for row in read("known-edges", {"at": at}):
            start, type_, end = row["of"].split("|")[:3]
            if start in past.nodes and end in past.nodes:
                past.leaving[type_, start].append((end, _props(row)))
                past.coming[type_, end].append((start, _props(row)))
        return past

    def all(self, label: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The nodes of the label, by id."""
        return ((id, props) for id, props in self.nodes.items() if label in self.labels[id])

    def read(self, name: str, params: Mapping[str, Any]) -> list[Row]:
        """The rows that the queries `facts` and `rules` would have given. Of the words of the law, those are told that
        stand as they stood.
        """
        if name == "texts":
            return [row for row in self.now(name, params) if row["recorded_at"] <= self.at]
        told = self._facts(params) if name == "facts" else self._rules()
        return [{"version": f"as known at {self.at}", "changed_at": self.changed_at, **row} for row in told]

    def _facts(self, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        for party in params["parties"]:
            if "Stakeholder" in self.labels.get(party, ()):
                for what, fact in self._of_party(party, params):
                    yield {"party": party, "what": what, "fact": fact}

    def _of_party(self, party: str, params: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        yield "party", _pick(self.nodes[party], ("id", "title", "classes", *SAID))
        for body, edge in self.leaving["MEMBER_OF", party]:
            yield "membership", {"body": body, "title": self.nodes[body]["title"]} | _pick(edge, (*SPELL, *SAID))
        for list_, edge in self.leaving["DESIGNATED_AS", party]:
            yield "listing", {"list": self.nodes[list_]["slug"]} | _pick(edge, LISTED)
        for list_, edge in self.leaving["LISTED_IN", party]:
            yield "sighting", {"list": self.nodes[list_]["slug"]} | _pick(edge, SEEN)
        for edition, _ in self.all("Edition"):
            for list_, edge in self.leaving["PRINTS", edition]:
                yield "table", {"list": self.nodes[list_]["slug"]} | _pick(edge, PRINTED)
        for agreement, edge in self.leaving["PARTY_TO", party]:
            yield "agreement", self._agreement(agreement, edge, params["us"])
            for order, _ in self.coming["PLACED_UNDER", agreement]:
                yield from (("orders", {"agreement": agreement} | told) for told in self._order(order, params))
        if params["shared"]:
            yield from (("elsewhere", told) for told in self._elsewhere(party, params))

    def _agreement(self, agreement: str, joined: Row, us: str) -> dict[str, Any]:
        ours = next((edge for party, edge in self.coming["PARTY_TO", agreement] if party == us), None)
        rests = [
            {"id": end, "citation": edge.get("citation")} for end, edge in self.leaving["AUTHORIZED_BY", agreement]
        ]
        return {
            **_pick(self.nodes[agreement], AGREED),
            **{name: joined.get(told) for name, told in (JOINED | JOINED_SAID).items()},
            **{name: (ours or {}).get(told) for name, told in US_JOINED.items()},
            "us": ours is not None,
            "authorities": rests,
            "supersedes": [{"id": end} for end, _ in self.leaving["SUPERSEDES", agreement]],
            "concerns": [end for end, _ in self.leaving["CONCERNS", agreement]],
        }

    def _order(self, order: str, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """What is told of the order, if it may be of the year."""
        first, last, props = params["year_from"], params["year_to"], self.nodes[order]
        earliest, latest = props.get("ordered_on_earliest"), props.get("ordered_on_latest")
        if (latest or first) >= first and (earliest or last) <= last:
            buyer = next((end for end, _ in self.leaving["PLACED_BY", order]), None)
            surely = bool(earliest and latest) and earliest >= first and latest <= last
            valued = "value_usd" in props
            usd = props["value_usd"] - props.get("pol_usd", 0.0) if valued else 0.0
            yield {"buyer": buyer, "surely": surely, "usd": usd, "unvalued": int(not valued)}

    def _elsewhere(self, party: str, params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """The orders under no agreement of the party: with itself, or with others who share ceilings."""
        own = {agreement for agreement, _ in self.leaving["PARTY_TO", party]}
        for order, _ in self.all("Order"):
            under = {agreement for agreement, _ in self.leaving["PLACED_UNDER", order]}
            named = {end for type_ in ("PLACED_BY", "SUPPLIED_BY") for end, _ in self.leaving[type_, order]}
            joined = {who for agreement in under for who, _ in self.coming["PARTY_TO", agreement]}
            partners = (named | joined) - {params["us"]}
            if own.isdisjoint(under) and (party in partners or any(map(self._shares, partners))):
                loose = {"agreement": None, "surely": False, "others": party not in partners}
                yield from (told | loose for told in self._order(order, params))

    def _shares(self, party: str) -> bool:
        """Whether it shares ceilings with others: a NATO country, or such a body."""
        bodies = {body for body, _ in self.leaving["MEMBER_OF", party]}
        return "org/nato" in bodies or not SHARE.isdisjoint(self.nodes[party].get("classes") or ())

    def _rules(self) -> Iterator[dict[str, Any]]:
        for id, rule in self.all("Rule"):
            source = self.nodes.get(rule["source"], {})
            said = {"body": rule["body"], "source": source.get("id"), "url": source.get("url")}
            for authority, _ in self.leaving["UNDER", id]:
                yield _row("rule", id, self.nodes[authority].get("citation"), authority=authority, **said)
        for id, statement in self.all("Statement"):
            yield _row("statement", id, statement["title"], body=statement["body"], source=statement.get("source"))
        for id, list_ in self.all("Designation"):
            included = [end for end, _ in self.leaving["INCLUDES", id]]
            yield _row("list", id, list_["title"], source=list_.get("source"), includes=included)
        for id, nation in self.all("Nation"):
            yield _row("nation", id, nation["title"], source=nation.get("source"))
        for id in sorted({end for rule, _ in self.all("Rule") for end, _ in self.leaving["UNDER", rule]}):
            cited = self.nodes[id]
            yield _row("authority", id, cited.get("citation"), source=cited.get("source"), url=cited.get("url"))


def _row(what: str, id: str, title: str | None, **said: Any) -> dict[str, Any]:
    blank: dict[str, Any] = {"body": None, "authority": None, "source": None, "url": None, "includes": []}
    return {"what": what, "id": id, "title": title} | blank | said


def _props(row: Row) -> dict[str, Any]:
    return dict(row["props"] if row["was"] is None else json.loads(row["was"]))


def _pick(props: Row, names: Iterable[str]) -> dict[str, Any]:
    return {name: props.get(name) for name in names}
