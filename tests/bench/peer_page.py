"""What the benchmark of peers came to, and the part of docs/performance.md that tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from statistics import median, quantiles

import orjson

from tests.bench.bench_graphql import ASKED, CLIENTS, ROUNDS, SECONDS, Turn
from tests.bench.page import machine, table
from tests.neo4j_server import LONG_TERM
from tests.project import ROOT

HERE = ROOT / "tests/bench/peer"
PEERS = ("apollo", "yoga")
PAGES, TIMES = ("flat list", "interface list", "page of a supernode", "three levels"), 30
ALONE = f"Milliseconds within which half of {TIMES} answers came to one client who asked alone."

FAILS = "fails"

STORED = {f"{name}, stored": name for name in ("one node", "full text")}
"""Questions that are asked by the hash of an operation that the server knows already."""

RATE, STORED_RATE, QUICK_RATE = 3.0, 2.0, 1.2
QUICK = {"one node": QUICK_RATE, "full text": QUICK_RATE, **dict.fromkeys(STORED, STORED_RATE)}
"""How many times the rate of the better peer is the goal where it is not three times."""


@dataclass(frozen=True)
class Measured:
    """What one question came to."""

    question: str
    size: int
    rounds: list[dict[str, tuple[Turn, float]]]

    def rates(self, name: str) -> list[float]:
        """Its answers a second in each round."""
        return [each[name][0].rate for each in self.rounds]

    def share(self, name: str) -> float:
        """Its share of the floor's rate."""
        return median(own / floor for own, floor in zip(self.rates(name), self.rates("floor"), strict=True))

    @property
    def peers(self) -> list[str]:
        """The peers that answered it."""
        return [name for name in PEERS if name in self.rounds[0]]

    @property
    def ahead(self) -> float:
        """Accord's rate over that of the better peer; infinite where no peer answered."""
        if not self.peers:
            return inf
        peers: list[float] = [max(each) for each in zip(*map(self.rates, self.peers), strict=True)]
        return median(own / better for own, better in zip(self.rates("Accord"), peers, strict=True))

    def took(self, name: str) -> tuple[float, float]:
        """The milliseconds within which half of the answers came, and 99 of 100."""
        hundredths = quantiles([took for each in self.rounds for took in each[name][0].took], n=100)
        return hundredths[49], hundredths[98]

    @property
    def missed(self) -> list[str]:
        """The goals that it misses."""
        goals = {
            "floor": self.share("Accord") >= ASKED[STORED.get(self.question, self.question)][2],
            "rate": self.ahead >= QUICK.get(self.question, RATE),
            "p99": self.took("Accord")[1] <= min((self.took(name)[1] for name in self.peers), default=inf),
        }
        return [name for name, reached in goals.items() if not reached]

    @property
    def by_rate(self) -> dict[str, str]:
        """Its row of the table of rates."""
        told = {"question": self.question, "bytes": f"{self.size:,}", "floor/s": f"{median(self.rates('floor')):.0f}"}
        told |= dict.fromkeys(("Accord", *PEERS), FAILS)
        told |= {name: f"{self.share(name):.2f}" for name in ("Accord", *self.peers)}
        return told | {"Accord / peer": f"{self.ahead:.1f}", "misses": ", ".join(self.missed)}

    @property
    def by_time(self) -> dict[str, str]:
        """Its row of the table of times."""
        names = ("floor", "Accord", *PEERS)
        told = {f"{name} p50, p99": FAILS for name in names}
        cores = {f"{name} core": FAILS for name in names}
        for name in self.rounds[0]:
            told[f"{name} p50, p99"] = ", ".join(f"{each:.1f}" for each in self.took(name))
            cores[f"{name} core"] = f"{median(each[name][1] for each in self.rounds):.2f}"
        return {"question": self.question, **told, **cores}


@dataclass(frozen=True)
class Size:
    """What a graph of one size came to."""

    pages: dict[str, dict[str, float]]
    questions: list[Measured]


INTRODUCTION = """Written by `python -m tests.bench.bench_peers` on {machine}, shared by Neo4j {neo4j}, those who
answer and those who ask. {used}.

{clients} clients ask at once and wait for each answer. The **floor** is the best Cypher by hand through the driver, in
the barest web application; `Accord`, `apollo` and `yoga` are shares of its rate, medians of {rounds} rounds of
{seconds} s in which all take turns; `apollo` and `yoga` are @neo4j/graphql on either server. `Accord / peer` is
Accord's rate over that of the better of the two. In the second table p50 and p99 are milliseconds, and `core` is the
milliseconds of a core that an answer took of its server and of Neo4j: these hang least on what else the machine does.
All answers were compared first, and are equal; a peer that answers with an error (`fails`) is left out there. What is
`stored` is asked by its hash (yoga has no such thing and is sent the text). A load average far above the number of
cores says that other work ran beside, and that even the shares are rough: take them anew on a quiet machine.

`misses` names the goals that a question misses: {goal} of the floor where the answer has 50 rows or more, {small} where
it is small; {rate:g} times the better peer, but {quick_rate:g} times for one node and full text, {stored_rate:g} times
where these are stored; a p99 no worse than the better peer's. Where the floor itself is less than three times as quick
as the peer, no server in front of the same Neo4j reaches that goal.
"""


def flat(found: Mapping[int, Size]) -> str:
    """The table of what a page takes in graphs of several sizes."""
    rows = []
    for question in PAGES:
        for name in ("Accord", "floor"):
            took = {agreements: size.pages[question][name] for agreements, size in found.items()}
            told = {f"{agreements:,}": f"{each:.1f}" for agreements, each in took.items()}
            rows.append(
                {"page": f"{question}, {name}", **told, "last / first": f"{took[max(took)] / took[min(took)]:.1f}"}
            )
    return table(rows)


def page(found: Mapping[int, Size]) -> str:
    """The part of the page: the figures, and under which conditions they were taken."""
    versions = orjson.loads((HERE / "package.json").read_bytes())["dependencies"]
    told = INTRODUCTION.format(
        machine=machine(),
        neo4j=LONG_TERM,
        used=", ".join(f"{name} {version}" for name, version in versions.items()),
        clients=CLIENTS,
        rounds=ROUNDS,
        seconds=SECONDS,
        goal=0.8,
        small=0.55,
        rate=RATE,
        quick_rate=QUICK_RATE,
        stored_rate=STORED_RATE,
    )
    for agreements, size in found.items():
        if size.questions:
            told += f"\n### {agreements:,} agreements, {agreements * 5 // 2:,} cases\n\n"
            told += f"{table([each.by_rate for each in size.questions])}\n\n"
            told += f"{table([each.by_time for each in size.questions])}\n"
    return f"{told}\n### A page in graphs of so many agreements\n\n{ALONE}\n\n{flat(found)}\n"
