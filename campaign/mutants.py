"""Mutants: a module's source with one small change of meaning each, found and made on its syntax tree."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_CALCULATED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_SAID = ("annotation", "returns", "decorator_list")
# what they are given is a message, for people; what it is about is found by place and code
_PROBLEMS = ("error", "warning")
_WORDS = {"message", "hint"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Mutant(NamedTuple):
    """A change: where, what kind, of the how many of this kind at this node; `function` is empty outside of one.

    `place` is the number of the node in the walk of the tree. `start` is the first line of the function, decorators
    included, as code objects have it.
    """

    module: str
    place: int
    variant: int
    line: int
    text: str
    kind: str
    function: str
    start: int

    @property
    def name(self) -> str:
        """The mutant as it is listed: it outlives changes elsewhere in the file."""
        return f"{self.text} -> {self.kind}"


class Site(NamedTuple):
    """A node that can be changed, and the function around it."""

    place: int
    node: ast.AST
    function: str
    start: int


def mutants(path: Path, module: str) -> list[Mutant]:
    """All mutants of a module, in the order of its text."""
    source = path.read_text("utf-8")
    lines = source.splitlines()
    found = []
    names: Counter[str] = Counter()
    for site in _sites(ast.parse(source)):
        for variant, (kind, _) in enumerate(_changes(site.node)):
            line = cast("Any", site.node).lineno
            text = " ".join(lines[line - 1].split())
            names[f"{text} {kind}"] += 1
            # what could stand for several is counted
            again = names[f"{text} {kind}"]
            kind = f"{kind}, {again}" if again > 1 else kind
            found.append(Mutant(module, site.place, variant, line, text, kind, site.function, site.start))
    return found


def tree(path: Path, mutant: Mutant) -> ast.Module:
    """The module with the change made."""
    whole = ast.parse(path.read_text("utf-8"))
    site = next(site for site in _sites(whole) if site.place == mutant.place)
    _, change = list(_changes(site.node))[mutant.variant]
    made = cast("ast.Module", _Replacing(site.node, change).visit(whole))
    return ast.fix_missing_locations(made)


class _Replacing(ast.NodeTransformer):
    """Puts one node in place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, ast.copy_location(new, old) if hasattr(old, "lineno") else new

    def visit(self, node: ast.AST) -> Any:
        return self.new if node is self.old else self.generic_visit(node)


def _sites(whole: ast.Module) -> Iterator[Site]:
    """Every node in the order of the walk, but what is only said: annotations, decorators, docstrings, messages."""
    place = 0
    waiting: list[tuple[ast.AST, str, int]] = [(whole, "", 0)]
    while waiting:
        node, function, start = waiting.pop()
        place += 1
        if not isinstance(node, (ast.Import, ast.ImportFrom)) and not _is_said(node):
            if isinstance(node, (ast.expr, ast.stmt)) or hasattr(node, "lineno"):
                yield Site(place, node, function, start)
            waiting += reversed(list(_inside(node, function, start)))


def _inside(node: ast.AST, function: str, start: int) -> Iterator[tuple[ast.AST, str, int]]:
    """The nodes below a node; the outermost function counts."""
    own = function
    if isinstance(node, Function) and not function.endswith("()"):
        own = f"{function}{node.name}()"
        start = min([node.lineno, *(each.lineno for each in node.decorator_list)])
    elif isinstance(node, ast.ClassDef) and not function.endswith("()"):
        own = f"{function}{node.name}."
    for name, value in ast.iter_fields(node):
        if name in _SAID or (name == "args" and isinstance(node, ast.Call) and ast.unparse(node.func) in _PROBLEMS):
            continue
        is_outside = isinstance(node, Function) and name == "args"
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.AST):
                yield (each, function, start) if is_outside else (each, own, start)


