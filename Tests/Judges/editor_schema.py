#!/usr/bin/env python3
"""Lets the module `jsonschema` judge what editors are told of pipeline files, and compares it with `weir lint`.

    editor_schema.py PATH_OF_WEIR PIPELINE...

The schemas must be valid JSON Schemas, every pipeline that is named must fit, and of the broken pipelines below none
may; `weir lint` must say the same.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema
import yaml

GOOD = "name: x\nread: { path: x.csv }\nwrite: { 'null': {} }\n"
BROKEN = [
    "name: x\n",
    GOOD + "reed: { path: y.csv }\n",
    GOOD + "decode: { compression: zip }\n",
    GOOD + "decode: [gzip]\n",
    GOOD + "parse: { dialect: { header: perhaps } }\n",
    GOOD + "parse: { dialect: { headerRows: [one] } }\n",
    GOOD + "validate: { errorBudget: { ratio: much } }\n",
    GOOD + "validate: { schema: { fields: { name: a } } }\n",
    GOOD + "validate: { schema: { fields: [ { name: a, type: text } ] } }\n",
    GOOD + "validate: { schema: { fields: [ { name: a, constraints: { require: true } } ] } }\n",
    GOOD + "validate: { schema: { fieldsMatch: fuzzy, fields: [ { name: a } ] } }\n",
    GOOD + "emit: [ { kafka: { topic: a } } ]\n",
    GOOD + "limits: { memory: lots }\n",
    "read: { path: x.csv }\nwrite: { sqlite: { path: x.db, table: t, mode: upsrt } }\n",
    "read: { path: x.csv }\nwrite: { csv: { path: a.csv }, ndjson: { path: a.ndjson } }\n",
]


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do: a date is a text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def schema(weir: str, *kind: str) -> dict:
    return json.loads(subprocess.run([weir, "schema", *kind], check=True, capture_output=True, text=True).stdout)


def lints(weir: str, path: str) -> bool:
    return subprocess.run([weir, "lint", path], capture_output=True).returncode == 0


def main() -> int:
    weir, *paths = sys.argv[1:]
    for kind in ["pipeline", "test", "table"]:
        jsonschema.Draft7Validator.check_schema(schema(weir, kind))
    judges = {kind: jsonschema.Draft7Validator(schema(weir, kind)) for kind in ["pipeline", "test"]}
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        cases = [(path, Path(path).read_text(encoding="utf-8"), True) for path in paths]
        for number, text in enumerate([GOOD, *BROKEN]):
            path = Path(folder) / f"{number}.yaml"
            path.write_text(text, encoding="utf-8")
            cases.append((str(path), text, number == 0))
        for path, text, expected in cases:
            judge = judges["test" if path.endswith(".test.yaml") else "pipeline"]
            fits = judge.is_valid(yaml.load(text, EditorLoader))
            if not fits == lints(weir, path) == expected:
                wrong += 1
                print(f"the schema {'takes' if fits else 'refuses'} {path}:\n{text}", file=sys.stderr)
    print(f"editors: {len(cases)} pipelines judged, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
