from pathlib import Path

import pytest

from content.artifacts import Problem
from content.errors import StoreError
from content.store import Output, Store, clear_leftovers, stage_key, write_atomically


def an_output(text: str, key: str = "") -> Output:
    return Output(key or stage_key("plan_content", {"text": text}), Problem(place="a", text=text), {"text": text})


def test_an_output_comes_back_as_it_was(tmp_path: Path) -> None:
    store = Store(tmp_path)
    record = store.put("plan_content", an_output("früh\nspät"))
    assert store.get(record, Problem) == Problem(place="a", text="früh\nspät")
    assert store.record(record.key) == record


def test_an_unknown_key_has_no_record(tmp_path: Path) -> None:
    assert Store(tmp_path).record("0" * 64) is None


def test_every_ingredient_changes_the_key() -> None:
    keys = {stage_key(stage, {"a": a, "b": b}) for stage in ("x", "y") for a in (1, 2) for b in (1, 2)}
    assert len(keys) == 8


def test_a_damaged_file_counts_as_never_made(tmp_path: Path) -> None:
    store = Store(tmp_path)
    record = store.put("plan_content", an_output("x"))
    for damaged in (b"", b"{", store.path(record.key).read_bytes().replace(b'"x"}', b'"y"}'), b"\xff\n\xff\n"):
        store.path(record.key).write_bytes(damaged)
        assert store.record(record.key) is None
        with pytest.raises(StoreError, match="gone or damaged"):
            store.get(record, Problem)


def test_a_store_of_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "format").write_text("99\n")
    with pytest.raises(StoreError, match="store format '99', this version reads 1"):
        Store(tmp_path)


def test_outputs_made_together_survive_a_kill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    outputs = [an_output(text) for text in "abc"]
    written: list[Path] = []

    def dying(path: Path, data: bytes) -> None:
        if len(written) == 2:  # the journal and one output are there
            raise KeyboardInterrupt
        written.append(path)
        write_atomically(path, data)

    monkeypatch.setattr("content.store.write_atomically", dying)
    with pytest.raises(KeyboardInterrupt):
        store.put_together("generate_text", outputs)
    monkeypatch.undo()
    again = Store(tmp_path)
    assert all(again.record(output.key) for output in outputs)
    assert list((tmp_path / "journal").iterdir()) == []


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_atomically(tmp_path / "f", b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError, match=r"No space left on device.*free some space"):
        write_atomically(tmp_path / "f", b"new")
    assert (tmp_path / "f").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["f"]


def test_what_a_killed_process_left_half_written_is_cleared(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import os, sys; from pathlib import Path; from content import store\n"
        "store.os.fsync = lambda _: os._exit(9)\n"
        "store.write_atomically(Path(sys.argv[1]), b'half')"
    )
    home = Path(__file__).resolve().parent.parent.parent
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "a" / "f")], cwd=home, check=False)
    assert len(list((tmp_path / "a").iterdir())) == 1
    clear_leftovers(tmp_path)
    assert list((tmp_path / "a").iterdir()) == []
