"""Finding files, and reading their bytes."""

from __future__ import annotations

import gzip
import hashlib
import os
import unicodedata
from pathlib import Path

import pytest

import kg.sources
from kg.errors import NotFound
from kg.sources import read, suffix
from kg.sources.base import FileStatements, SourceFile
from kg.sources.discover import discover


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


def touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("concepts: []\n", encoding="utf-8")


def names(paths: list[Path], root: Path) -> list[str]:
    return [file.name for file in discover(paths, root)[0]]


def test_a_folder_is_walked_in_order_and_what_is_not_notes_is_passed_over(root: Path) -> None:
    touch(root, "b/z.yaml", "b/a.YML", "c.json", "a.csv.gz", "x.txt", "y.py", "LICENSE")
    touch(root, ".hidden/a.yaml", ".b.yaml", "node_modules/a.yaml", "b/__pycache__/a.json", ".venv/a.csv")
    files, findings = discover([root], root)
    assert [file.name for file in files] == ["a.csv.gz", "b/a.YML", "b/z.yaml", "c.json"]
    assert not any(file.named for file in files)
    assert findings == ()


def test_a_hidden_folder_that_is_given_is_read(root: Path) -> None:
    touch(root, ".notes/a.yaml")
    assert names([root / ".notes"], root) == [".notes/a.yaml"]


def test_a_file_is_read_once_and_counts_as_named_when_it_was(root: Path) -> None:
    touch(root, "n/a.yaml", "n/b.yaml")
    for paths in ([root / "n", root / "n" / "a.yaml"], [root / "n" / "a.yaml", root, root / "n" / ".." / "n"]):
        files, _ = discover(paths, root)
        assert [(file.name, file.named) for file in files] == [("n/a.yaml", True), ("n/b.yaml", False)]


