"""Training of an adapter: killed and resumed it gives the bytes that it would have given."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("peft")

from content.errors import InputError
from models.engine import Sampling, load_engine
from models.training.lora import train_adapter
from models.training.recipe import Example, Recipe, Step, batches, rate_at
from models.training.state import STATE
from tests.models.tiny import a_model

RECIPE = Recipe(rank=4, alpha=8, batch_tokens=64, save_seconds=0, threads=1, passes=2, warmup=2)
EXAMPLES = [Example((5, 6, 7 + number % 3), (20 + number % 40, 30, 0)) for number in range(60)]
RUN = """
import sys
from pathlib import Path
from tests.flows.test_adapt_model import EXAMPLES, RECIPE
from models.training.lora import train_adapter
def report(step):
    print(step.number, flush=True)
train_adapter(Path(sys.argv[1]), "tiny", EXAMPLES, Path(sys.argv[2]), RECIPE, report)
"""


@pytest.fixture(name="base", scope="module")
def _base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_model(tmp_path_factory.mktemp("models") / "tiny")


def train(base: Path, out: Path, recipe: Recipe = RECIPE) -> list[Step]:
    steps: list[Step] = []
    train_adapter(base, str(base), EXAMPLES, out, recipe, steps.append)
    return steps


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != STATE}


def test_the_loss_falls_and_the_adapter_is_a_model(base: Path, tmp_path: Path) -> None:
    steps = train(base, tmp_path / "out", RECIPE.model_copy(update={"rate": 0.02}))
    assert sum(step.loss for step in steps[-4:]) < 0.7 * sum(step.loss for step in steps[:4])
    engine = load_engine(str(tmp_path / "out"), threads=1)
    assert len(engine.complete(["Oslo"], Sampling(max_tokens=4), 1)) == 1


def test_an_interrupted_training_goes_on_to_the_same_bytes(base: Path, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(step: Step) -> None:
        if step.number == 7:
            raise Stopped

    train(base, tmp_path / "whole")
    with pytest.raises(Stopped):
        train_adapter(base, str(base), EXAMPLES, tmp_path / "parts", RECIPE, stop)
    rest = train(base, tmp_path / "parts")
    assert rest[0].number in {7, 8}
    assert bytes_of(tmp_path / "parts") == bytes_of(tmp_path / "whole")
    assert train(base, tmp_path / "parts") == []
    assert bytes_of(tmp_path / "parts") == bytes_of(tmp_path / "whole")


@pytest.mark.slow
def test_a_killed_training_goes_on_to_the_same_bytes(base: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(Path(__file__).parent.parent.parent)}

    def start(out: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", RUN, str(base), str(tmp_path / out)]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)

    with start("whole") as whole:
        assert whole.wait(timeout=300) == 0
    with start("parts") as killed:
        assert killed.stdout is not None
        for _ in range(6):
            killed.stdout.readline()
        killed.send_signal(signal.SIGKILL)
        killed.wait(timeout=60)
    assert (tmp_path / "parts" / STATE).is_file()
    assert not (tmp_path / "parts" / "adapter_model.safetensors").exists()
    with start("parts") as resumed:
        assert resumed.wait(timeout=300) == 0
    assert bytes_of(tmp_path / "parts") == bytes_of(tmp_path / "whole")


def test_another_training_s_state_is_refused(base: Path, tmp_path: Path) -> None:
    train(base, tmp_path / "out")
    with pytest.raises(InputError, match="another training"):
        train(base, tmp_path / "out", RECIPE.model_copy(update={"rank": 2}))
    (tmp_path / "out" / STATE).write_bytes(b"damaged")
    with pytest.raises(InputError, match="cannot be read"):
        train(base, tmp_path / "out")


def test_batches_hold_every_example_once_a_pass_and_no_batch_is_too_large() -> None:
    examples = [Example((1,) * (number % 9 + 1), (2,) * (number % 5 + 1)) for number in range(200)]
    made = batches(examples, RECIPE)
    assert sorted(at for group in made for at in group) == sorted([*range(200), *range(200)])
    assert max(max(examples[at].length for at in group) * len(group) for group in made) <= 64
    half = batches(examples, RECIPE.model_copy(update={"passes": 0.5}))
    assert made[: len(half)] == half


def test_the_learning_rate_rises_stays_and_falls() -> None:
    rates = [rate_at(step, 100, Recipe(rate=1.0, warmup=10, decay=0.4)) for step in range(100)]
    assert rates[0] == pytest.approx(0.1)
    assert rates[9:60] == [1.0] * 51
    assert rates[60:] == sorted(rates[60:], reverse=True)
    assert rates[99] == pytest.approx(1 / 40)
