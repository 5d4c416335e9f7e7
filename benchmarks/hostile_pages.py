"""What in a page could act: found with the parser that browsers use."""

from importlib import import_module
from pathlib import Path
from typing import Any

from rendering.cleaning import UNSAFE

_ACTING = frozenset(
    "iframe object embed form input button base link frame frameset applet foreignObject template".split()
)
_ADDRESSES = frozenset("href src action formaction data poster srcset".split())
_JOINERS = "\u200c\u200d"


def scripts_in(folder: Path) -> tuple[str, ...]:
    """List what could act, or hides, in the pages and texts below a folder."""
    texts = [path for path in sorted(folder.rglob("document.*")) if path.is_file() and path.suffix != ".json"]
    found = []
    for path in texts:
        data = path.read_bytes()
        found += [f"{path.name}: {what}" for what in (page_faults(data) if path.suffix == ".html" else ())]
        hidden = {sign for sign in UNSAFE.findall(data.decode()) if sign not in _JOINERS}
        found += [f"{path.name}: hidden character U+{ord(sign):04X}" for sign in sorted(hidden)]
    return tuple(found)


def page_faults(page: bytes) -> list[str]:
    """List what could act in a page, beside the one script that is ours."""
    html5lib: Any = import_module("html5lib")
    own = (Path(import_module("rendering").__file__ or "").parent / "page.js").read_text(encoding="utf-8")
    faults = []
    for element in html5lib.parse(page, namespaceHTMLElements=False).iter():
        name = element.tag if isinstance(element.tag, str) else ""
        if name == "script" and (element.text or "").strip() != own.strip():
            faults.append(f"script {(element.text or '')[:60]!r}")
        if name in _ACTING or (name == "meta" and element.get("http-equiv", "").lower() == "refresh"):
            faults.append(f"<{name}>")
        for key, value in element.items():
            key = str(key).rpartition("}")[2]
            address = "".join(value.split()).casefold()
            if key.casefold().startswith("on"):
                faults.append(f"{name} {key}={value[:60]!r}")
            if key in _ADDRESSES and not address.startswith(("#", "http://", "https://")):
                faults.append(f"{name} {key}={value[:60]!r}")
    return faults
