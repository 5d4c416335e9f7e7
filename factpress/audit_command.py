"""`factpress audit`: a whole job as one page that opens from a disk."""

from pathlib import Path
from typing import Annotated

import typer

from factpress.options import JobFolder


def audit(
    folder: JobFolder,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="The page. [default: DIR/audit.html]", show_default=False),
    ] = None,
) -> None:
    """Write one HTML page that shows a job: every document stage by stage, with drafts, candidates, facts and sources.

    The page needs no network and no server; what is left of the store decides how much it shows.
    """
    from content.store import write_atomically
    from tasks.collect_audit import audit_page
    from tasks.job_folder import JobFolder as Folder

    page = out or folder / "audit.html"
    write_atomically(page, b"".join(audit_page(Folder(folder))))
    print(f"{page} ({page.stat().st_size / 1_000_000:.1f} MB)")
