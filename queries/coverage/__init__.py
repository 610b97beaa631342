"""Which authority covers a transfer, under which agreement, on which conditions, and why."""

from queries.coverage.answer import answer
from queries.coverage.evaluate import evaluate

__all__ = ["answer", "evaluate"]
