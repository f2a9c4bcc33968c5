"""The JSON Schemas: up to date, valid, and consistent with the reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import pytest
from jsonschema import Draft202012Validator

from handouts.reading.schema import build_schema
from handouts.resources import library_folder
from tests.documents import load_as_json

HERE = Path(__file__).parent
Kind = Literal["handout", "brand"]


def find_errors(kind: Kind, path: Path) -> list[str]:
    """The schema's errors for a file."""
    data = load_as_json(path.read_text(encoding="utf-8"))
    return [error.message for error in Draft202012Validator(build_schema(kind)).iter_errors(data)]


@pytest.mark.parametrize("kind", ["handout", "brand"])
def test_fresh(kind: Kind, regenerate: bool) -> None:
    """The schemas that ship are those that the reader's shapes make."""
    path = library_folder() / f"{kind}.schema.json"
    text = json.dumps(build_schema(kind), indent=2, ensure_ascii=False) + "\n"
    if regenerate:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("kind", ["handout", "brand"])
def test_is_a_schema(kind: Kind) -> None:
    """The output is a JSON Schema in which every name is described."""
    schema = json.loads(json.dumps(build_schema(kind)))
    Draft202012Validator.check_schema(schema)
    objects = [schema, *(part for part in schema["$defs"].values() if "properties" in part)]
    for part in objects:
        assert part["title"]
        assert all(each["description"] for each in part["properties"].values())


def test_good_files_pass() -> None:
    """What the reader takes, the schema takes."""
    assert find_errors("handout", HERE / "good" / "heat.en.yaml") == []
    assert find_errors("brand", HERE / "good" / "brand.yaml") == []
    for path in library_folder().glob("*.yaml"):
        kind: Kind = "brand" if path.name == "brand.yaml" else "handout"
        assert find_errors(kind, path) == [], path


@pytest.mark.parametrize(
    "name",
    "much-missing no-explanation part-misspelt status-misspelt list-empty list-is-text "
    "step-is-text risk-not-whole risk-of-none risk-without-source text-is-list text-is-group "
    "unknown-key own-section-bare only-list reference-field-near source-is-no-id "
    "picture-with-ending title-too-long".split(),
)
def test_broken_files_fail(name: str) -> None:
    """Editors show all problems that a file by itself has."""
    assert find_errors("handout", HERE / "broken" / "handouts" / f"{name}.en.yaml")


def test_unknown_kind() -> None:
    """There are two schemas, and no third."""
    with pytest.raises(ValueError, match="there is no schema for 'leaflet'"):
        build_schema("leaflet")  # type: ignore[arg-type]
