"""The runner: reads a source, checks all of it, shows or writes the difference, and says what came of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import file_digest
from pathlib import Path

from graph import text
from graph.client import Graph
from graph.diff import Diff, diff, lost_facts, recall
from graph.facts import Facts, finding_room
from graph.history import Stamp
from graph.there import Asked, There
from graph.turns import Overtaken, Seen, standing
from graph.writer import write
from loaders import HERE
from loaders.core import Loader, Read
from loaders.gather import Gathered, gather
from loaders.naming import Names
from loaders.references import check_references
from loaders.rejects import stood
from loaders.tables import is_mended, notes, read_facts
from schema.entity import LOAD_RUN
from schema.errors import LoadRefused, RowError
from schema.props import canonical, digest

Progress = Callable[[int], object]
ATTEMPTS = 5
OWN = "own/"
"""Marks what was read from a file of the user's: the bundled file is not loaded over it unasked."""


@dataclass(frozen=True)
class Options:
    """How to load: stop at the first bad record, write nothing, remove more than the source's tolerance, or remove
    nothing, since the file is only a part.
    """

    strict: bool = False
    dry_run: bool = False
    accept_deletions: bool = False
    partial: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of one load; `read` counts records, `kept` facts no longer told that stay because records were refused,
    `yielded` those that a source of higher rank tells, `left_out` by reason the records that are left out on purpose;
    `notes` say how the files were taken, `records` are the refused ones as they stood, by place, `files` the names of
    all that were read.
    """

    loader: str
    file: str
    counts: dict[str, int]
    read: int = 0
    refused: tuple[RowError, ...] = ()
    kept: int = 0
    yielded: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    run: str | None = None
    notes: tuple[str, ...] = ()
    records: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False, compare=False)
    files: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    diff: Diff = field(default_factory=Diff, repr=False, compare=False)

    @property
    def loaded(self) -> int:
        """How many records became facts."""
        return self.read - len(self.refused) - sum(self.left_out.values())


@dataclass(frozen=True)
class Ready:
    """A load that was read, checked and compared with the graph at the version `seen` of its data: it has only to be
    written. `owner` is under whose name, `content` tells what was read (see there).
    """

    owner: str
    outcome: Outcome
    content: str
    seen: Seen


def load(
    graph: Graph,
    loader: Loader,
    path: Path | Sequence[Path] | None = None,
    options: Options = Options(),
    progress: Progress = lambda _: None,
    read: Gathered | None = None,
) -> Outcome:
    """Loads one source, from its bundled file or others; `read` is what it says, where that was read already.

    Raises LoadRefused before anything is written. Where another load wrote meanwhile, all is read again.
    """
    for _ in range(ATTEMPTS):
        with suppress(Overtaken), finding_room():
            own = () if path is None else (path,) if isinstance(path, Path) else tuple(path)
            return _load(graph, loader, own, options, progress, read)
        read = None
    raise LoadRefused("other loads keep writing", remedy="load again when they are done")


@contextmanager
def telling(loader: Loader) -> Iterator[None]:
    """Within the block, a refusal says of which source it is."""
    try:
        yield
    except LoadRefused as refusal:
        refusal.where = f"{loader.name}: {refusal.where}" if refusal.where else loader.name
        raise


def _load(
    graph: Graph, loader: Loader, own: Sequence[Path], options: Options, progress: Progress, read: Gathered | None
) -> Outcome:
    files, owner = files_of(loader, own), loader.owner(own[0] if own else None)
    seen, ran = standing(graph, owner)
    found = read or gather(loader, records_of(loader, files), Names(graph))
    if ran:
        recall(graph, found.facts, owner, loader.types)
    ready = compared(Asked(graph, graph.dialect.label_of), loader, own, options, found, seen)
    return ready.outcome if options.dry_run else write_ready(graph, ready, progress)


def compared(there: There, loader: Loader, own: Sequence[Path], options: Options, found: Gathered, seen: Seen) -> Ready:
    """The load of what was found in the bundled file or own ones, checked against what is there.

    Raises LoadRefused where it is not to be written.
    """
    files, owner = files_of(loader, own), loader.owner(own[0] if own else None)
    prunes = loader.whole and not options.partial and not any(_is_piece(loader, path) for path in own)
    check_references(there, loader, owner, found, prunes)
    if options.strict and found.refused:
        first = found.refused[0]
        raise LoadRefused(f"a record is refused: {first.what}", first.where, first.remedy)
    if prunes:
        _check_enough(loader, found, files)
    changes, kept = diff(found.facts, prunes and not found.refused)
    changes = replace(changes, rests_on=tuple(sorted(found.rests_on.union(changes.rests_on))))
    _check_tolerance(loader, found.facts, options, prunes and not found.refused)
    outcome = Outcome(
        loader=loader.name,
        file=_called([path.name for path in own] or [Path(loader.source).name]),
        counts=changes.counts,
        read=found.read,
        refused=tuple(found.refused),
        kept=kept if found.refused and prunes else 0,
        yielded=found.yielded,
        left_out=dict(sorted(found.left_out.items())),
        notes=tuple(note for path in own for note in notes(path, loader.columns)),
        records=stood(files, found.refused, loader.begins),
        files=frozenset(path.name for path in files),
        diff=changes,
    )
    mark = (OWN if own else "") + content(loader, [] if found.refused else files)
    return Ready(owner, outcome, mark, seen)


def _called(names: Sequence[str]) -> str:
    return names[0] + (f" and {len(names) - 1} more" if names[1:] else "")


def _is_piece(loader: Loader, path: Path) -> bool:
    """Whether the file tells less than its part of the source."""
    return is_mended(path) or (loader.piece is not None and loader.piece(path))


def files_of(loader: Loader, own: Sequence[Path] = ()) -> list[Path]:
    """The files of the source: the own ones, or those bundled. Raises LoadRefused where there is none."""
    for path in own:
        if not path.is_file():
            raise LoadRefused("there is no such file", str(path), "check the name")
    if not own and not loader.source:
        raise LoadRefused(f"no file of {loader.name} comes with Accord", remedy=f"accord load --as {loader.name} FILE")
    return list(own) or sorted(HERE.glob(loader.source))


def content(loader: Loader, files: list[Path]) -> str:
    """A hash of what is read and of what reads it."""
    return digest(loader.name, *map(_hash, files), *_program())


@cache
def _program() -> tuple[str, ...]:
    """Hashes of what reads: a program does not change while it runs."""
    program = [*HERE.parent.joinpath("schema").glob("*.[pt]*"), *HERE.glob("*.py"), *HERE.glob("sources/*.py")]
    return tuple(map(_hash, sorted(program)))


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def is_current(graph: Graph, loader: Loader) -> bool:
    """Whether the bundled file was loaded as it is, by the program as it is, or a file of the user's took its place."""
    last = graph.read(text.last_content(), {"loader": loader.name})
    if not last:
        return False
    mark = str(last[0]["content"])
    return mark.startswith(OWN) or mark == content(loader, files_of(loader))


