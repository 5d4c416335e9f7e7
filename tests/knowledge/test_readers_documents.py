"""Documents of every kind to plain text."""

import io
import zipfile
from pathlib import Path

import pytest

from content.errors import InputError
from knowledge.readers.documents import document_text
from knowledge.readers.notes import Notes


def text_of(data: bytes | str, suffix: str, notes: Notes | None = None, limit: int = 1) -> str:
    raw = data.encode() if isinstance(data, str) else data
    return document_text(raw, suffix, f"a{suffix}", limit, notes or Notes(f"a{suffix}"))


def refusal(data: bytes | str, suffix: str, limit: int = 1) -> str:
    with pytest.raises(InputError) as caught:
        text_of(data, suffix, limit=limit)
    return str(caught.value)


def text_or_refusal(data: bytes | str, suffix: str) -> str:
    try:
        return text_of(data, suffix)
    except InputError as error:
        return str(error)


def test_text_is_kept_as_it_is() -> None:
    assert text_of("The tower is old.\r\n\r\nIt is 52 m tall.\r\n", ".txt") == "The tower is old.\n\nIt is 52 m tall."


def test_hidden_characters_of_a_text_are_removed_and_told() -> None:
    notes = Notes("a.txt")
    assert text_of("The tow\u202eer is\u00ad old.", ".txt", notes) == "The tower is old."
    assert [problem.text for problem in notes.problems()] == ["removed from the text: invisible U+202E"]


MARKDOWN = """---
title: Secret
---
# The *old* tower

The **tower** in [Halden](https://example.org/x) was
built by `Anna Berg` in 1887.<br>It stands![a picture](x.png)

- first point
- second point with <b>bold</b>

```python
code = "left out"
```

<div>left out</div>

| part | height |
|------|--------|
| tower | 52 m |
"""


def test_markdown_loses_its_marks_and_keeps_its_words() -> None:
    assert text_of(MARKDOWN, ".md").split("\n") == [
        "The old tower",
        "",
        "The tower in Halden was built by Anna Berg in 1887.",
        "It stands",
        "",
        "first point",
        "second point with bold",
        "part | height",
        "tower | 52 m",
    ]


ARTICLE = "<p>The tower of Halden was built in 1887 by Anna Berg. It is 52 metres tall and made of brick.</p>" * 6
PAGE = f"""<!doctype html><html><head><title>T</title><style>x{{}}</style></head><body><nav><a href="/">Home</a></nav>
<article><h1>The tower</h1>{ARTICLE}</article><script>alert("x")</script>
<footer>Imprint and cookies</footer></body></html>"""


def test_a_page_gives_its_article_without_what_stands_around_it() -> None:
    text = text_of(PAGE, ".html")
    assert "The tower of Halden was built in 1887 by Anna Berg." in text
    assert "Home" not in text
    assert "alert" not in text


def test_a_page_without_an_article_gives_all_that_is_seen() -> None:
    text = text_of("<html><body><script>x</script><table><tr><td>Height<td>52 m</table><h2>End</h2></body>", ".html")
    assert text.split() == ["Height", "52", "m", "End"]


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "shift_jis"])
def test_a_page_is_read_in_the_encoding_it_declares(charset: str) -> None:
    word = "東京" if charset == "shift_jis" else "Zürich"
    page = f'<html><head><meta charset="{charset}"></head><body><p>{word} is a city.</p></body></html>'
    assert word in text_of(page.encode(charset), ".html")


def test_a_page_in_an_encoding_that_it_does_not_declare_is_refused() -> None:
    assert "not UTF-8: byte" in refusal("<p>Zürich</p>".encode("latin-1"), ".html")
    said = refusal('<meta charset="nonsense"><p>Zürich</p>'.encode("latin-1"), ".html")
    assert said == "a.html: declares an encoding that does not exist, 'nonsense'"
    assert "declares an encoding that does not exist" in refusal(b'<meta charset="hex"><p>\xff</p>', ".html")


@pytest.mark.parametrize("page", ["<html></html>", "<!-- -->", "<script>x</script>", "<" * 2000])
def test_a_page_without_text_is_refused(page: str) -> None:
    assert "text" in refusal(page, ".html")


