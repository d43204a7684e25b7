"""Fields of all types, formats and constraints, each with texts that are good, bad and in between."""

import json
import random
from dataclasses import dataclass, field
from typing import Any

# What Frictionless refuses or ignores in a schema, so that it must not be shown to it: by type.
UNKNOWN_TO_FRICTIONLESS = {
    "array": ["jsonSchema"],
    "duration": ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
    "geojson": ["minLength", "maxLength"],
    "list": ["enum"],
    "object": ["jsonSchema"],
}


@dataclass
class Kind:
    """A type with a format: what its fields may say, and what its cells may hold."""

    descriptor: dict[str, Any]
    texts: list[str]
    constraints: list[dict[str, Any]] = field(default_factory=list)

    def drawn(self, name: str, rng: random.Random) -> dict[str, Any]:
        """A field of this kind, with one set of constraints or none."""
        drawn = {"name": name, **self.descriptor}
        constraints = dict(rng.choice([{}, *self.constraints]))
        if rng.random() < 0.3:
            constraints["required"] = True
        return drawn | ({"constraints": constraints} if constraints else {})

    def text(self, rng: random.Random) -> str:
        """A cell: as listed, missing, or a listed one with a slip of the pen."""
        text = rng.choice(self.texts)
        chance = rng.random()
        if chance < 0.08:
            return rng.choice(["", "NA"])
        if chance < 0.25 and text:
            place = rng.randrange(len(text))
            slips = [
                text[:place] + text[place + 1 :],
                text[:place] + rng.choice('0123459 -+.,:TZPaexé/#@%"[{') + text[place:],
            ]
            return rng.choice(slips)
        return text


def bounds(*values: Any) -> list[dict[str, Any]]:
    """Each bound with each value."""
    names = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
    return [{name: value} for name in names for value in values]


