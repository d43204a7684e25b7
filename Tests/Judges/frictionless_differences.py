"""The known differences between Weir and Frictionless, each with its reason.

The same list for people is in TableSchemaSupport.md, "Differences from the reference implementation".
"""

import re
from typing import Any, Callable

from frictionless_fields import UNKNOWN_TO_FRICTIONLESS

# The judge that finds fault, the field, the cell, the code and the constraint.
Rule = Callable[[str, dict[str, Any], str, str, str], bool]


def reason(judge: str, field: dict[str, Any], text: str, code: str, constraint: str) -> str | None:
    """Why the two may differ here; `None` if they may not."""
    return next((why for why, rule in DIFFERENCES.items() if rule(judge, field, text, code, constraint)), None)


def weir_refuses(type: str, pattern: str, form: str | None = None, items: str | None = None) -> Rule:
    """Texts that Weir refuses, and so checks no constraint of, where Frictionless reads a value."""
    return refusal("weir", type, pattern, form, items)


def frictionless_refuses(type: str, pattern: str, form: str | None = None, items: str | None = None) -> Rule:
    """Texts that Frictionless refuses, and so checks no constraint of, where Weir reads a value."""
    return refusal("frictionless", type, pattern, form, items)


def refusal(refusing: str, type: str, pattern: str, form: str | None, items: str | None) -> Rule:
    def rule(judge: str, field: dict[str, Any], text: str, code: str, constraint: str) -> bool:
        is_field = field["type"] == type and form in (None, field.get("format", "default"))
        if (
            not is_field
            or items not in (None, field.get("itemType", "string"))
            or not re.fullmatch(pattern, text, re.S)
        ):
            return False
        return code == "type-error" if judge == refusing else code == "constraint-error"

    return rule


def any_of(*rules: Rule) -> Rule:
    return lambda *question: any(rule(*question) for rule in rules)


def is_beyond_64_bits(judge: str, field: dict[str, Any], text: str, code: str, constraint: str) -> bool:
    digits = re.sub(r"\D", "", text)
    is_large = field["type"] == "integer" and digits != "" and int(digits) >= 2**63
    return is_large and code == ("type-error" if judge == "weir" else "constraint-error")


def units(judge: str, field: dict[str, Any], text: str, code: str, constraint: str) -> bool:
    is_field = field["type"] in ("integer", "number") and field.get("bareNumber") is False
    return (
        is_field and re.search(r"[-+.]\D*\d|\d\D+\d", text) is not None and code in ("type-error", "constraint-error")
    )


DIFFERENCES: dict[str, Rule] = {
    "Frictionless does not have this constraint for this type": lambda judge, field, text, code, constraint: (
        judge == "weir" and constraint in UNKNOWN_TO_FRICTIONLESS.get(field["type"], [])
    ),
    "an integer of more than 64 bits": is_beyond_64_bits,
    "a number that no double holds": weir_refuses("number", r"[-+]?[\d.]+[eE]\+?\d{3,}"),
    "spaces, underscores, stray group marks and other words that Python takes in numbers": any_of(
        weir_refuses("integer", r"\s*[-+]?\s*[\d_]+\s*"),
        weir_refuses("number", r"\s*[-+]?[\d_.,eE+-]+\s*"),
        weir_refuses("number", r"(?i:\s*[-+]?(s?nan\d*|inf(inity)?)\s*)"),
        weir_refuses("list", r"[-+\d_\s;]+", items="integer"),
        weir_refuses("geopoint", r"[-+\s\d.,_eE]*", "default"),
    ),
    "units: Frictionless takes any minus in front for a part of the number, and no plus or point": units,
    "dates without leading zeros": any_of(
        weir_refuses("date", r"\d{4}-\d{1,2}-\d{1,2}", "default"),
        weir_refuses("list", r"[\d,-]+", items="date"),
    ),
    "other ISO 8601 forms than XSD's dateTime": weir_refuses(
        "datetime", r"\d{4}-\d\d-\d\d([^T].*|T24:00.*|T.*([+-]\d\d(\d\d)?|,\d+))", "default"
    ),
    "times with a fraction or a zone, and 24:00:00": weir_refuses(
        "time", r"24:00:00.*|\d\d:\d\d:\d\d([.,]\d+)?(Z|[+-][\d:]+)?", "default"
    ),
    "years of more than four digits or before Christ": frictionless_refuses("year", r"-?\d{4,9}"),
    "years that Python's int takes": weir_refuses("year", r"[\s\d_+]{4}"),
    "months and years without leading zeros": weir_refuses("yearmonth", r"[\s\d_+]+-[\s\d_+]+"),
    "other forms of durations that isodate takes": weir_refuses("duration", r"[-+]?P.*"),
    "base64 with characters that Frictionless drops": weir_refuses("string", r".*", "binary"),
    "UUIDs without some of their hyphens": weir_refuses("string", r"[0-9a-fA-F-]{32,37}", "uuid"),
    "URIs with characters that a URI cannot have": weir_refuses("string", r"[A-Za-z][\w+.-]*:.*", "uri"),
    "addresses with letters beyond ASCII": any_of(
        weir_refuses("string", r".*[^\x00-\x7f].*", "email"),
        frictionless_refuses("string", r".*[^\x00-\x7f].*", "email"),
    ),
    "points whose numbers are in quotes": weir_refuses("geopoint", r"[\[{].*\".*"),
    "NaN and Infinity in JSON": any_of(
        *(weir_refuses(type, r".*(NaN|Infinity).*") for type in ("object", "array", "geojson", "geopoint"))
    ),
    "a geometry alone is a TopoJSON object to Frictionless": weir_refuses("geojson", r"\{.*\}", "topojson"),
}
