"""Writing: whole or not at all. Repairs: nothing but what they repair."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision import files, fixes
from decision.problem import Edit, Place, warning


def test_a_file_is_replaced_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o640)
    files.write(path, b"new", expected=b"old")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_changed_underneath_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"somebody else")
    with pytest.raises(files.ChangedUnderneathError):
        files.write(path, b"new", expected=b"old")
    with pytest.raises(files.ChangedUnderneathError):
        files.write(path, b"new", expected=None)
    assert path.read_bytes() == b"somebody else" and list(tmp_path.iterdir()) == [path]


def test_content_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError("no more")

    for name, before in (("new.md", None), ("old.md", b"old")):
        if before:
            (tmp_path / name).write_bytes(before)
        with pytest.raises(RuntimeError):
            files.write_pieces(tmp_path / name, pieces(), expected=before)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"old"]
    files.write_pieces(tmp_path / "new.md", iter((b"a", b"b")), expected=None)
    assert (tmp_path / "new.md").read_bytes() == b"ab"


def test_a_new_file_and_a_link(tmp_path: Path) -> None:
    files.write(tmp_path / "new.md", b"x", expected=None)
    assert (tmp_path / "new.md").read_bytes() == b"x"
    link = tmp_path / "link.md"
    link.symlink_to("new.md")
    files.write(link, b"y", expected=b"x")
    assert link.is_symlink() and (tmp_path / "new.md").read_bytes() == b"y"


def test_killed_while_writing_the_file_is_whole(tmp_path: Path) -> None:
    """A process that rewrites a file for ever is killed again and again."""
    path = tmp_path / "a.md"
    contents = [b"a" * 300_000, b"b" * 200_000]
    path.write_bytes(contents[0])
    code = (
        "import sys; from pathlib import Path; from decision import files\n"
        "path, now = Path(sys.argv[1]), Path(sys.argv[1]).read_bytes()\n"
        "print('ready', flush=True)\n"
        "while True:\n"
        "    new = b'b' * 200_000 if now[:1] == b'a' else b'a' * 300_000\n"
        "    files.write(path, new, expected=now); now = new\n"
    )
    for round_ in range(10):
        process = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.005 * round_)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert path.read_bytes() in contents
    files.write(path, b"c", expected=path.read_bytes())
    assert list(tmp_path.iterdir()) == [path]  # nothing is left of those that were killed


def test_files_are_listed_by_their_paths_and_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a/b c").mkdir(parents=True)
    (tmp_path / "a/b c/ö.md").touch()
    (tmp_path / ".hidden").touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "link.md").symlink_to("a/b c/ö.md")
    (tmp_path / "round").symlink_to(tmp_path)
    (tmp_path / "broken").symlink_to("nowhere")
    assert sorted(files.below(tmp_path)) == [".hidden", "a/b c/ö.md", "link.md"]
    assert list(files.below(tmp_path / "empty")) == list(files.below(tmp_path / "none")) == []


def test_two_at_once_write_beside_each_other(tmp_path: Path) -> None:
    path = tmp_path / "a.md"

    def pieces() -> Iterator[bytes]:
        yield b"first"
        files.write(path, b"second", expected=None)

    with pytest.raises(files.ChangedUnderneathError):
        files.write_pieces(path, pieces(), expected=None)
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (b"second", [path])


def test_edits_change_what_they_name_and_nothing_else() -> None:
    content = "\ufeffone\r\ntwo  ✔ ✔\rthree\u2028four\n".encode()
    problems = [
        warning("c", "m", "h", Place("a.md"), fix=(Edit((2, 6), (2, 9), "✔✔", "✔ ✔"),)),
        warning("c", "m", "h", Place("a.md"), fix=(Edit((3, 7), (3, 11), "FOUR", "four"),)),
    ]
    assert fixes.apply(content, problems) == "\ufeffone\r\ntwo  ✔✔\rthree\u2028FOUR\n".encode()


def test_edits_that_do_not_find_what_they_expect_change_nothing() -> None:
    content = b"one two\n"
    for edit in (
        Edit((1, 1), (1, 4), "x", "two"),
        Edit((9, 1), (9, 2), "x"),
        Edit((1, 5), (1, 2), "x"),
        Edit((1, 99), (1, 100), "x"),
    ):
        assert fixes.apply(content, [warning("c", "m", "h", Place("a.md"), fix=(edit,))]) == content
    assert fixes.apply(b"\xff", [warning("c", "m", "h", Place("a"), fix=(Edit((1, 1), (1, 2), "x"),))]) == b"\xff"


def test_of_edits_that_overlap_the_first_is_made() -> None:
    problems = [
        warning("a", "m", "h", Place("a.md"), fix=(Edit((1, 1), (1, 4), "1", "one"),)),
        warning("b", "m", "h", Place("a.md"), fix=(Edit((1, 3), (1, 6), "2", "e t"), Edit((2, 1), (2, 1), "+"))),
    ]
    assert fixes.apply(b"one two\nthree", problems) == b"1 two\nthree", "an edit of a problem is not made alone"


@settings(deadline=None)
@given(
    st.text(st.sampled_from("ab \n\r✔\ufeff"), max_size=30),
    st.integers(0, 30),
    st.integers(0, 30),
    st.text("xy", max_size=3),
)
def test_an_edit_is_a_replacement_in_the_text(text: str, first: int, second: int, new: str) -> None:
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    lines = text[:start].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if text[start - 1 : start + 1] == "\r\n" or text[end - 1 : end + 1] == "\r\n" or text.startswith("\ufeff"):
        return  # between the two characters of a line end there is no place
    upto = text[:end].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    edit = Edit((len(lines), len(lines[-1]) + 1), (len(upto), len(upto[-1]) + 1), new, text[start:end])
    problem = warning("c", "m", "h", Place("a.md"), fix=(edit,))
    assert fixes.apply(text.encode(), [problem]) == (text[:start] + new + text[end:]).encode()


def test_a_diff_is_one_that_patch_reads(tmp_path: Path) -> None:
    before, after = b"one\ntwo\nthree", b"one\n2\nthree"
    (tmp_path / "a.md").write_bytes(before)
    patch = fixes.diff("a.md", before, after)
    subprocess.run(["git", "apply", "-"], input=patch.encode(), cwd=tmp_path, check=True)
    assert (tmp_path / "a.md").read_bytes() == after
