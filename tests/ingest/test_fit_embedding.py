from __future__ import annotations

import itertools
import json
import lzma
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.embed_static import StaticEmbedder
from assistant.errors import InvalidSetting
from ingest import fit_embedding
from ingest.fit_embedding import (
    Article,
    Form,
    Recipe,
    TokenisedArticle,
    batches_of,
    find_phrases,
    fit_tokenizer,
    hold_out,
    main,
    pair_of,
    quantise,
    question_forms,
    rate_at,
    read_articles,
    recall_of_titles,
    tokenise,
)

THINGS = ("đường giao thông", "trường mầm non", "trạm y tế", "hồ chứa nước", "chợ trung tâm", "nhà văn hóa")
FEW = ("--steps", "40", "--vocabulary", "500", "--dimension", "16")
DEEDS = ("Xây dựng", "Sửa chữa", "Quản lý", "Bàn giao", "Kiểm tra", "Nghiệm thu", "Bảo trì", "Thanh lý")


def made_up() -> list[Article]:
    """48 articles, one for each thing and deed."""
    return [
        Article(
            f"{deed} {thing}",
            (
                f"Ủy ban nhân dân xã {deed.lower()} {thing} theo kế hoạch hằng năm;",
                f"Hồ sơ {thing} gồm biên bản {deed.lower()} và tờ trình của thôn, bản;",
                f"Kinh phí {deed.lower()} {thing} lấy từ ngân sách xã.",
            ),
        )
        for thing, deed in itertools.product(THINGS, DEEDS)
    ]


