"""Which strings a call gets, read from the source: constants, choices between them, and what callers pass on.

An f-string becomes a pattern with `{}` where nothing is known about a part; "{}" alone is wholly unknown.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

UNKNOWN = "{}"
_Function = ast.FunctionDef | ast.AsyncFunctionDef


class Module:
    """One source file: its tree, who encloses whom, and what its names stand for."""

    def __init__(self, path: Path, name: str) -> None:
        self.path, self.name = path, name
        self.tree = ast.parse(path.read_text("utf-8"))
        self.parent = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}
        self.functions = {node.name: node for node in ast.walk(self.tree) if isinstance(node, _Function)}
        self.imports = {
            alias.asname or alias.name: (node.module, alias.name)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }

    def around(self, node: ast.AST) -> Iterator[_Function]:
        """The functions around a node, the innermost first."""
        while node in self.parent:
            node = self.parent[node]
            if isinstance(node, _Function):
                yield node


class Strings:
    """Reads the strings of calls over many files."""

    def __init__(self, root: Path, packages: Iterable[str]) -> None:
        paths = [path for package in packages for path in sorted((root / package).rglob("*.py"))]
        dotted = {path: ".".join(path.relative_to(root).with_suffix("").parts) for path in paths}
        self.broken: list[Path] = []
        self.modules: dict[str, Module] = {}
        for path, name in dotted.items():
            try:
                module = Module(path, name.removesuffix(".__init__"))
            except (SyntaxError, ValueError):
                self.broken.append(path)
            else:
                self.modules[module.name] = module
        self._busy: set[tuple[str, int, str]] = set()
        self._calls: dict[str, list[tuple[Module, ast.Call]]] = defaultdict(list)
        for module in self.modules.values():
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Call):
                    self._calls[_called(node)].append((module, node))

    def given(self, callee: str, place: int = 0, keyword: str = "") -> Iterator[tuple[str, str]]:
        """Every string that calls of `callee` get as that argument: where ('file, line 3') and what."""
        for module, call in self._calls[callee]:
            value = _argument(call, place, keyword)
            if value is not None:
                for text in self.of(value, module):
                    yield f"{module.path.name}, line {call.lineno}", text

    def of(self, value: ast.expr, module: Module) -> set[str]:
        """The strings that an expression may be."""
        match value:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.JoinedStr():
                parts = [self.of(part, module) for part in value.values]
                return {"".join(one) for one in product(*parts)}
            case ast.Call(func=ast.Name(id=name)) if name in module.functions:
                returns = [n for n in ast.walk(module.functions[name]) if isinstance(n, ast.Return)]
                return self._union([node.value for node in returns if node.value], module)
            case ast.Name():
                return self._name(value, module)
        inside = _inside(value)
        return self._union(inside, module) if inside else {UNKNOWN}

    def _union(self, values: Iterable[ast.expr], module: Module) -> set[str]:
        return {text for value in values for text in self.of(value, module)}

    def _name(self, name: ast.Name, module: Module) -> set[str]:
        for function in module.around(name):
            parameters = [*function.args.posonlyargs, *function.args.args]
            names = [parameter.arg for parameter in parameters]
            bound = list(_bound(function, name.id))
            if bound:
                return self._bound_to(bound, (module.name, function.lineno, name.id), module)
            if name.id in names or name.id in [parameter.arg for parameter in function.args.kwonlyargs]:
                return self._passed(function, name.id, names, module)
        constant = list(_bound(module.tree, name.id))
        if constant:
            return self._union(constant, module)
        home, original = module.imports.get(name.id, ("", ""))
        if home in self.modules:
            there = self.modules[home]
            return self._union(_bound(there.tree, original), there) or {UNKNOWN}
        return {UNKNOWN}

    def _bound_to(self, bound: list[ast.expr], busy: tuple[str, int, str], module: Module) -> set[str]:
        """What a name in a function is bound to; bound to itself ('key = key if …'), it says nothing more."""
        if busy in self._busy:
            return set()
        self._busy.add(busy)
        found = self._union(bound, module)
        self._busy.discard(busy)
        return found

    def _passed(self, function: _Function, name: str, names: list[str], module: Module) -> set[str]:
        """What callers pass for a parameter; unknown where nobody calls the function by its name."""
        busy = (module.name, function.lineno, name)
        if busy in self._busy:
            return set()
        self._busy.add(busy)
        place = names.index(name) - (names[0] == "self") if name in names else -1
        found: set[str] = set()
        for caller, call in self._calls[function.name]:
            value = _argument(call, place, name)
            if value is not None and _means(call, caller, module):
                found |= self.of(value, caller)
        self._busy.discard(busy)
        return found or {UNKNOWN}


def _inside(value: ast.expr) -> list[ast.expr]:
    """The expressions of which this one is the one or the other."""
    match value:
        case ast.IfExp():
            return [value.body, value.orelse]
        case ast.BoolOp() | ast.Dict():
            return value.values
        case ast.Tuple() | ast.List() | ast.Set():
            return value.elts
        case ast.FormattedValue() | ast.Subscript():
            return [value.value]
        case ast.Call(func=ast.Attribute(attr="get", value=held)):
            return [held, *value.args[1:]]
    return []


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _means(call: ast.Call, caller: Module, home: Module) -> bool:
    """Whether a call by a function's name means the one in `home`: there itself, imported from it, or through it."""
    if caller is home:
        return True
    match call.func:
        case ast.Name(id=name):
            return caller.imports.get(name) == (home.name, name)
        case ast.Attribute(value=ast.Name(id=name)):
            return ".".join(caller.imports.get(name, ("", ""))) == home.name
    return False


def _argument(call: ast.Call, place: int, keyword: str) -> ast.expr | None:
    if 0 <= place < len(call.args):
        return call.args[place]
    return next((word.value for word in call.keywords if keyword and word.arg == keyword), None)


def _bound(scope: ast.AST, name: str) -> Iterator[ast.expr]:
    """What `name` is set to in a scope: by assignment, or by a loop over something written there."""
    nodes = scope.body if isinstance(scope, ast.Module) else ast.walk(scope)
    for node in nodes:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _part(target, node.value, name)
        elif isinstance(node, ast.AnnAssign) and node.value:
            yield from _part(node.target, node.value, name)
        elif isinstance(node, ast.For | ast.comprehension):
            yield from _looped(node, name)


def _looped(node: ast.For | ast.comprehension, name: str) -> Iterator[ast.expr]:
    if isinstance(node.target, ast.Name) and node.target.id == name:
        yield node.iter
    elif isinstance(node.target, ast.Tuple) and isinstance(node.iter, ast.Tuple | ast.List):
        for row in node.iter.elts:
            yield from _part(node.target, row, name)


def _part(target: ast.expr, value: ast.expr, name: str) -> Iterator[ast.expr]:
    """The part of `value` that goes to `name` when `target` is set."""
    if isinstance(target, ast.Name) and target.id == name:
        yield value
    elif (
        isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts)
    ):
        for one, part in zip(target.elts, value.elts, strict=True):
            yield from _part(one, part, name)
