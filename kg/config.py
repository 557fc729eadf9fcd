"""Where things are: the shipped resources, the root of the user's files, and the store that is meant."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NotFound, UsageError
from kg.ontology import Ontology

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "DEFAULT_STORE",
    "StoreAddress",
    "cypher",
    "default_ontology",
    "find_root",
    "read_ontology",
    "resource",
    "store_address",
]

DEFAULT_STORE = "kg.kgl"
_NAME = re.compile(r"[A-Z][A-Za-z0-9_]*")
_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder, such as `resource("data", "ml.yaml")`.

    A wheel has `cypher/` and `data/` inside the package, an editable install beside it.

    Raises:
        NotFound: kg was installed without it.
    """
    package = Path(__file__).parent
    for base in (package, package.parent):
        path = base.joinpath(*parts)
        if path.exists():
            return path
    raise NotFound("shipped file", "/".join(parts), hint="Install kg again.")


@cache
def cypher(name: str, **names: str) -> str:
    """Return the statement `cypher/NAME.cypher`; `names` are labels and types, put in for `__LABEL__` and `__TYPE__`.

    >>> cypher("load/label_concepts", LABEL="Algorithm").splitlines()[-1]
    'SET c:Algorithm'

    Raises:
        NotFound: kg was installed without it.
        ValueError: a name is not of the form that the ontology allows.
    """
    text = resource("cypher", f"{name}.cypher").read_text(encoding="utf-8").strip()
    for placeholder, value in names.items():
        if not _NAME.fullmatch(value):
            raise ValueError(f"{value!r} is no label or type")
        text = text.replace(f"__{placeholder}__", value)
    return text


def read_ontology(path: Path) -> Ontology:
    """Read an ontology from YAML.

    Raises:
        NotFound: there is no such file.
        UsageError: the file is not an ontology; the message says where.
    """
    import yaml  # noqa: PLC0415 - not needed by commands that only read the store
    from pydantic import ValidationError  # noqa: PLC0415

    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NotFound("file", str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The ontology {path} cannot be read: {error}.") from error
    try:
        return Ontology.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise UsageError(
            f"{path}{line}: the ontology is not valid YAML: {getattr(error, 'problem', error)}."
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise UsageError(
            f"{path}: {place}: {first['msg']}.", "The form is that of data/ontology.yaml, shipped with kg."
        ) from error


@cache
def default_ontology() -> Ontology:
    """Return the ontology that is shipped."""
    return read_ontology(resource("data", "ontology.yaml"))


def find_root(root: Path | None = None, start: Path | None = None) -> Path:
    """Return the folder that file names in evidence are relative to.

    `root` where given, else the nearest folder from `start` upwards that has `.git` or `kg.toml`, else `start`
    (the current folder).
    """
    if root is not None:
        return root.resolve()
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / ".git").exists() or (folder / "kg.toml").exists():
            return folder
    return here


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """Which store is meant. `path` for the embedded one; `uri` with `user`, `password`, `database` for Neo4j."""

    path: Path | None = None
    uri: str | None = None
    user: str = "neo4j"
    password: str | None = None
    database: str | None = None

    def __str__(self) -> str:
        return self.uri or str(self.path)

    def __repr__(self) -> str:  # the password stays out of logs
        return f"StoreAddress({str(self)!r})"


def store_address(store: str | None = None, environment: Mapping[str, str] | None = None) -> StoreAddress:
    """Return the store meant by `store`, else KG_STORE, else NEO4J_URI, else `./kg.kgl`.

    Raises:
        UsageError: a scheme that no store has.
    """
    given = os.environ if environment is None else environment
    text = store or given.get("KG_STORE") or given.get("NEO4J_URI") or DEFAULT_STORE
    scheme, separator, _ = text.partition("://")
    if separator and scheme in _SCHEMES:
        return StoreAddress(
            uri=text,
            user=given.get("NEO4J_USERNAME") or "neo4j",
            password=given.get("NEO4J_PASSWORD"),
            database=given.get("NEO4J_DATABASE"),
        )
    if separator:
        raise UsageError(f"'{text}' names no store.", "Give the path of a .kgl file, or neo4j://host.")
    return StoreAddress(path=Path(text).expanduser())
