"""What must hold of the code itself: the boundary, the sizes, a word on everything public."""

import ast
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PLUGINS = ROOT / "plugins"
CORE = PLUGINS / "storywall"
MODULES = sorted(path.relative_to(PLUGINS).as_posix() for path in PLUGINS.rglob("*.py"))

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((PLUGINS / module).read_text(encoding="utf-8"))


def definitions(node: ast.AST, public: bool = True) -> Iterator[tuple[Definition, bool]]:
    """Functions and classes, and whether they and all that hold them are public."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Definition):
            open_ = public and not child.name.startswith("_")
            yield child, open_
            inside = open_ and isinstance(child, ast.ClassDef)
            yield from definitions(child, inside)
        elif not isinstance(child, ast.expr):
            yield from definitions(child, public)


def test_there_are_modules() -> None:
    assert "storywall/gate/__init__.py" in MODULES
    assert len(MODULES) > 20


def test_the_import_contracts_are_kept() -> None:
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [program, "--no-cache"],
        cwd=ROOT,
        env={"PYTHONPATH": str(PLUGINS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 kept" in done.stdout or "kept, 0 broken" in done.stdout


def test_the_compiler_can_be_imported_where_there_is_no_site_builder() -> None:
    program = f"""
        import importlib, pkgutil, sys

        class Refuse:
            def find_spec(self, name, path=None, target=None):
                top = name.partition(".")[0]
                if top in {{"mkdocs", "material", "properdocs", "mkdocs_storywall"}}:
                    raise ImportError(f"storywall imports {{name}}")

        sys.meta_path.insert(0, Refuse())
        sys.path.insert(0, {str(PLUGINS)!r})
        import storywall
        for module in pkgutil.walk_packages(storywall.__path__, "storywall."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        print(sum(name.startswith("storywall") for name in sys.modules))
    """
    done = subprocess.run(
        [sys.executable, "-I", "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    core = [m for m in MODULES if m.startswith("storywall/") and not m.endswith("__main__.py")]
    assert int(done.stdout) == len(core)


@pytest.mark.parametrize("module", MODULES)
def test_everything_public_says_what_it_is(module: str) -> None:
    silent = [
        f"{found.name} (line {found.lineno})"
        for found, public in definitions(tree(module))
        if public and not ast.get_docstring(found) and not _is_overload(found)
    ]
    assert ast.get_docstring(tree(module)), f"{module} has no docstring"
    assert not silent, f"{module}: no docstring on {', '.join(silent)}"


def _is_overload(found: Definition) -> bool:
    return any("overload" in ast.unparse(mark) for mark in found.decorator_list)


@pytest.mark.parametrize("module", MODULES)
def test_modules_and_functions_stay_small(module: str) -> None:
    lines = (PLUGINS / module).read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_MODULE, f"{module} has {lines} lines: split it"
    long = {
        found.name: length
        for found, _ in definitions(tree(module))
        if not isinstance(found, ast.ClassDef) and (length := _length(found)) > LONGEST_FUNCTION
    }
    assert not long, f"{module}: split {long}"


def _length(function: Definition) -> int:
    """Lines of a function without its decorators and docstring."""
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    said = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - said


def _texts(node: ast.AST) -> Iterator[str]:
    for found in ast.walk(node):
        if isinstance(found, ast.Constant) and isinstance(found.value, str):
            yield found.value


def _declared() -> Iterator[tuple[str, str, str]]:
    """Module, code, and the name that holds the code (or nothing), of each declared rule."""
    for module in MODULES:
        for statement in tree(module).body:
            call = getattr(statement, "value", None)
            if not (isinstance(call, ast.Call) and ast.unparse(call.func).endswith("rule")):
                continue
            held = statement.targets[0] if isinstance(statement, ast.Assign) else None
            yield (
                module,
                ast.literal_eval(call.args[0]),
                held.id if isinstance(held, ast.Name) else "",
            )


def test_every_rule_is_declared_once_and_used() -> None:
    declared = list(_declared())
    twice = [code for code, n in Counter(code for _, code, _ in declared).items() if n > 1]
    assert len(declared) > 40
    assert not twice
    said = Counter(text for module in MODULES for text in _texts(tree(module)))
    names = Counter(
        found.id if isinstance(found, ast.Name) else found.attr
        for module in MODULES
        for found in ast.walk(tree(module))
        if isinstance(found, (ast.Name, ast.Attribute)) and isinstance(found.ctx, ast.Load)
    )
    # The declaration says the code once itself; a name that holds it is stored there, not loaded.
    unused = [code for _, code, held in declared if said[code] < 2 and not (held and names[held])]
    assert not unused


def test_every_code_that_is_reported_is_declared() -> None:
    codes = {code for _, code, _ in _declared()}
    for module in MODULES:
        for call in ast.walk(tree(module)):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and call.func.attr == "problem"
                and call.args
                and isinstance(call.args[0], ast.Constant)
            ):
                assert call.args[0].value in codes, f"{module}:{call.lineno}"
