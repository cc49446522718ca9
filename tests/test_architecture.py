"""The house rules: imports run one way, importing has no effects, the README tells the truth."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("assistant", "ingest", "prompts", "ui", "eval")
# Which packages a package may import. Within assistant the order is below.
MAY_IMPORT = {
    "prompts": set(),
    "assistant": {"prompts"},
    "ingest": {"assistant"},
    "eval": {"assistant", "prompts"},
    "ui": {"assistant", "ingest", "eval"},
}
# The floors of assistant, lowest first: a module imports only from its own floor or a lower one.
FLOORS = {
    "types": 0,
    "errors": 0,
    "complaints": 1,
    "settings": 1,
    "ports": 1,
    "language": 1,
    "accounts": 2,
    "audit": 2,
    "fakes": 2,
    "manifest": 2,
    "ledger": 2,
    "adapters": 3,
    "ask": 3,
    "drafting": 3,
    "second_reader": 3,
    "single_sign_on": 3,
    "build": 4,
}
VENDORS = (
    "argon2",
    "authlib",
    "chromadb",
    "docx",
    "fastapi",
    "gradio",
    "joserfc",
    "langchain_core",
    "lxml",
    "model2vec",
    "openpyxl",
    "PIL",
    "pypdfium2",
    "sentence_transformers",
    "sqlalchemy",
    "tantivy",
    "torch",
    "trafilatura",
)


def _modules(package):
    return sorted((ROOT / package).rglob("*.py"))


def _imports(path):
    """Every module that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_import_one_way(package):
    allowed = MAY_IMPORT[package] | {package}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in _modules(package)
        for name in _imports(path)
        if name.split(".")[0] in set(PACKAGES) - allowed
    ]
    assert wrong == []


def test_floors_of_assistant():
    wrong = []
    for path in _modules("assistant"):
        own = path.relative_to(ROOT / "assistant").parts[0].removesuffix(".py")
        for name in _imports(path):
            parts = name.split(".")
            if parts[0] == "assistant" and len(parts) > 1 and own != "__init__" and FLOORS[parts[1]] > FLOORS[own]:
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert wrong == []


@pytest.mark.parametrize(
    ("folder", "steps"),
    [
        ("ingest", ("read", "clean", "outline", "identify", "split", "extract", "index")),
        ("assistant/drafting", ("plan", "fill", "roll", "regime", "scrub", "borrow", "results")),
    ],
)
def test_a_step_imports_no_step(folder, steps):
    package = folder.replace("/", ".")
    wrong = [
        f"{step} imports {name}"
        for step in steps
        for name in _imports(ROOT / folder / f"{step}.py")
        if name.removeprefix(f"{package}.") in set(steps) - {step}
    ]
    assert wrong == []


# The rooms of assistant/ask, in the order in which a question goes through them.
ROOMS = ("understanding", "retrieving", "tallying", "composing", "verifying", "writing")


def test_a_room_of_the_answer_imports_only_from_rooms_before_it():
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for at, room in enumerate(ROOMS)
        for path in _modules(f"assistant/ask/{room}")
        for name in _imports(path)
        if name.startswith("assistant.ask.")
        and name.split(".")[2] in (*ROOMS[at + 1 :], "routes", "pipeline", "parts", "render")
    ]
    assert wrong == []


def test_only_adapters_and_readers_name_vendors_of_storage_and_models():
    named = {
        "authlib",
        "joserfc",
        "sqlalchemy",
        "chromadb",
        "tantivy",
        "model2vec",
        "sentence_transformers",
        "torch",
        "docx",
        "pypdfium2",
    }
    allowed = ("assistant/adapters/", "ingest/readers/", "ingest/fit_embedding.py", "eval/bench/")
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for package in PACKAGES
        for path in _modules(package)
        for name in _imports(path)
        if name.split(".")[0] in named and not path.relative_to(ROOT).as_posix().startswith(allowed)
    ]
    assert wrong == []


@pytest.mark.parametrize("module", ["assistant", "assistant.build", "ingest.pipeline", "ui.cli", "eval.run"])
def test_importing_loads_no_vendor(module):
    script = f"import sys, json, {module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    loaded = {name.split(".")[0] for name in json.loads(done.stdout)}
    assert loaded & set(VENDORS) == set()


def test_every_command_is_in_the_readme():
    from typer.main import get_command

    from ui.cli import app

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in get_command(app).commands if f"nghiquyet {name}" not in readme] == []


def test_every_setting_is_in_the_readme():
    from assistant.settings import Settings

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"NQ_{name.upper()}" not in readme] == []


def test_every_make_target_is_in_the_readme_and_the_help():
    import re

    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"^\.PHONY: (\w+)$", makefile, re.MULTILINE)
    assert targets
    assert [target for target in targets if f"make {target}" not in readme] == []
    assert [target for target in targets if not re.search(rf"^{target}:.*##", makefile, re.MULTILINE)] == []