def write(path: Path, articles: list[Article]) -> Path:
    with lzma.open(path, "wt", encoding="utf-8") as file:
        for article in articles:
            file.write(json.dumps({"title": article.title, "text": "\n\n".join(article.lines)}) + "\n")
    return path


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of 40 steps on the made-up articles, by the command line."""
    root = tmp_path_factory.mktemp("fit")
    articles, out = write(root / "articles.jsonl.xz", made_up()), root / "model"
    main(["--articles", str(articles), "--out", str(out), *FEW, "--seed", "3"])
    return out


@pytest.mark.slow
def test_a_trained_pair_is_nearer_than_a_random_one_in_both_libraries(trained: Path) -> None:
    from sentence_transformers import SentenceTransformer

    articles = made_up()
    titles = [article.title for article in articles]
    texts = ["\n".join(article.lines) for article in articles]
    embedder = StaticEmbedder(trained)
    model = SentenceTransformer(str(trained), device="cpu", local_files_only=True)
    sides = {
        "model2vec": (embedder.embed_passages(titles), embedder.embed_passages(texts)),
        "torch": (model.encode_query(titles), model.encode_document(texts)),
    }
    for questions, passages in sides.values():
        scores = questions @ passages.T
        assert scores.diagonal().mean() > np.median(scores) + 0.3
        assert (scores.argmax(axis=1) == np.arange(len(articles))).mean() > 0.7
    np.testing.assert_allclose(sides["torch"][1], sides["model2vec"][1], atol=1e-5)


@pytest.mark.slow
def test_the_folder_is_whole_and_tells_how_it_was_made(trained: Path) -> None:
    names = {file.name for file in trained.iterdir()}
    assert names == {
        "README.md",
        "config.json",
        "config_sentence_transformers.json",
        "model.safetensors",
        "modules.json",
        "tokenizer.json",
    }
    card = (trained / "README.md").read_text(encoding="utf-8")
    assert "--steps 40 --vocabulary 500 --dimension 16 --seed 3" in card
    assert "44 articles" in card
    assert "`articles.jsonl.xz`, SHA-256" in card
    assert "recall@10" in card
    assert "{" not in card
    assert str(trained) not in card


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes(trained: Path, tmp_path: Path) -> None:
    articles = write(tmp_path / "articles.jsonl.xz", made_up())
    for seed, same in ((3, True), (4, False)):
        out = tmp_path / str(seed)
        command = [
            sys.executable,
            "-m",
            "ingest.fit_embedding",
            "--articles",
            str(articles),
            "--out",
            str(out),
        ]
        subprocess.run([*command, *FEW, "--seed", str(seed)], check=True, capture_output=True)
        assert ((out / "model.safetensors").read_bytes() == (trained / "model.safetensors").read_bytes()) is same


def test_headings_and_empty_rows_are_no_articles(tmp_path: Path) -> None:
    rows = [
        {"title": "Phạm vi", "text": "Chương II CHẾ ĐỘ PHÁP LÝ"},
        {"title": "", "text": "Có chữ"},
        {"title": "Điều", "text": "  "},
        {"title": "Mục đích", "text": "Mục tiêu " + "của chương trình " * 30},
        {"title": "Thu nha\u0323\u0302p", "text": "a\n\n b \n"},
    ]
    file = tmp_path / "articles.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [(one.title, len(one.lines)) for one in read_articles(file)] == [("Mục đích", 1), ("Thu nhập", 2)]


@pytest.mark.parametrize("content", ["", "not json", "[]", '{"title": "a"}'])
def test_a_file_that_cannot_be_used_is_named(content: str, tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidSetting, match=r"articles\.jsonl"):
        read_articles(file)


@pytest.mark.parametrize(
    "arguments",
    [["--articles", "khong-co.jsonl.xz", "--out", "x"], ["--articles", "a", "--out", "x", "--steps", "0"]],
)
def test_the_command_line_leaves_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_held_out_titles_occur_once() -> None:
    twice = [Article("Hiệu lực thi hành", ("a",)), Article("Hiệu lực thi hành", ("b",))]
    articles = [*twice, *made_up()]
    kept, held = hold_out(articles, seed=0)
    assert len(held) == 5  # a tenth of 50
    assert sorted(kept + held, key=repr) == sorted(articles, key=repr)
    assert not set(twice) & set(held)


def test_the_tokenizer_folds_and_knows_phrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_embedding, "PHRASE_COUNT", 5)
    tokenizer, phrases = fit_tokenizer(made_up(), vocabulary=500)
    assert phrases > 0
    assert tokenizer.get_vocab_size() <= 500
    one, other = tokenizer.encode("Hồ chứa  nước\nXÃ"), tokenizer.encode("ho chua nuoc xa")
    assert one.ids == other.ids
    assert one.tokens == ["ho chua nuoc", "xa"]


def test_phrases_hold_together_and_swallow_their_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_embedding, "PHRASE_COUNT", 3)
    texts = [*["muc tieu quoc gia, ba"] * 4, "quoc gia bon nam", "quoc gia sau bay", "mot hai. hai mot"]
    assert find_phrases(texts, most=9) == [
        "quoc gia",
        "muc tieu quoc gia",
    ]  # 6 occurrences, 4 of them in the 4
    assert find_phrases(texts, most=1) == ["quoc gia"]


def test_unknown_tokens_and_empty_articles_are_left_out() -> None:
    tokenizer, _ = fit_tokenizer(made_up(), vocabulary=500)
    odd = [Article("🙂", ("a",)), Article("Xây dựng 🙂", ("🙂", "trạm y tế"))]
    [article] = tokenise(tokenizer, odd)
    assert tokenizer.decode(article.title.tolist()) == "xay dung"
    assert len(article.lines) == 1


def article_of(title: int, *lines: int) -> TokenisedArticle:
    """An article whose title is one token, and whose lines are ``lines`` tokens long, numbered through."""
    starts = [100 + sum(lines[:n]) for n in range(len(lines))]
    return TokenisedArticle(
        np.array([title]),
        tuple(np.arange(start, start + size) for start, size in zip(starts, lines, strict=True)),
    )


def test_no_title_twice_in_a_batch_and_every_article_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit_embedding, "BATCH", 4)
    articles = [article_of(n // 2, 9) for n in range(12)]  # six titles, each twice
    batches = list(itertools.islice(batches_of(articles, rng=np.random.default_rng(0)), 30))
    for batch in batches:
        assert len({int(article.title[0]) for article in batch}) == len(batch) == 4
    seen = [id(article) for batch in batches for article in batch]
    assert all(seen.count(id(article)) in range(9, 12) for article in articles)  # 120 places, 12 articles


def test_a_pair_is_title_and_text_or_a_line_and_the_rest() -> None:
    article = article_of(7, 10, 60, 10)
    rng = np.random.default_rng(0)
    pairs = [pair_of(article, forms=[], rng=rng) for _ in range(400)]
    titles = [question for question, _ in pairs if question.tolist() == [7]]
    assert 150 < len(titles) < 250
    for question, text in pairs:
        assert 1 <= len(question) <= 40
        assert 1 <= len(text) <= 81
    shared = [bool(set(question.tolist()) & set(text.tolist())) for question, text in pairs]
    assert 0 < sum(shared) < 60


def test_half_of_what_is_asked_stands_in_a_form_of_asking() -> None:
    form = Form(np.array([900, 901]), np.array([902]))
    article = TokenisedArticle(np.array([7, 8, 9]), (np.arange(10, 40),))
    rng = np.random.default_rng(0)
    pairs = [pair_of(article, forms=[form], rng=rng) for _ in range(400)]
    asked = [question for question, _ in pairs if set(question.tolist()) & {900, 901, 902}]
    assert 150 < len(asked) < 250
    assert any(question.tolist() == [900, 901, 7, 8, 9, 902] for question in asked)
    assert not any(set(text.tolist()) & {900, 901, 902} for _, text in pairs)


def test_every_form_asks_about_one_thing() -> None:
    forms = tomllib.loads(Path(fit_embedding.__file__).with_suffix(".toml").read_text(encoding="utf-8"))["forms"]
    assert len(set(forms)) == len(forms)
    assert all(form.count("{}") == 1 and form.strip("{}? ") for form in forms)


def test_forms_are_told_in_tokens() -> None:
    tokenizer, _ = fit_tokenizer(
        [*made_up(), Article("Ai là gì, như thế nào", ("Khi nào, ở đâu",) * 3)], vocabulary=500
    )
    forms = question_forms(tokenizer)
    told = [(tokenizer.decode(form.before.tolist()), tokenizer.decode(form.after.tolist())) for form in forms]
    assert "khi nao" in {before.strip() for before, _ in told}
    assert all(len(form.before) or len(form.after) for form in forms)


def test_the_rate_rises_and_falls_to_zero() -> None:
    rates = [rate_at(step, steps=100) for step in range(100)]
    assert rates[0] == pytest.approx(0.1)  # a tenth of the warm-up of ten steps
    assert max(rates) == rates[9] == pytest.approx(1 - 9 / 100)
    assert rates[-1] == pytest.approx(1 / 100)


def test_a_row_loses_less_than_half_a_step_of_its_own_scale() -> None:
    rows = np.array([[1.0, -0.5, 0.0], [1e-4, 0.0, -1e-4], [0.0, 0.0, 0.0]], dtype=np.float32)
    stored = quantise(rows)
    assert stored.codes[0].tolist() == [127, -64, 0]  # -0.5 * 127 = -63.5, to the even neighbour
    error = np.abs(stored.codes * stored.scales[:, None] - rows)
    assert (error <= stored.scales[:, None] / 2 + 1e-9).all()


def test_recall_counts_titles_with_their_own_text_first() -> None:
    rows = np.eye(4, dtype=np.float32)
    right = TokenisedArticle(np.array([0]), (np.array([0]),))
    wrong = TokenisedArticle(np.array([1]), (np.array([3]),))
    astray = TokenisedArticle(np.array([3]), (np.array([1]), np.array([1])))  # the two have each other's text
    assert recall_of_titles(rows, [right, wrong, astray]) == {1: 1 / 3, 10: 1.0}
    assert recall_of_titles(rows, []) == {}


def test_too_few_articles_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidSetting, match="Không đủ điều luật"):
        fit_embedding.fit_embedding([], out=tmp_path, recipe=Recipe())
