"""The audit page: data as inert JSON, one element a document, that the page's own script shows on demand."""

import base64
import functools
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from content.artifacts import Artifact
from rendering.audit.data import AuditDocument, AuditJob, AuditRow
from rendering.cleaning import UNSAFE

_END = "</body>\n</html>\n"
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def render_audit(
    job: AuditJob, rows: Sequence[AuditRow], documents: Iterable[AuditDocument], pictures: Sequence[str] = ()
) -> Iterator[bytes]:
    """Write the page piece by piece; documents are taken one at a time.

    Args:
        rows: one a document, in the same order.
        pictures: drawings as SVG, of our own making.
    """
    yield _head(job, pictures).encode()
    yield _embedded("job", _plain(job))
    yield _embedded("rows", json.dumps([list(row.model_dump().values()) for row in rows], ensure_ascii=False))
    for number, document in enumerate(documents):
        yield _embedded(f"d{number}", _plain(document))
    script = _part("page.js")
    yield f"<script>{script}</script>\n{_END}".encode()


def _head(job: AuditJob, pictures: Sequence[str]) -> str:
    environment = Environment(
        loader=PackageLoader("rendering.audit", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style, script = _part("page.css"), _part("page.js")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
    return environment.get_template("page.html").render(
        job=job,
        pictures=[Markup(picture) for picture in pictures if picture],
        style=Markup(style),
        policy=policy + "base-uri 'none'; form-action 'none'",
    )


def _plain(artifact: Artifact) -> str:
    return json.dumps(artifact.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)


def _embedded(name: str, data: str) -> bytes:
    """Embed JSON so that no text in it can end its element, and no invisible character acts on an editor."""
    escaped = UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1], data.translate(_ESCAPES))
    return f'<script type="application/json" id="{name}">{escaped}</script>\n'.encode()


@functools.cache
def _part(name: str) -> str:
    return resources.files("rendering.audit").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
