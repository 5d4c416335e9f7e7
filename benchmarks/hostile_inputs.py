"""Inputs that try to break, to break out or to take over: the same ones for the same seed.

Each case is a folder of files that a job is then run on: one family of attack with random details.
"""

import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.hostile_texts import INJECTIONS, PATHS, SCRIPTS, UNICODE, VALUES

FACTS = (
    b'{"subject": "Ulm", "predicate": "type", "object": "city"}\n'
    b'{"subject": "Ulm", "predicate": "country", "object": "Germany"}\n'
    b'{"subject": "Ulm", "predicate": "population", "object": 128928}\n'
)
BRIEF = {"id": "ulm", "topic": "Ulm", "outputs": ["md", "html", "txt", "json"]}
OUTSIDE = "secret.txt"
"""Name of a file beside the folder of the case, which no case may read; `SECRET` stands in it."""
SECRET = "The Vault of Ulm holds 4711 gold bars."


class Case(NamedTuple):
    """Files of one attack, and which of them the job is given."""

    name: str
    files: Mapping[str, bytes]
    briefs: str = "briefs.jsonl"
    knowledge: tuple[str, ...] = ("facts.jsonl",)
    plans: str = ""


Attack = Callable[[random.Random], Case]


def cases(count: int, seed: int) -> Iterator[Case]:
    """Make cases, every family as often as the next, with details drawn from the seed."""
    chance = random.Random(seed)
    for number in range(count):
        attack = ATTACKS[number % len(ATTACKS)]
        case = attack(chance)
        yield case._replace(name=f"{number:03} {case.name}")


def as_source(name: str, file: str, data: bytes) -> Case:
    """Give a file as a source of the brief, beside good knowledge."""
    brief = json.dumps({**BRIEF, "sources": [file]}).encode()
    return Case(name, {"briefs.jsonl": brief, "facts.jsonl": FACTS, file: data})


def as_knowledge(name: str, file: str, data: bytes, **beside: bytes) -> Case:
    """Give a file as knowledge, beside good knowledge in another file."""
    files = {"briefs.jsonl": json.dumps(BRIEF).encode(), "know/facts.jsonl": FACTS, f"know/{file}": data, **beside}
    return Case(name, files, knowledge=("know",))


def as_briefs(name: str, file: str, data: bytes) -> Case:
    """Give a file as the briefs."""
    return Case(name, {file: data, "facts.jsonl": FACTS}, briefs=file)


# --- bytes that are none of what they say ----------------------------------------------------------------------------

SUFFIXES = ("jsonl", "csv", "tsv", "json", "parquet", "ttl", "nt", "rdf", "jsonld", "txt", "md", "html", "pdf", "docx")


def noise(chance: random.Random) -> Case:
    """Random bytes under a random ending."""
    suffix = chance.choice(SUFFIXES)
    return as_source(f"noise.{suffix}", f"noise.{suffix}", chance.randbytes(chance.randrange(1, 20_000)))