def records_of(loader: Loader, files: list[Path]) -> Iterator[Read]:
    """What the files of the source hold, record by record."""
    if loader.records:
        return loader.records(files)
    return (record for path in files for record in read_facts(path, loader.columns))


def _check_enough(loader: Loader, found: Gathered, files: list[Path]) -> None:
    counts: Counter[str] = Counter()
    for labels, count in found.facts.run("SELECT labels, count(*) FROM fact WHERE start IS NULL GROUP BY labels"):
        counts.update(dict.fromkeys(labels.split("|"), count))
    for label, least in loader.at_least.items():
        if counts[label] + found.yielded < least:
            what = f"only {counts[label]} of {label} are left, where the whole source has {least} or more"
            if found.refused:
                first = found.refused[0]
                what += f"; {len(found.refused)} records were refused, the first because {first.what} ({first.where})"
                raise LoadRefused(what, files[0].name, first.remedy)
            raise LoadRefused(what, files[0].name, "load the whole file, or with --partial")


def _check_tolerance(loader: Loader, facts: Facts, options: Options, prunes: bool) -> None:
    told, lost, first = lost_facts(facts) if prunes else (0, 0, "")
    if lost > loader.tolerance * told and not options.accept_deletions:
        share, allowed = f"{lost / told:.0%}", f"{loader.tolerance:.0%}"
        lot = f"{lost} of the {told} facts that {loader.name} told"
        what = f"the load would remove {lot} ({share}, more than {allowed})"
        raise LoadRefused(what, f"the first is {first}", "mend the file, or load with --accept-deletions")


def write_ready(graph: Graph, ready: Ready, progress: Progress = lambda _: None) -> Outcome:
    """Writes what is ready. Raises Overtaken where somebody else wrote since it was compared."""
    owner, outcome, now = ready.owner, ready.outcome, ready.seen.now()
    if not outcome.diff.size:
        last = graph.read(text.last_content(), {"loader": owner})
        if last and last[0]["content"] == ready.content:
            return outcome
    run = LOAD_RUN.row(
        f"run/{owner}/{now}",
        title=f"{owner} on {now[:16].replace('T', ' ')}",
        loader_name=owner,
        file=outcome.file,
        content=ready.content,
        state="running",
        told_again=list(outcome.diff.rests_on) or None,
        started_at=now,
        counts=canonical({**outcome.counts, "refused": len(outcome.refused)}),
    )
    write(graph, outcome.diff, Stamp(owner, run.id, now), run, ready.seen.version, progress)
    return replace(outcome, run=run.id)