def test_names_are_relative_to_the_root_wherever_one_stands(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(root, "n/a.yaml")
    monkeypatch.chdir(root / "n")
    assert names([Path()], root) == names([Path("a.yaml")], root) == names([Path("..")], root) == ["n/a.yaml"]


def test_a_file_outside_the_root_has_its_absolute_path_as_name(root: Path, tmp_path: Path) -> None:
    touch(tmp_path, "other/a.yaml")
    assert names([tmp_path / "other"], root) == [(tmp_path / "other" / "a.yaml").resolve().as_posix()]


def test_a_root_that_is_a_link_gives_the_same_names(root: Path, tmp_path: Path) -> None:
    touch(root, "a.yaml")
    (tmp_path / "link").symlink_to(root)
    assert names([tmp_path / "link"], tmp_path / "link") == ["a.yaml"]
    assert names([tmp_path / "link" / "a.yaml"], root) == ["a.yaml"]


def test_links_that_run_in_circles_are_survived(root: Path) -> None:
    touch(root, "n/a.yaml")
    (root / "n" / "up").symlink_to(root)
    (root / "n" / "self").symlink_to(root / "n" / "self")
    (root / "n" / "b.yaml").symlink_to(root / "n" / "b.yaml")
    files, _ = discover([root], root)
    assert [file.name for file in files] == ["n/a.yaml", "n/b.yaml"]
    assert [one.code for one in read(files[1])[0].findings] == ["KG001"]


def test_a_linked_folder_is_walked_and_a_linked_file_read_once_under_its_own_name(root: Path, tmp_path: Path) -> None:
    touch(tmp_path, "shared/s.yaml")
    touch(root, "z.yaml")
    (root / "shared").symlink_to(tmp_path / "shared")
    (root / "a.yaml").symlink_to(root / "z.yaml")
    assert names([root], root) == ["shared/s.yaml", "z.yaml"]


def test_a_path_that_does_not_exist_is_not_found(root: Path) -> None:
    with pytest.raises(NotFound) as caught:
        discover([root, root / "gone.yaml"], root)
    assert (caught.value.what, caught.value.name) == ("file", str(root / "gone.yaml"))


def test_a_named_file_of_an_unknown_format_is_an_error(root: Path) -> None:
    touch(root, "a.txt", "b")
    files, findings = discover([root / "a.txt", root / "b"], root)
    assert files == ()
    assert [(one.code, one.severity, one.file, one.line) for one in findings] == [
        ("KG001", "error", "a.txt", None),
        ("KG001", "error", "b", None),
    ]


def test_markdown_is_a_source(root: Path) -> None:
    touch(root, "a.md", "n/b.Markdown", ".obsidian/c.md", "node_modules/d.md")
    files, findings = discover([root], root)
    assert ([file.name for file in files], findings) == (["a.md", "n/b.Markdown"], ())


def test_a_page_that_cannot_be_read_is_a_warning(root: Path) -> None:
    (root / "a.md").symlink_to(root / "nowhere.md")
    (file,) = discover([root], root)[0]
    assert [(one.code, one.severity) for one in read(file)[0].findings] == [("KG001", "warning")]


def test_names_of_files_are_composed(root: Path) -> None:
    touch(root, "Cafe\u0301.yaml")
    (file,) = discover([root], root)[0]
    assert file.name == unicodedata.normalize("NFC", "Cafe\u0301.yaml")
    assert read(file)[0].findings == ()


def test_a_name_that_is_not_utf_8_is_an_error(root: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9.yaml")).touch()
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    files, findings = discover([root], root)
    assert files == ()
    assert [(one.code, one.severity) for one in findings] == [("KG001", "error")]
    assert str(findings[0]).isprintable()


def test_a_folder_that_may_not_be_read_is_an_error(root: Path) -> None:
    touch(root, "shut/a.yaml", "b.yaml")
    (root / "shut").chmod(0)
    try:
        if os.access(root / "shut", os.R_OK):
            pytest.skip("this user may read everything")
        files, findings = discover([root], root)
    finally:
        (root / "shut").chmod(0o700)
    assert [file.name for file in files] == ["b.yaml"]
    assert [(one.code, one.file) for one in findings] == [("KG001", "shut")]


# --- reading


def source(path: Path) -> SourceFile:
    return SourceFile(path, path.name, named=True)


def refusal(path: Path) -> str:
    statements, _ = read(source(path))
    (finding,) = statements.findings
    assert (finding.code, finding.severity, finding.file, finding.line) == ("KG001", "error", path.name, None)
    return finding.message


def test_the_digest_is_that_of_the_bytes_on_the_disk(root: Path) -> None:
    for name, content in (("a.csv", b"name\r\nA\n"), ("a.csv.gz", gzip.compress(b"name\nA\n"))):
        (root / name).write_bytes(content)
        statements, digest = read(source(root / name))
        assert digest == hashlib.sha256(content).hexdigest()
        assert [one.name for one in statements.concepts] == ["A"]
        assert statements.concepts[0].file == name


def test_a_file_that_vanished_is_an_error(root: Path) -> None:
    assert "No such file" in refusal(root / "gone.yaml")
    assert read(source(root / "gone.yaml"))[1] == ""


def test_a_folder_is_no_file(root: Path) -> None:
    (root / "a.yaml").mkdir()
    assert "not a regular file" in refusal(root / "a.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "a.yaml")
    assert "not a regular file" in refusal(root / "a.yaml")


def test_a_file_that_may_not_be_read_is_an_error(root: Path) -> None:
    touch(root, "a.yaml")
    (root / "a.yaml").chmod(0)
    if os.access(root / "a.yaml", os.R_OK):
        pytest.skip("this user may read everything")
    assert "Permission denied" in refusal(root / "a.yaml")


@pytest.mark.parametrize(
    "content",
    [
        b"name\nA\n",
        b"",
        gzip.compress(b"name\nA\n")[:-9],
        gzip.compress(b"name\nA\n" * 99)[:-8] + b"12345678",
        b"\x1f\x8b",
    ],
)
def test_broken_gzip_is_an_error(root: Path, content: bytes) -> None:
    (root / "a.csv.gz").write_bytes(content)
    if content:
        assert "gzip" in refusal(root / "a.csv.gz")
    else:
        assert read(source(root / "a.csv.gz"))[0] == FileStatements()


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_a_file_beyond_the_bound_is_refused(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"name\n" + b"A\n" * 500
    (root / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    monkeypatch.setattr(kg.sources, "MAX_BYTES", len(content))
    assert read(source(root / name))[0].findings == ()
    monkeypatch.setattr(kg.sources, "MAX_BYTES", len(content) - 1)
    assert "more than 1,004 bytes" in refusal(root / name)


@pytest.mark.parametrize(
    ("name", "ending"), [("a.CSV", ".csv"), ("a.b.json.gz", ".json"), ("a.gz", ""), ("a", ""), (".yaml", "")]
)
def test_the_suffix_tells_the_format(name: str, ending: str) -> None:
    assert suffix(name) == ending


def test_all_names_are_sorted() -> None:
    assert kg.sources.__all__ == sorted(kg.sources.__all__)