def broken(chance: random.Random) -> Case:
    """A sound file with some bytes changed, doubled or cut off."""
    suffix = chance.choice(tuple(SOUND))
    data = bytearray(SOUND[suffix]())
    for _ in range(chance.randrange(1, 12)):
        place = chance.randrange(len(data))
        data[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
    cut = len(data) if chance.random() < 0.6 else chance.randrange(len(data))
    return as_source(f"broken.{suffix}", f"broken.{suffix}", bytes(data[:cut]))


def broken_briefs(chance: random.Random) -> Case:
    """Briefs with some bytes changed."""
    suffix = chance.choice(("jsonl", "csv", "yaml"))
    sound = {
        "jsonl": json.dumps(BRIEF).encode() + b"\n",
        "csv": b"id,topic,kind,facts\nulm,Ulm,profile,Ulm | river | Danube\n",
        "yaml": b"- id: ulm\n  topic: Ulm\n  must_mention: [Danube, {a: b}]\n",
    }[suffix]
    data = bytearray(sound * chance.choice((1, 1, 3)))
    for _ in range(chance.randrange(1, 6)):
        data[chance.randrange(len(data))] = chance.choice(b"\0\"{}[]:,|&*!\n\r\t\\\xff\xc3'~#%@`")
    return as_briefs(f"broken briefs.{suffix}", f"briefs.{suffix}", bytes(data))


# --- what unpacks, nests or repeats without end ----------------------------------------------------------------------


def word_bomb(chance: random.Random) -> Case:
    """Word files that unpack to far more than they are, that lie about it, or that name parts outside."""
    kind = chance.choice(("swollen", "many", "climbing", "entities", "outside", "lying"))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in _word_parts(kind).items():
            archive.writestr(name, part)
        if kind == "swollen":
            archive.writestr("word/media/a.xml", b"0" * chance.randrange(3_000_000, 30_000_000))
        elif kind == "many":
            for number in range(chance.randrange(10_001, 12_000)):
                archive.writestr(f"word/media/{number}.xml", b"")
        elif kind == "climbing":
            archive.writestr("../../../outside.txt", b"written outside")
    data = file.getvalue()
    if kind == "lying":
        data = data.replace((60_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    return as_source(f"word file, {kind}", "a.docx", data)


def _word_parts(kind: str) -> dict[str, bytes]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = {
        "entities": f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>',
        "outside": f'<!DOCTYPE d [<!ENTITY l9 SYSTEM "../../{OUTSIDE}">]>',
    }.get(kind, "")
    said = "&l9;" if doctype else "Ulm is a city. " * (4000 if kind == "lying" else 1)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        f'{doctype}<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:body></w:document>'
    )
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    xml = "application/vnd.openxmlformats-package.relationships+xml"
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{types}"><Default Extension="xml" ContentType="application/xml"/>'
            f'<Default Extension="rels" ContentType="{xml}"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{relations}">'
            f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/document.xml": body.encode(),
    }


def xml_bomb(chance: random.Random) -> Case:
    """RDF in XML whose entities grow, point outside, or whose elements nest."""
    kind = chance.choice(("laughs", "quadratic", "outside", "parameter", "dtd", "nested", "xinclude"))
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctype = {
        "laughs": f'<!DOCTYPE r [<!ENTITY l0 "ha">{laughs}<!ENTITY e "&l11;">]>',
        "quadratic": f'<!DOCTYPE r [<!ENTITY e "{"a" * chance.randrange(600, 100_000)}">]>',
        "outside": f'<!DOCTYPE r [<!ENTITY e SYSTEM "../{OUTSIDE}">]>',
        "parameter": f'<!DOCTYPE r [<!ENTITY % p SYSTEM "../{OUTSIDE}"> %p; <!ENTITY e "x">]>',
        "dtd": '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/evil.dtd" [<!ENTITY e "x">]>',
    }.get(kind, "")
    said = "&e;" * (10_000 if kind == "quadratic" else 1) if doctype else "Ulm"
    if kind == "xinclude":
        said = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="../{OUTSIDE}" parse="text"/>'
    if kind == "nested":
        depth = chance.randrange(1000, 60_000)
        said = "<x:y>" * depth + "Ulm" + "</x:y>" * depth
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    page = (
        f'<?xml version="1.0"?>{doctype}<r:RDF xmlns:r="{rdf}" xmlns:x="urn:x:">'
        f'<r:Description r:about="urn:Ulm"><x:motto>{said}</x:motto></r:Description></r:RDF>'
    )
    return as_source(f"RDF/XML, {kind}", "a.rdf", page.encode())


def pdf_bomb(chance: random.Random) -> Case:
    """PDF files whose streams swell, whose pages are a circle, or that carry scripts."""
    kind = chance.choice(("swollen", "circle", "script", "counts"))
    swollen = b"BT (Ulm is a city.) Tj ET " * chance.randrange(200_000, 800_000)
    stream = zlib.compress(swollen if kind == "swollen" else b"BT /F1 12 Tf (Ulm is a city.) Tj ET")
    kids = b"2 0 R" if kind == "circle" else b"3 0 R"
    action = b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>" if kind == "script" else b""
    count = b"999999999" if kind == "counts" else b"1"
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R " + action + b" >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count " + count + b" >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(stream) + stream + b"\nendstream",
    )
    body = b"".join(b"%d 0 obj\n" % number + part + b"\nendobj\n" for number, part in enumerate(parts, 1))
    return as_source(f"PDF, {kind}", "a.pdf", b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF\n")


def deep(chance: random.Random) -> Case:
    """Brackets, quotations, elements and lists within each other, deeper than a stack."""
    depth = chance.randrange(500, 50_000)
    suffix, opened, closed = chance.choice(
        (
            ("json", b'[{"a":', b"}]"),
            ("jsonl", b"[", b"]"),
            ("jsonld", b'{"x:y":', b"}"),
            ("html", b"<div>", b"</div>"),
            ("html", b"<table><tr><td>", b""),
            ("md", b"> ", b""),
            ("md", b"[", b"](x)"),
            ("md", b"*a **b ", b""),
            ("ttl", b"[ <urn:p> ", b" ]"),
            ("csv", b'"', b""),
        )
    )
    return as_source(f"deep.{suffix}", f"deep.{suffix}", opened * depth + b"Ulm" + closed * depth)


def long_line(chance: random.Random) -> Case:
    """Lines, words, cells, numbers and keys that do not end."""
    length = chance.choice((10_000, 200_000, 1_500_000))
    suffix, data = chance.choice(
        (
            ("jsonl", json.dumps({"subject": "Ulm", "predicate": "motto", "object": "a" * length}).encode()),
            ("jsonl", json.dumps({"subject": "U" * length, "predicate": "type", "object": "city"}).encode()),
            ("jsonl", b'{"subject": "Ulm", "predicate": "population", "object": ' + b"9" * length + b"}"),
            ("csv", b"subject,predicate,object\nUlm,motto," + b"a" * length),
            ("csv", b'subject,predicate,object\nUlm,motto,"' + b"a\n" * (length // 2)),
            ("csv", b"," * min(length, 200_000) + b"\nUlm\n"),
            ("txt", b"a" * length),
            ("txt", b"Ulm is a city and " * (length // 100) + b"."),
            ("txt", b"(" * (length // 20) + b". "),
            ("md", b"a_*" * (length // 20)),
            ("html", b"<p " + b"a=1 " * (length // 20) + b">Ulm is a city.</p>"),
            ("nt", b'<urn:Ulm> <urn:motto> "' + b"a" * length + b'" .'),
        )
    )
    return as_source(f"long.{suffix} of {length:,}", f"long.{suffix}", data)


# --- texts and names that mean more than they should -----------------------------------------------------------------


def script(chance: random.Random) -> Case:
    """Markup and templates as names, relations, values and addresses."""
    return _triples("markup", chance.sample(SCRIPTS, 4), chance)


def unicode(chance: random.Random) -> Case:
    """Characters that hide, reorder, imitate or break."""
    return _triples("unicode", chance.sample(UNICODE, 4), chance)


def value(chance: random.Random) -> Case:
    """Values that are hard to understand."""
    return _triples("values", chance.sample(VALUES, 4), chance)


def _triples(name: str, texts: list[str], chance: random.Random) -> Case:
    one, two, three, four = texts
    rows: list[dict[str, object]] = [
        {"subject": "Ulm", "predicate": "motto", "object": one},
        {"subject": "Ulm", "predicate": two[:400], "object": "Danube"},
        {"subject": three[:400], "predicate": "located in", "object": "Ulm", "source": four[:900]},
        {"subject": "Ulm", "predicate": "alias", "object": four[:400]},
        {"subject": "Ulm", "predicate": "population", "object": one, "valid_from": two[:400]},
    ]
    brief: dict[str, Any] = {
        **BRIEF,
        "topic": chance.choice(("Ulm", one[:400])),
        "audience": two[:50],
        "must_mention": [three[:400]],
    }
    brief["facts"] = [{"subject": "Ulm", "predicate": three[:300], "object": four[:900]}]
    lines = "\n".join(json.dumps(row) for row in rows).encode()
    return Case(
        name, {"briefs.jsonl": json.dumps(brief).encode(), "facts.jsonl": FACTS + lines}, knowledge=("facts.jsonl",)
    )


def path(chance: random.Random) -> Case:
    """Ids, sources, lists and mappings that lead out of their folder."""
    name = chance.choice(PATHS)
    kind = chance.choice(("id", "source", "list", "file"))
    if kind == "id":
        return as_briefs(f"path as id {name[:20]!r}", "briefs.jsonl", json.dumps({**BRIEF, "id": name}).encode())
    if kind == "list":
        entries = json.dumps([name, f"../{OUTSIDE}", f"../../{OUTSIDE}", "/etc/hostname", "../*.txt"])
        return as_knowledge("path in a list", "a.sources.yaml", f"sources: {entries}\n".encode())
    if kind == "file":
        mapping = b"subject: ../../outside\ncolumns: {/etc/passwd: x}\n"
        return as_knowledge("path in a mapping", "a.csv", b"name\nUlm\n", **{"know/a.mapping.yaml": mapping})
    target = chance.choice((name, f"../{OUTSIDE}", "/etc/hostname", f"file://../{OUTSIDE}"))
    return as_briefs("path as source", "briefs.jsonl", json.dumps({**BRIEF, "sources": [target]}).encode())


def injection(chance: random.Random) -> Case:
    """Instructions to a model in sources and facts."""
    said = chance.choice(INJECTIONS)
    text = f"Ulm is a city in Germany. {said} Ulm lies on the Danube."
    suffix, data = chance.choice(
        (
            ("txt", text),
            ("md", f"# Ulm\n\n{text}\n\n<!-- {said} -->"),
            ("html", f"<html><body><p>{text}</p><p style='display:none'>{said}</p><!-- {said} --></body></html>"),
            ("jsonl", json.dumps({"subject": "Ulm", "predicate": "description", "object": said})),
            ("jsonl", json.dumps({"subject": "Ulm", "predicate": said, "object": "Acme"})),
        )
    )
    return as_source(f"injection.{suffix}", f"a.{suffix}", data.encode())


def yaml_trick(chance: random.Random) -> Case:
    """YAML with anchors that grow, tags that construct, keys that repeat: as briefs, lists, mappings and plans."""
    grown = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10))
    data = chance.choice(
        (
            f"a0: &a0 ha\n{grown}",
            "- !!python/object/apply:os.system ['touch outside.txt']\n",
            "- id: a\n  id: b\n  topic: Ulm\n",
            "{" * 3000,
            "- id: ulm\n  topic: Ulm\n---\n- id: b\n  topic: Ulm\n",
            "? [a, b]\n: c\n",
            "sections: [{plans: [{text: '<script>alert(1)</script>'}]}]\n",
        )
    ).encode()
    kind = chance.choice(("briefs", "list", "mapping", "plan"))
    if kind == "briefs":
        return as_briefs("yaml briefs", "briefs.yaml", data)
    if kind == "list":
        return as_knowledge("yaml list", "a.sources.yaml", data)
    if kind == "mapping":
        return as_knowledge("yaml mapping", "a.csv", b"name\nUlm\n", **{"know/a.mapping.yaml": data})
    files = {"briefs.jsonl": json.dumps(BRIEF).encode(), "facts.jsonl": FACTS, "plans/ulm.yaml": data}
    return Case("yaml plan", files, plans="plans")


def saved_graph(chance: random.Random) -> Case:
    """A folder that says it is a saved graph."""
    head = chance.choice((b"{}", b'{"format": 99}', b'{"format": 1, "what": "../../x"}', b"\0" * 100, b"[" * 9000))
    files = {"briefs.jsonl": json.dumps(BRIEF).encode(), "graph/graph.json": head}
    files["graph/rows.parquet"] = chance.randbytes(500)
    return Case("saved graph", files, knowledge=("graph",))


def _sound_parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(pa.table({"subject": ["Ulm"], "predicate": ["river"], "object": ["Danube"]}), file)
    return file.getvalue()


def _sound_word() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in _word_parts("sound").items():
            archive.writestr(name, part)
    return file.getvalue()


SOUND: Mapping[str, Callable[[], bytes]] = {
    "jsonl": lambda: FACTS,
    "csv": lambda: b"subject,predicate,object,valid_from\nUlm,river,Danube,1200\nUlm,mayor,Anna,2020\n",
    "json": lambda: b'[{"subject": "Ulm", "predicate": "river", "object": "Danube"}]',
    "parquet": _sound_parquet,
    "ttl": lambda: b'@prefix x: <urn:x:> .\nx:Ulm x:river "Danube"@en ; x:mayor x:Anna .\n',
    "nt": lambda: b'<urn:x:Ulm> <urn:x:river> "Danube"@en .\n',
    "rdf": lambda: (
        b'<?xml version="1.0"?><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="urn:x:">'
        b'<r:Description r:about="urn:x:Ulm"><x:river>Danube</x:river></r:Description></r:RDF>'
    ),
    "jsonld": lambda: b'{"@id": "urn:x:Ulm", "urn:x:river": "Danube"}',
    "md": lambda: b"# Ulm\n\nUlm is a city in Germany. It lies on the *Danube*.\n",
    "html": lambda: b"<html><body><article><p>Ulm is a city in Germany.</p></article></body></html>",
    "docx": _sound_word,
}
ATTACKS: tuple[Attack, ...] = (
    noise,
    broken,
    broken_briefs,
    word_bomb,
    xml_bomb,
    pdf_bomb,
    deep,
    long_line,
    script,
    unicode,
    value,
    path,
    injection,
    yaml_trick,
    saved_graph,
)


def write(case: Case, folder: Path) -> None:
    """Write the files of a case into a folder, and the secret beside it."""
    for name, data in case.files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    (folder.parent / OUTSIDE).write_text(SECRET, encoding="utf-8")
