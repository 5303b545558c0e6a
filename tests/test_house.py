"""What keeps the tree readable: no import cycle, no class name twice, files that are one idea."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("lotdesign", "solver", "tui")
LONGEST = 360
"""Lines of a file at the most: what is longer is more than one idea."""


def find_modules(root: Path) -> dict[str, ast.Module]:
    """Dotted name -> syntax tree of every module of the packages below `root`."""
    found = {}
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def find_imports(tree: ast.AST, names: Mapping[str, object]) -> Iterator[str]:
    """The modules of the tree that this one imports when it runs, also inside functions.

    What only a type checker reads does not count: a rule is given the evaluation of a scenario
    that holds the rule, and says so.
    """
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                imported = (f"{node.module}.{alias.name}", node.module or "")
                yield from [name for name in imported if name in names][:1]
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in names)
        else:
            yield from find_imports(node, names)


def find_cycles(imports: Mapping[str, set[str]]) -> list[list[str]]:
    """Groups of modules of which each imports, by way of others, every other one.

    Tarjan's algorithm: the strongly connected components of more than one module.
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    cycles: list[list[str]] = []

    def visit(module: str) -> None:
        index[module] = low[module] = len(index)
        stack.append(module)
        for other in sorted(imports[module]):
            if other not in index:
                visit(other)
                low[module] = min(low[module], low[other])
            elif other in stack:
                low[module] = min(low[module], index[other])
        if low[module] == index[module]:
            at = stack.index(module)
            component = stack[at:]
            del stack[at:]
            if len(component) > 1 or module in imports[module]:
                cycles.append(sorted(component))

    for module in imports:
        if module not in index:
            visit(module)
    return cycles


def list_cycles(root: Path) -> list[list[str]]:
    """The import cycles between the files below `root`."""
    modules = find_modules(root)
    return find_cycles({name: set(find_imports(tree, modules)) for name, tree in modules.items()})


def list_package_cycles(root: Path, package: str) -> list[list[str]]:
    """The import cycles between the packages, and single modules, directly inside a package."""
    modules = find_modules(root)
    depth = package.count(".") + 2
    parts = {
        name: ".".join(name.split(".")[:depth])
        for name in modules
        if name.startswith(f"{package}.")
    }
    imports: dict[str, set[str]] = {part: set() for part in parts.values()}
    for name, part in parts.items():
        imported = {
            parts[other] for other in find_imports(modules[name], modules) if other in parts
        }
        imports[part] |= imported - {part}
    return find_cycles(imports)


def list_repeated_classes(root: Path) -> dict[str, list[str]]:
    """Class name -> the modules that define it, for every name that stands twice."""
    where = defaultdict(list)
    for name, tree in find_modules(root).items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                where[node.name].append(name)
    return {name: modules for name, modules in where.items() if len(modules) > 1}


def test_no_import_cycle() -> None:
    assert list_cycles(ROOT) == []


@pytest.mark.parametrize("package", ["lotdesign", "tui"])
def test_no_import_cycle_between_packages(package: str) -> None:
    assert list_package_cycles(ROOT, package) == []


def test_no_class_name_twice() -> None:
    assert list_repeated_classes(ROOT) == {}


def test_no_file_is_too_long() -> None:
    sizes = Counter(
        {
            str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
            for package in PACKAGES
            for path in (ROOT / package).rglob("*.py")
        }
    )
    assert {path: size for path, size in sizes.items() if size > LONGEST} == {}


@pytest.fixture
def faulty_tree(tmp_path: Path) -> Path:
    """A tree in which three modules import one another and two define one class."""
    for name, text in (
        ("solver/a.py", "from solver.b import B\nclass Twice: ...\n"),
        ("solver/b.py", "def late():\n    from solver import c\n"),
        ("tui/c.py", "class Twice: ...\n"),
        ("solver/c.py", "import solver.a\n"),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_the_guards_notice(faulty_tree: Path) -> None:
    assert list_cycles(faulty_tree) == [["solver.a", "solver.b", "solver.c"]]
    assert list_repeated_classes(faulty_tree) == {"Twice": ["solver.a", "tui.c"]}
