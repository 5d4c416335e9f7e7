"""Show how far a job is: a live display on a terminal, plain lines elsewhere. All of it on standard error."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tasks.job import StageResult
from tasks.progress import Beginning, Closed, Estimated, Event, NothingToDo, Stopped, listening

WORDS = {
    "process_input": "reading input",
    "plan_content": "planning",
    "generate_text": "writing",
    "refine_text": "refining",
    "render_output": "delivering",
}


@contextmanager
def shown() -> Iterator[None]:
    """Show the progress of what runs inside."""
    console = Console(stderr=True)
    if console.is_terminal:
        with _bar(console) as bar, listening(_Live(bar)):
            yield
    else:
        with listening(_Plain()):
            yield


def _bar(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("documents · {task.fields[note]}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )


def nothing_to_do(event: NothingToDo) -> str:
    """Say that a job is finished already."""
    return f"nothing has changed: {event.documents} documents are delivered and whole"


def estimated(event: Estimated) -> str:
    """Say what the run will cost."""
    known = event.estimate
    time_ = f"{known.seconds:.0f} s" if known.seconds < 120 else f"{known.seconds / 60:.0f} min"
    tokens = f" and {known.tokens} tokens" if known.tokens else ""
    return f"{event.requested} documents take about {time_}{tokens}, as {known.documents} of them did"


class _Pace:
    """Guess the time left from the documents worded so far: wording is nearly all of the time."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.worded = self.lost = 0
        self.total = 0

    def take(self, event: Event) -> None:
        if isinstance(event, Beginning):
            self.total = event.requested
        elif isinstance(event, StageResult):
            self.lost += len(event.rejected) + len(event.failed)
            if event.stage == "generate_text":
                self.worded += len(event.items)

    def left(self) -> str:
        if not self.worded:
            return "estimating"
        seconds = (time.monotonic() - self.begun) / self.worded * max(0, self.total - self.worded - self.lost)
        return f"about {seconds:.0f} s left" if seconds < 120 else f"about {seconds / 60:.0f} min left"


class _Live:
    """Move a bar."""

    def __init__(self, bar: Progress) -> None:
        self.bar, self.pace = bar, _Pace()
        self.task = bar.add_task("reading knowledge", total=None, note="")

    def __call__(self, event: Event) -> None:
        if isinstance(event, NothingToDo):
            self.bar.console.print(nothing_to_do(event))
            return
        if isinstance(event, Estimated):
            self.bar.console.print(estimated(event))
            return
        if isinstance(event, Closed | Stopped):
            return
        self.pace.take(event)
        rejected = f"{self.pace.lost} rejected or failed · " if self.pace.lost else ""
        description = WORDS[event.stage]
        if isinstance(event, Beginning):
            description = f"{description} (chunk {event.chunk} of {event.chunks})"
            self.bar.update(self.task, description=description)
        self.bar.update(
            self.task, total=self.pace.total, completed=self.pace.worded, note=f"{rejected}{self.pace.left()}"
        )


class _Plain:
    """Print a line for every stage of every chunk."""

    def __init__(self) -> None:
        self.pace = _Pace()
        self.chunk = (1, 1)

    def __call__(self, event: Event) -> None:
        if isinstance(event, NothingToDo):
            print(nothing_to_do(event), file=sys.stderr, flush=True)
            return
        if isinstance(event, Estimated):
            print(estimated(event), file=sys.stderr, flush=True)
            return
        self.pace.take(event)
        if isinstance(event, Beginning):
            self.chunk = (event.chunk, event.chunks)
        if isinstance(event, Beginning | Closed | Stopped):
            return
        print(self._line(event), file=sys.stderr, flush=True)

    def _line(self, result: StageResult) -> str:
        parts = [f"{len(result.items)} documents"]
        if result.reused:
            parts.append(f"{result.reused} reused")
        parts += [f"{len(result.rejected)} rejected"] if result.rejected else []
        parts += [f"{len(result.failed)} failed"] if result.failed else []
        parts.append(f"{result.seconds:.1f} s")
        return f"{WORDS[result.stage]:<14} chunk {self.chunk[0]} of {self.chunk[1]}: {', '.join(parts)}"