def test_a_page_nested_deeper_than_parsers_go_is_refused() -> None:
    page = "<div>" * 20_000 + "The tower of Halden is old." + "</div>" * 20_000
    assert text_or_refusal(page, ".html") == "a.html: there is no text in the document"


# --- PDF -------------------------------------------------------------------------------------------------------------


def a_pdf(*pages: str, broken: int = -1) -> bytes:
    """Write a PDF by hand, one line of Helvetica a page; the page `broken` is packed in a way that does not exist."""
    parts = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for at, page in enumerate(pages):
        drawn = "".join(f"({row}) Tj T* " for row in page.split("\n"))
        stream = f"BT /F1 12 Tf 14 TL 72 700 Td {drawn}ET"
        kids.append(f"{len(parts) + 1} 0 R")
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(parts) + 2} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        packed = " /Filter /Nonsense" if at == broken else ""
        parts.append(f"<< /Length {len(stream)}{packed} >>\nstream\n{stream}\nendstream")
    parts[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    tail = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(parts) + 1} /Root 1 0 R >>\n"
    return out + tail.encode() + f"startxref\n{len(out)}\n%%EOF\n".encode()


def test_a_pdf_gives_its_pages_with_wrapped_lines_joined() -> None:
    rows = (
        "The bridge was built between 1931 and 1937 by a company\n"
        "from the north and carries two railway tracks, of which\none is closed."
    )
    text = text_of(a_pdf(rows, "Second page."), ".pdf")
    assert text == rows.replace("\n", " ") + "\nSecond page."


def test_a_broken_page_is_told_and_the_others_go_on() -> None:
    notes = Notes("a.pdf")
    text = text_of(a_pdf("First page here.", "x", "Third page here.", broken=1), ".pdf", notes)
    assert text == "First page here.\nThird page here."
    (problem,) = notes.problems()
    assert problem.text.startswith("page 2 cannot be read (")


def test_a_pdf_without_text_or_with_a_password_is_refused() -> None:
    assert refusal(a_pdf(""), ".pdf") == "a.pdf: the PDF holds no text; is it a scan? read it with OCR first"
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(a_pdf("Secret."))))
    writer.encrypt("password", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    assert refusal(locked.getvalue(), ".pdf").startswith("a.pdf: the PDF is encrypted")


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_a_pdf_that_is_cut_off_gets_one_line_or_its_text(keep: float) -> None:
    whole = a_pdf("The tower is old.", "It is tall.")
    assert text_or_refusal(whole[: int(len(whole) * keep)], ".pdf").startswith(("The tower is old.", "a.pdf: the PDF "))


# --- Word ------------------------------------------------------------------------------------------------------------


def a_docx() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading("The tower", 1)
    document.add_paragraph("It was built in 1887.")
    table = document.add_table(2, 3)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), "Part Height  Tower 52 m".split(" "), strict=True
    ):
        cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    document.add_paragraph("The end.")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_word_file_gives_paragraphs_and_tables_in_their_order() -> None:
    rows = [row for row in text_of(a_docx(), ".docx").split("\n") if row]
    assert rows == ["The tower", "It was built in 1887.", "Part | Height", "Tower | 52 | m", "The end."]


def test_a_zip_bomb_is_not_opened() -> None:
    file = io.BytesIO(a_docx())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/bomb.xml", b"0" * 5_000_000)
    assert refusal(file.getvalue(), ".docx", limit=100) == "a.docx: the Word file unpacks to 6 MB; it is not opened"


def test_another_archive_is_not_a_word_file() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "hello")
    assert refusal(file.getvalue(), ".docx").startswith("a.docx: the Word file is corrupt (")
    assert refusal(a_docx()[:2000], ".docx").startswith("a.docx: the Word file is corrupt (")


def test_entities_in_a_word_file_stay_closed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    source, file = zipfile.ZipFile(io.BytesIO(a_docx())), io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
                data = data.replace(b"<w:document", entity + b"<w:document", 1).replace(b"The end.", b"The end.&e;")
            archive.writestr(name, data)
    assert "the secret" not in text_or_refusal(file.getvalue(), ".docx")
