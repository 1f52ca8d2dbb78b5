"""What all modules keep to, and no linter asks."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("xlplan", "rules", "workbooks", "bench", "docs")
MODULES = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
"""Lines from `def` on; decorators, such as the options of a command, are not counted."""
MOST_BRANCHED = 20
"""The cyclomatic complexity of a function (McCabe), counted as radon does: its ranks A to C."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


# -- patterns --------------------------------------------------------------------------------------
def test_no_group_of_a_pattern_is_possessive() -> None:
    """Python before 3.11.5, which Debian 12 has, finds other things with (?:…)*+ (gh-106052);
    (?>(?:…)*) is right."""
    asked = [path for path in MODULES if name(path).startswith(("xlplan/", "rules/"))]
    found = {
        path: re.findall(r"\)[*+?]\+(?![\s*+])", path.read_text(encoding="utf-8")) for path in asked
    }
    assert len(found) > 400 and not [path for path, groups in found.items() if groups]


# -- imports ---------------------------------------------------------------------------------------
def refuse_circle(imports: Mapping[str, set[str]]) -> None:
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(f"Modules import each other: {' <- '.join(error.args[1])}")


@pytest.mark.parametrize("package", ["xlplan", "xlplan_rules"])
def test_no_modules_of_a_package_import_each_other(package: str) -> None:
    """Neither when they are imported nor within a function."""
    graph = grimp.build_graph(package, cache_dir=None)
    assert len(graph.modules) > 100
    refuse_circle({each: graph.find_modules_directly_imported_by(each) for each in graph.modules})


@pytest.mark.parametrize("folder", ["workbooks", "bench"])
def test_no_scripts_of_a_folder_import_each_other(folder: str) -> None:
    imports: dict[str, set[str]] = {
        path.stem: set() for path in sorted((ROOT / folder).glob("*.py"))
    }
    for module, found in imports.items():
        for node in ast.walk(tree(ROOT / folder / f"{module}.py")):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names} & imports.keys()
            elif isinstance(node, ast.ImportFrom) and node.module in imports:
                found.add(node.module)
    assert any(imports.values())
    refuse_circle(imports)


# -- size ------------------------------------------------------------------------------------------
def test_a_module_is_read_in_one_go() -> None:
    lines = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {path: number for path, number in lines.items() if number > LONGEST_MODULE} == {}


def test_a_function_is_seen_at_once() -> None:
    lines = {
        f"{name(path)} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in MODULES
        for function in functions(path)
    }
    assert {at: number for at, number in lines.items() if number > LONGEST_FUNCTION} == {}


def branches(node: ast.AST) -> int:
    """How many ways lead on from a node beside the first."""
    match node:
        case ast.If() | ast.IfExp() | ast.Assert():
            return 1
        case ast.For() | ast.AsyncFor() | ast.While():
            return 1 + bool(node.orelse)
        case ast.Try():
            return len(node.handlers) + bool(node.orelse)
        case ast.BoolOp():
            return len(node.values) - 1
        case ast.comprehension():
            return 1 + len(node.ifs)
        case ast.Match():
            return sum(not takes_all(case.pattern) for case in node.cases)
    return 0


def takes_all(pattern: ast.pattern) -> bool:
    """`case _` and `case name`."""
    return isinstance(pattern, ast.MatchAs) and pattern.pattern is None


def within(node: ast.AST) -> Iterator[ast.AST]:
    """What a function is made of, without the functions in it, which are counted for themselves."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
            yield from within(child)


def complexity(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return 1 + sum(map(branches, within(ast.Module(function.body, []))))


def test_complexity_is_counted() -> None:
    def of(source: str) -> int:
        [function] = ast.parse(source).body
        assert isinstance(function, ast.FunctionDef)
        return complexity(function)

    assert of("def f(): return 1") == 1
    assert of("def f(a, b): return [x for x in a if x] if a and b else [y or 1 for y in b]") == 7
    assert of("def f(a):\n  for x in a: pass\n  else: return\n  while a: pass") == 4
    assert of("def f(a):\n  match a:\n    case 1: pass\n    case 2: pass\n    case _: pass") == 3


def test_no_function_has_many_branches() -> None:
    found = {
        f"{name(path)} {function.name}": complexity(function)
        for path in MODULES
        for function in functions(path)
    }
    assert {at: number for at, number in found.items() if number > MOST_BRANCHED} == {}


# -- names -----------------------------------------------------------------------------------------
def test_no_two_classes_have_one_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in MODULES:
        if name(path).startswith("xlplan/"):
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.ClassDef):
                    places[node.name].append(name(path))
    twice: Mapping[str, Sequence[str]] = {
        each: found for each, found in places.items() if len(found) > 1
    }
    assert twice == {}
