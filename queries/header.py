"""The header of a `.cypher` file: YAML between two lines `// ---`; every value is text until its type reads it."""

from collections.abc import Hashable, Mapping
from typing import Any

import yaml

from schema.errors import QueryFileError

try:  # libyaml reads the whole library in a tenth of the time
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML was built without it
    from yaml import SafeLoader  # type: ignore[assignment]

FENCE = "// ---"
COMMENT = "//"
NULL = "tag:yaml.org,2002:null"


class _Loader(SafeLoader):
    """YAML without its traps: NO is Norway and 2016 is a partial date, so that both stay text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """The mapping. Raises an error of YAML where it tells a key twice."""
        keys = [key.value for key, _ in node.value]
        for key, _ in node.value:
            if keys.count(key.value) > 1:
                raise yaml.MarkedYAMLError(problem=f"{key.value} is told twice", problem_mark=key.start_mark)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == NULL]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def split(text: str, where: str) -> tuple[Mapping[str, Any], str]:
    """What the header says, and the Cypher below it. Raises QueryFileError where the file is not shaped so."""
    lines = text.splitlines()
    if not lines or lines[0] != FENCE or FENCE not in lines[1:]:
        remedy = f"begin the file with the line {FENCE}, the header as comments, and {FENCE} again"
        raise QueryFileError("the query has no header", where, remedy)
    end = lines.index(FENCE, 1)
    for number, line in enumerate(lines[1:end], 2):
        if not line.startswith(COMMENT):
            raise QueryFileError("a line of the header is no comment", f"{where}:{number}", f"begin it with {COMMENT}")
    header = "\n".join(line.removeprefix(COMMENT).removeprefix(" ") for line in lines[1:end])
    return _read(header, where), "\n".join(lines[end + 1 :]).strip()


def _read(header: str, where: str) -> Mapping[str, Any]:
    try:
        told = yaml.load(header, _Loader)
    except yaml.MarkedYAMLError as error:
        # The header begins on the second line of its file, and YAML counts from nought.
        line = f":{error.problem_mark.line + 2}" if error.problem_mark else ""
        raise QueryFileError(f"the header is no YAML: {error.problem}", where + line, "mend that line") from None
    if not isinstance(told, dict):
        raise QueryFileError("the header says nothing", where, "tell at least the question, and what it returns")
    return told
