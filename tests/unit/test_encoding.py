"""A model of meaning from a folder: a tiny real one is made here, with a real tokenizer and chance for vectors."""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from bot.cli import main
from knowledge.documents.meaning import MeaningIndex
from knowledge.encoding import EncoderUnusable, Switch, load_encoder

WHY = "the extra [encoder] is not installed: pip install 'spil[encoder]'"
PAIRS = (  # What people ask with, and what the documents call it: no letters in common.
    ("fiets", "tweewieler"), ("poes", "kat"), ("arts", "dokter"), ("ouders", "gezin"), ("baan", "werk"),
    ("geld", "budget"), ("brief", "schrijven"), ("huis", "woning"),
)  # fmt: skip
FILLING = [
    "de",
    "het",
    "een",
    "van",
    "en",
    "in",
    "op",
    "is",
    "wat",
    "wie",
    "waar",
    "over",
    "gaat",
    "dit",
    "stuk",
    "vooral",
    "bespreekt",
    "lokaal",
]
SIZE = 24


def model(folder: Path, **tensors: Any) -> Path:
    """A model in which the words of a pair mean the same."""
    tokenizers = pytest.importorskip("tokenizers", reason=WHY)
    numpy_files = pytest.importorskip("safetensors.numpy", reason=WHY)
    words = ["[UNK]", *FILLING, *(word for pair in PAIRS for word in pair)]
    made = tokenizers.Tokenizer(
        tokenizers.models.WordLevel({word: n for n, word in enumerate(words)}, unk_token="[UNK]")
    )
    made.normalizer = tokenizers.normalizers.Lowercase()
    made.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    vectors = np.random.default_rng(7).standard_normal((len(words), SIZE)).astype(np.float32)
    vectors[: len(FILLING) + 1] *= 0.05
    for one, other in PAIRS:
        vectors[words.index(other)] = vectors[words.index(one)]
    folder.mkdir(parents=True, exist_ok=True)
    made.save(str(folder / "tokenizer.json"))
    numpy_files.save_file({"embeddings": vectors, **tensors}, folder / "model.safetensors")
    return folder


def rows(folder: Path) -> tuple[Path, Path]:
    docs, queries = folder / "docs.jsonl", folder / "queries.jsonl"
    said = [{"id": their, "text": f"Dit stuk bespreekt vooral {their} lokaal."} for _, their in PAIRS]
    asked = [{"query": f"wat gaat over {ours}", "gold": their, "answerable": True} for ours, their in PAIRS]
    docs.write_text("".join(json.dumps(row) + "\n" for row in said))
    queries.write_text("".join(json.dumps(row) + "\n" for row in asked))
    return docs, queries


def compare(folder: Path, *more: str | Path) -> Any:
    docs, queries = rows(folder)
    words = ["evaluate", "search", "--docs", docs, "--queries", queries, "--lang", "nl", "--compare", *more]
    return CliRunner().invoke(main, list(map(str, words)))


def test_what_means_the_same_lies_close(tmp_path: Path) -> None:
    encoder = load_encoder(model(tmp_path / "m"), frozenset({"nl"}))
    found = encoder.encode(["de fiets", "een tweewieler", "de poes", "", "onbekendwoord"], "nl")
    assert (found.shape, found.dtype) == ((5, SIZE), np.float32)
    assert found[0] @ found[1] > 0.9 > found[0] @ found[2]
    assert not found[3].any()
    again = encoder.encode(["een tweewieler"], "nl")
    assert np.allclose(again[0], found[1])


def test_a_model_finds_what_words_alone_do_not(tmp_path: Path) -> None:
    encoder = load_encoder(model(tmp_path / "m"), frozenset({"nl"}))
    texts = [f"Dit stuk bespreekt vooral {their} lokaal." for _, their in PAIRS]
    index = MeaningIndex(texts, [""] * len(texts), "nl", encoder)
    for number, (ours, _) in enumerate(PAIRS):
        assert index.rank(index.ask(f"wat gaat over {ours}")).places[0] == number
    assert MeaningIndex([], [], "nl", encoder).rank(index.ask("fiets")).places == ()


def test_it_is_used_for_the_languages_that_it_helps(tmp_path: Path) -> None:
    folder, data = model(tmp_path / "m"), tmp_path / "data"
    data.mkdir()
    switch = Switch(data / "encoder.json")
    assert switch.encoder(folder) is None  # Off by default.
    done = compare(tmp_path, "--encoder", folder, "--data", data)
    found = json.loads(done.stdout)
    assert (found["helps"], found["used"], found["lost"]) == (True, True, 0)
    assert found["with"]["R@1"] == 100.0 > found["without"]["R@1"]
    assert switch.languages(folder) == {"nl"}
    used = switch.encoder(folder)
    assert used
    assert used.languages == {"nl"}
    model(folder, weights=np.zeros(len(FILLING) + 1 + 2 * len(PAIRS), np.float32))
    assert switch.encoder(folder) is None  # Another model: nobody measured that one.
    worse = json.loads(compare(tmp_path, "--encoder", folder, "--data", data).stdout)
    assert (worse["helps"], worse["used"]) == (False, False)
    assert switch.languages(folder) == frozenset()


def test_what_is_missing_is_said_in_one_sentence(tmp_path: Path) -> None:
    data = tmp_path / "data"
    CliRunner().invoke(main, ["invite", "--data", str(data), "--role", "member"])
    (data / "settings.toml").write_text(f'encoder = "{tmp_path / "nowhere"}"\n')
    done = CliRunner().invoke(main, ["check", "--data", str(data)])
    lines = [line for line in (done.stdout + done.stderr).splitlines() if "encoder" in line]
    assert len(lines) == 1
    assert "tokenizer.json" in lines[0]
    refused = compare(tmp_path, "--data", data)
    assert refused.exit_code == 1
    assert "holds no tokenizer.json" in refused.stderr
    assert "needs a model" in compare(tmp_path).stderr


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    folder = model(tmp_path / "m")
    (folder / "model.safetensors").write_bytes(b"no tensors")
    with pytest.raises(EncoderUnusable, match="damaged"):
        load_encoder(folder, frozenset({"nl"}))
    model(folder, mapping=np.full(len(FILLING) + 1 + 2 * len(PAIRS), 9_999))
    with pytest.raises(EncoderUnusable, match="incomplete"):
        load_encoder(folder, frozenset({"nl"}))
    model(folder, weights=np.ones(3, np.float32))
    with pytest.raises(EncoderUnusable, match="do not fit"):
        load_encoder(folder, frozenset({"nl"}))


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("tokenizer.json", "model.safetensors"):
        (tmp_path / name).write_text("{}")
    monkeypatch.setitem(sys.modules, "tokenizers", None)  # As where it is not installed.
    with pytest.raises(EncoderUnusable, match=r"spil\[encoder\]"):
        load_encoder(tmp_path, frozenset({"nl"}))
