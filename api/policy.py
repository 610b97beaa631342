"""What one server allows: how much an operation may cost and take, whom it shows its schema, whom it answers."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Self

from api.stored import Operations, read_operations
from graph.settings import Settings


@dataclass(frozen=True)
class Policy:
    """The rules of one server; as they stand here, those of a server on a loopback address."""

    cost: int = 100_000
    seconds: float = 30.0
    introspection: bool = True
    origins: tuple[str, ...] = ()
    operations: Operations | None = field(default=None, repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """What the settings say. Raises UsageError where a file of operations cannot be read."""
        shown = settings.introspection
        return cls(
            cost=settings.cost_limit,
            seconds=settings.request_seconds,
            introspection=is_loopback(settings.host) if shown is None else shown,
            origins=tuple(filter(None, settings.origins.split(","))),
            operations=None if settings.operations is None else read_operations(settings.operations),
        )


LOOPBACK = Policy()


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return address == "localhost" or ip_address(address).is_loopback
    except ValueError:
        return False
