"""`factpress verify`: check a delivered job with nothing but its files."""

import typer

from factpress.options import AsJson, JobFolder
from factpress.report import counted


def verify(folder: JobFolder, as_json: AsJson = False) -> None:
    """Check that what was delivered is whole: hashes, ledgers, facts, and that every text is its ledger's.

    Needs no server, no network and no store. Exit code 0: all is well; 4: something is not, one line for each.
    """
    from tasks.job_folder import JobFolder as Folder
    from tasks.verify import verify as check

    found = check(Folder(folder))
    if as_json:
        print(found.model_dump_json())
    else:
        for problem in found.problems:
            print(f"{problem.place}: {problem.text}")
        looked = (found.documents, "document"), (found.sentences, "sentence"), (found.files, "file")
        wrong = counted(len(found.problems), "problem") if found.problems else "all is as it was delivered"
        print(f"{', '.join(counted(*one) for one in looked)}: {wrong}")
    raise typer.Exit(4 if found.problems else 0)
