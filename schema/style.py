"""The colours of the model: what ink reads on them, and the style sheet of the graph browser."""

from schema.core import Model, Node

INKS = ("#ffffff", "#111827")
EDGE = "#8a93a3"

Rgb = tuple[float, float, float]


def linear(color: str) -> Rgb:
    """Red, green and blue of a colour such as #2f6f8f as amounts of light, from 0 to 1."""
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(color: str) -> float:
    """How bright the colour is to the eye, from 0 to 1."""
    red, green, blue = linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How well one colour reads on the other: from 1, not at all, to 21; text wants 4.5 (WCAG 2)."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def ink(color: str) -> str:
    """The ink that reads best on the colour."""
    return max(INKS, key=lambda shade: contrast(shade, color))


def darker(color: str, share: float = 0.75) -> str:
    """The colour with that share of its light, for borders."""
    return "#" + "".join(f"{int(int(color[at : at + 2], 16) * share):02x}" for at in (1, 3, 5))


def browser_style(model: Model) -> str:
    """The style sheet for a graph browser: a colour and a caption for every label, an arrow for every type."""
    rules = [_rule("node", diameter="50px", font_size="10px", border_width="2px")]
    # A node has the labels of all its ancestors, and a later rule goes before an earlier one: the narrowest is last.
    rules += [_node_rule(node) for node in sorted(model.nodes, key=lambda node: len(node.lineage))]
    rules += [
        _rule(
            "relationship",
            color=EDGE,
            shaft_width="1px",
            font_size="8px",
            padding="3px",
            text_color_external=INKS[1],
            text_color_internal=INKS[0],
            caption='"<type>"',
        )
    ]
    return "\n".join(rules) + "\n"


def _node_rule(node: Node) -> str:
    return _rule(
        f"node.{node.label}",
        color=node.color,
        border_color=darker(node.color),
        text_color_internal=ink(node.color),
        caption=f'"{{{node.caption}}}"',
    )


def _rule(selector: str, **declared: str) -> str:
    lines = "".join(f"  {name.replace('_', '-')}: {value};\n" for name, value in declared.items())
    return f"{selector} {{\n{lines}}}\n"