POINT = '{"type":"Point","coordinates":[1,2]}'
KINDS = [
    Kind({"type": "any"}, ["", "a", "1", "x y"], [{"enum": ["a", "1"]}]),
    Kind(
        {"type": "string"},
        ["a", "ab", "abc", "é", "日本語", "12", " a", "NULL"],
        [{"minLength": 2}, {"maxLength": 2}, {"pattern": "[a-z]+"}, {"pattern": "^a.*$"}, {"enum": ["a", "ab"]}],
    ),
    Kind(
        {"type": "string", "format": "email"},
        ["a@example.org", "first.last+tag@sub.example.org", "a@b", "@b.co", "a b@c.de", "a..b@c.de", "a@-b.co", "x"],
        [{"maxLength": 13}],
    ),
    Kind(
        {"type": "string", "format": "uri"},
        [
            "http://example.org/a?b=c#d",
            "mailto:a@b.co",
            "urn:isbn:0451450523",
            "example.org",
            "/a/b",
            "http://a/%2",
            "http://[::1]/",
        ],
    ),
    Kind(
        {"type": "string", "format": "uuid"},
        [
            "123e4567-e89b-12d3-a456-426614174000",
            "123E4567-E89B-42D3-A456-426614174000",
            "123e4567e89b12d3a456426614174000",
            "x",
        ],
    ),
    Kind({"type": "string", "format": "binary"}, ["TWFu", "TWE=", "TQ==", "TQ", "T", "+/+/", "TWF-"]),
    Kind(
        {"type": "integer"},
        ["0", "1", "-1", "+5", "007", "12", "9223372036854775807", "9223372036854775808", "1.0", "1e3", "x", "1_000"],
        bounds(1, "5") + [{"enum": [1, "7"]}],
    ),
    Kind({"type": "integer", "bareNumber": False}, ["EUR 95", "95%", "-3 C", "x", "5", "1 of 2"]),
    Kind(
        {"type": "number"},
        [
            "0",
            "1.5",
            "-1.5",
            ".5",
            "5.",
            "1e3",
            "1E-3",
            "NaN",
            "INF",
            "-INF",
            "1e400",
            "0.1",
            "1,5",
            "x",
            "12345678901234567890",
        ],
        bounds(1.5, "0.1", 0) + [{"enum": [1.5, "0.10"]}],
    ),
    Kind({"type": "number", "decimalChar": ",", "groupChar": "."}, ["1,5", "1.234,5", "1.5", "1,2,3", "1..2", "5"]),
    Kind({"type": "number", "bareNumber": False}, ["1.5 kg", "EUR -2.5", "95%", "kg", "1 x 2"]),
    Kind({"type": "boolean"}, ["true", "True", "TRUE", "1", "false", "0", "yes", "tRUE", "2"], [{"enum": [True]}]),
    Kind({"type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"]}, ["ja", "nein", "true", "Ja"]),
    Kind(
        {"type": "date"},
        ["2024-02-29", "2023-02-29", "2024-01-31", "2024-1-1", "20240101", "0001-01-01", "9999-12-31", "x"],
        bounds("2024-01-31") + [{"enum": ["2024-02-29"]}],
    ),
    Kind(
        {"type": "date", "format": "%d.%m.%Y"},
        ["31.01.2024", "1.2.2024", "31.02.2024", "2024-01-31"],
        bounds("31.01.2024"),
    ),
    Kind(
        {"type": "datetime"},
        [
            "2024-01-26T15:00:00",
            "2024-01-26T15:00:60",
            "2024-01-26 15:00:00",
            "2024-01-26T24:00:00",
            "2024-01-26",
            "2024-01-26T15:00:00.5",
            "x",
        ],
        bounds("2024-01-26T15:00:00") + [{"enum": ["2024-01-26T15:00:00"]}],
    ),
    Kind(
        {"type": "datetime"},
        ["2024-01-26T15:00:00Z", "2024-01-26T15:00:00.300-05:00", "2024-01-26T15:00:00+14:00"],
        bounds("2024-01-26T20:00:00Z"),
    ),
    Kind({"type": "datetime", "format": "%Y-%m-%d %H:%M"}, ["2024-01-26 15:00", "2024-1-6 5:0", "2024-01-26T15:00"]),
    Kind(
        {"type": "time"},
        ["08:30:00", "23:59:59", "24:00:00", "08:30", "08:30:60", "8:30:00", "noon"],
        bounds("08:30:00") + [{"enum": ["08:30:00"]}],
    ),
    Kind({"type": "time", "format": "%H.%M"}, ["08.30", "8.5", "24.00", "08:30"], bounds("08.30")),
    Kind(
        {"type": "year"},
        ["2024", "0000", "9999", "99", "12024", "-0044", "x"],
        bounds(2024) + [{"enum": [2024, "0001"]}],
    ),
    Kind(
        {"type": "yearmonth"},
        ["2024-01", "2024-12", "2024-13", "2024-1", "0001-01", "x"],
        bounds("2024-01") + [{"enum": ["2024-01"]}],
    ),
    Kind(
        {"type": "duration"},
        ["P1Y", "P12M", "P1Y2M3DT10H30M", "PT36H", "-P1D", "PT1.5S", "P2W", "P", "PT", "P1S", "1 day", "P30D"],
        bounds("P1M", "PT36H") + [{"enum": ["P1Y", "PT36H"]}],
    ),
    Kind(
        {"type": "geopoint"},
        ["90.50, 45.50", "90,45", "181, 0", "0, 91", "90", "1,2,3", "a, b", "-180,-90"],
        [{"enum": ["90.5, 45.5"]}],
    ),
    Kind(
        {"type": "geopoint", "format": "array"},
        ["[90.5, 45.5]", "[1]", "[1,2,3]", "[181,0]", "x"],
        [{"enum": ["[90.5, 45.5]"]}],
    ),
    Kind(
        {"type": "geopoint", "format": "object"},
        ['{"lon": 90.5, "lat": 45.5}', '{"lon":1}', '{"lon":1,"lat":91}', '{"lon":1,"lat":2,"alt":3}', "x"],
    ),
    Kind(
        {"type": "object"},
        ["{}", '{"a": 1}', '{"a": 1, "b": [1, {"c": null}]}', '{"b": "\\u00e9"}', "[]", "x", "{", '{"a": 01}'],
        [
            {"minLength": 1},
            {"maxLength": 1},
            {"enum": [{"a": 1}]},
            {"jsonSchema": {"required": ["a"], "properties": {"a": {"type": "integer"}}}},
        ],
    ),
    Kind(
        {"type": "array"},
        ["[]", "[1]", '[1, "a", null]', "[1.0]", "{}", "x", "[1,]", "[[[1]]]"],
        [{"minLength": 1}, {"maxLength": 1}, {"enum": [[1], []]}, {"jsonSchema": {"items": {"type": "integer"}}}],
    ),
    Kind(
        {"type": "list"}, ["a", "a,b", "a,,b", ",", "a;b"], [{"minLength": 2}, {"maxLength": 2}, {"enum": [["a", "b"]]}]
    ),
    Kind(
        {"type": "list", "delimiter": ";", "itemType": "integer"},
        ["1", "1;2", "1;-2;03", "1;x", "1,2"],
        [{"maxLength": 2}],
    ),
    Kind({"type": "list", "itemType": "date"}, ["2024-02-29,2024-03-01", "2024-02-30", "x"]),
    Kind(
        {"type": "geojson"},
        [
            POINT,
            '{"type":"Feature","geometry":null,"properties":null}',
            '{"type":"Point","coordinates":[1]}',
            '{"type":"point"}',
            "{}",
            '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}',
            '{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}',
            '{"type":"FeatureCollection","features":[]}',
            "[]",
        ],
        [{"enum": [json.loads(POINT)]}, {"minLength": 3}],
    ),
    Kind({"type": "geojson", "format": "topojson"}, ['{"type":"Topology","objects":{},"arcs":[]}', POINT, "{}"]),
]


def for_frictionless(descriptor: dict[str, Any]) -> dict[str, Any]:
    """A field without the constraints that Frictionless does not have for its type."""
    unknown = UNKNOWN_TO_FRICTIONLESS.get(descriptor["type"], [])
    kept = {name: value for name, value in descriptor.get("constraints", {}).items() if name not in unknown}
    return {
        **{name: value for name, value in descriptor.items() if name != "constraints"},
        **({"constraints": kept} if kept else {}),
    }
