from pathlib import Path

import pytest

from content.artifacts import Problem
from content.errors import InputError, StoreError
from content.files import LocalFiles, clear_leftovers, write_atomically
from content.store import Output, Store, stage_key


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
    created: list[str] = []
    create = LocalFiles.create

    def dying(files: LocalFiles, name: str, data: bytes) -> bool:
        if created:  # the journal and one output are there
            raise KeyboardInterrupt
        created.append(name)
        return create(files, name, data)

    monkeypatch.setattr(LocalFiles, "create", dying)
    with pytest.raises(KeyboardInterrupt):
        store.put_together("generate_text", outputs)
    monkeypatch.undo()
    assert sum(store.record(output.key) is not None for output in outputs) == 1
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
        "import os, sys; from pathlib import Path; from content import files\n"
        "files.os.fsync = lambda _: os._exit(9)\n"
        "files.write_atomically(Path(sys.argv[1]), b'half')"
    )
    home = Path(__file__).resolve().parent.parent.parent
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "a" / "f")], cwd=home, check=False)
    assert len(list((tmp_path / "a").iterdir())) == 1
    clear_leftovers(tmp_path)
    assert list((tmp_path / "a").iterdir()) == []


def test_the_first_writer_of_a_key_wins_and_the_second_is_told(tmp_path: Path) -> None:
    one, other = Store(tmp_path), Store(tmp_path)
    first = one.put("generate_text", an_output("first", key="ab" * 32))
    assert other.put("generate_text", an_output("second", key="ab" * 32)) == first
    assert other.put_together("generate_text", [an_output("third", key="ab" * 32), an_output("more")])[0] == first
    assert one.get(first, Problem).text == "first"


def test_a_damaged_output_is_written_anew(tmp_path: Path) -> None:
    store = Store(tmp_path)
    record = store.put("plan_content", an_output("x"))
    store.path(record.key).write_bytes(b"torn by a power failure")
    assert store.put("plan_content", an_output("x")) == record
    assert store.get(record, Problem).text == "x"


def test_a_torn_journal_is_dropped_and_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    store = Store(tmp_path)
    store.files.write("journal/torn.jsonl", b'{"format": 1, "key"')
    again = Store(tmp_path)
    assert "damaged" in caplog.text
    assert list(again.files.entries("journal")) == []


def test_a_journal_that_another_run_is_writing_is_left_alone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    (tmp_path / "journal").mkdir()
    (tmp_path / "journal" / ".host-1-x.part").write_bytes(b"half")
    Store(tmp_path)
    assert [entry.name for entry in store.files.entries("journal")] == ["journal/.host-1-x.part"]


def test_an_output_is_fetched_only_with_the_content_it_was_promised_with(tmp_path: Path) -> None:
    store = Store(tmp_path)
    record = store.put("plan_content", an_output("x"))
    with pytest.raises(StoreError, match="gone or damaged"):
        store.fetch(record.key, "0" * 64, Problem)


@pytest.mark.parametrize("scheme", ["memory", "file"])
def test_a_store_may_be_at_an_address(scheme: str, tmp_path: Path) -> None:
    address = f"{scheme}://{tmp_path}/shared"
    one, other = Store(address), Store(address)
    records = one.put_together("generate_text", [an_output(text) for text in "abc"])
    assert [other.get(record, Problem).text for record in records] == ["a", "b", "c"]
    assert other.put("generate_text", Output(records[0].key, Problem(place="b", text="late"), {})) == records[0]
    assert list(one.files.entries("journal")) == []
    assert len(list(one.files.entries("outputs"))) == 3
    one.files.delete("outputs")
    assert other.files.where("format") == f"{address if scheme == 'memory' else tmp_path / 'shared'}/format"


def test_an_address_that_nothing_opens_names_what_to_install() -> None:
    with pytest.raises(InputError, match="nothing here opens nowhere://"):
        Store("nowhere://bucket/store")


def test_a_file_system_without_links_still_keeps_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("os.link", no_links)
    store = Store(tmp_path)
    first = store.put("generate_text", an_output("first", key="ab" * 32))
    assert store.put("generate_text", an_output("second", key="ab" * 32)) == first
