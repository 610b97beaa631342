"""Checks the library and writes its catalogue, README.md; says what is wrong and writes nothing where something is."""

import sys

from queries import LIBRARY
from queries.catalogue import PAGE, page
from queries.check import check

if __name__ == "__main__":
    findings = [f"{query.file}: {finding}" for query in LIBRARY.values() for finding in check(query)]
    if findings:
        sys.exit("\n".join(findings))
    PAGE.write_text(page(LIBRARY), encoding="utf-8")