def _is_said(node: ast.AST) -> bool:
    """Whether a node does nothing, or only puts words together."""
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    is_for_types = isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    is_assertion = isinstance(node, ast.keyword) and node.arg == "strict"
    is_text = isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Assign) and _names(node) <= _WORDS)
    return is_docstring or is_for_types or is_assertion or is_text or _is_limit(node) or _is_alias(node)


def _names(node: ast.Assign) -> set[str]:
    """What is assigned to: the names, or the text of what is none."""
    targets = [each for target in node.targets for each in (target.elts if isinstance(target, ast.Tuple) else [target])]
    return {ast.unparse(target) for target in targets}


def _is_alias(node: ast.AST) -> bool:
    """Whether a name is given to a type, for annotations: `Rule = Mapping[str, str]`."""
    if not isinstance(node, ast.Assign) or not all(name[:1].isupper() and not name.isupper() for name in _names(node)):
        return False
    is_union = isinstance(node.value, ast.BinOp) and isinstance(node.value.op, ast.BitOr)
    is_variable = isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "TypeVar"
    return is_union or is_variable or isinstance(node.value, ast.Subscript)


def _is_limit(node: ast.AST) -> bool:
    """Whether a constant says how many are too many, which is a round figure; what asks for it is changed."""
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).lstrip("_").startswith("MOST_")


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """The changes that a node allows: what is shown of each, and the new node."""
    match node:
        case ast.Compare(ops=[operator]):
            for other in _COMPARED[type(operator)]:
                made = ast.Compare(node.left, [other()], node.comparators)
                yield f"comparison: {ast.unparse(made)}", made
        case ast.BoolOp():
            made_: ast.AST = ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            yield f"boolean: {ast.unparse(made_)}", made_
        case ast.UnaryOp(op=ast.Not()):
            yield f"negation: {ast.unparse(node.operand)}", node.operand
        case ast.UnaryOp(op=ast.USub()):
            yield f"arithmetic: {ast.unparse(node.operand)}", node.operand
        case ast.BinOp() if type(node.op) in _CALCULATED and not _is_text(node):
            made_ = ast.BinOp(node.left, _CALCULATED[type(node.op)](), node.right)
            yield f"arithmetic: {ast.unparse(made_)}", made_
        case ast.AugAssign() if type(node.op) in _CALCULATED:
            made_ = ast.AugAssign(node.target, _CALCULATED[type(node.op)](), node.value)
            yield f"arithmetic: {ast.unparse(made_)}", made_
        case ast.Constant():
            for value in _constants(node.value):
                yield f"constant: {value!r} for {node.value!r}", ast.Constant(value)
        case ast.Return(value=value) if value is not None and not _is_none(value):
            yield "return: None", ast.Return(ast.Constant(None))
        case ast.If() | ast.IfExp() | ast.While() if not isinstance(node.test, (ast.UnaryOp, ast.Compare)):
            fields = dict(ast.iter_fields(node))
            made_ = type(node)(**{**fields, "test": ast.UnaryOp(ast.Not(), node.test)})
            yield f"condition: not {ast.unparse(node.test)}", made_
        case ast.comprehension():
            return
        case ast.Expr() | ast.Assign() | ast.AugAssign() | ast.Raise() | ast.Continue() | ast.Break() | ast.Delete():
            yield "statement left out", ast.Pass()
    if isinstance(node, ast.AugAssign):
        yield "statement left out", ast.Pass()


def _constants(value: object) -> tuple[Any, ...]:
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int):
        return (value + 1, value - 1) if value else (1,)
    if isinstance(value, float):
        return (value + 1,)
    if isinstance(value, str):
        # where a text lists signs, one more that it has already would be no change
        return (value + next(sign for sign in "~¤§" if sign not in value or sign == "§"),)
    return ()


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _is_text(node: ast.BinOp) -> bool:
    """Whether a union of types, or texts that are put together."""
    return any(
        isinstance(each, (ast.JoinedStr, ast.Constant)) and not _is_number(each) for each in (node.left, node.right)
    )


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float))
