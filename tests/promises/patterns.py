"""Every regular expression of the product, as its source says it, and texts that are hard on it."""

import ast
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
# The parts of a pattern have no public names, and so no types.
op: Any = import_module("re._constants")
parser: Any = import_module("re._parser")
FLOORS = ("platform", "tenants", "admin")
USES = {"match", "fullmatch", "search", "split", "sub", "findall", "finditer"}
OUTSIDE = "\x00"
"""A character that is in nobody's class of characters, save in those of what is not so."""
SAMPLES = ("0", "a", "Z", " ", "_", "-", "\n", "é", OUTSIDE)
FEW = 12
NOT_TYPED = {
    "platform/stelsel/web/sprite.py": "reads our own templates and the drawings of the icons, while building",
    "platform/stelsel/web/vendor.py": "reads the style sheets of the design system, while building",
    "tenants/stelsel_tenants/activities/hearing.py": "reads at most 4,000 characters: the length is asked before",
    "tenants/stelsel_tenants/activities/sentence.py": "reads our own phrases",
    "platform/stelsel/identity/passwords.py": "reads at most 128 characters: the length is asked before",
}
"""Files whose patterns never meet a long text of somebody else, each with the reason."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """`uses` are the ways in which it reads a text: `fullmatch`, `sub`."""

    where: str
    compiled: re.Pattern[str]
    uses: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.where} {self.compiled.pattern!r} ({', '.join(self.uses)})"

    def readings(self) -> Iterator[Callable[[str], object]]:
        """Each use, done to the end of the text."""
        for use in self.uses:
            if use == "sub":
                yield lambda text: self.compiled.sub("", text)
            elif use == "finditer":
                yield lambda text: sum(1 for _found in self.compiled.finditer(text))
            else:
                yield getattr(self.compiled, use)


def patterns() -> list[Pattern]:
    """All that may meet a long text, in the order of the files. Raises NameError where only a function knows what it
    is made of."""
    trees = {
        file: ast.parse(file.read_text("utf-8")) for floor in FLOORS for file in sorted((ROOT / floor).rglob("*.py"))
    }
    used: dict[str, set[str]] = {}
    for node in (node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.Attribute)):
        if node.attr in USES:
            used.setdefault(_name(node.value), set()).add(node.attr)
    return [
        pattern
        for file, tree in trees.items()
        if str(file.relative_to(ROOT)) not in NOT_TYPED
        for pattern in _in_file(file, tree, used)
    ]


def _in_file(file: Path, tree: ast.Module, used: dict[str, set[str]]) -> Iterator[Pattern]:
    kept = {
        id(node.value): _name(node.targets[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
    }
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if not isinstance(call.func, ast.Attribute) or _name(call.func.value) != "re":
            continue
        if call.func.attr not in USES | {"compile"}:
            continue
        known = vars(import_module(".".join(file.relative_to(ROOT).with_suffix("").parts[1:])))
        flags = next((word.value for word in call.keywords if word.arg == "flags"), None)
        if call.func.attr == "compile":
            flags, uses = flags or next(iter(call.args[1:]), None), used.get(kept.get(id(call), ""), set())
        else:
            uses = {call.func.attr}
        compiled = re.compile(_said(call.args[0], known), _said(flags, known) if flags else 0)
        yield Pattern(f"{file.relative_to(ROOT)}:{call.lineno}", compiled, tuple(sorted(uses)))


def _said(expression: ast.expr, known: dict[str, Any]) -> Any:
    return eval(compile(ast.Expression(expression), "pattern", "eval"), known)  # noqa: S307  # our own source


def _name(node: ast.expr) -> str:
    """`spelling` of `self.spelling`, `_POSTCODE` of itself."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


@dataclass(frozen=True, slots=True)
class Hard:
    """A text that nearly fits: how it begins, what comes again and again, and how it ends."""

    begin: str
    again: str
    end: str

    def of(self, length: int) -> str:
        return f"{self.begin}{self.again * (length // len(self.again))}{self.end}"


def hard(pattern: re.Pattern[str]) -> list[Hard]:
    """Each beginning of a text that fits, then one or two characters of the pattern again and again, then one more."""
    parsed = parser.parse(pattern.pattern, pattern.flags)
    alphabet = list(dict.fromkeys([*_letters(parsed), *SAMPLES]))[:FEW]
    fits = _fitting(parsed)[:40]
    begins = dict.fromkeys([fits[:at] for at in range(min(len(fits), FEW) + 1)] + [fits])
    again = [*alphabet, *map("".join, itertools.permutations(alphabet[:4], 2)), fits or "a"]
    return [Hard(*parts) for parts in itertools.product(begins, again, ("", "\n!\n!", OUTSIDE, *alphabet[:6]))]


def _letters(parsed: Any) -> Iterator[str]:
    """A character of each part of a pattern."""
    for kind, value in parsed:
        yield from _of(kind, value)
        for inner in _inside(kind, value):
            yield from _letters(inner)


def _inside(kind: Any, value: Any) -> list[Any]:
    """The patterns inside a part of a pattern."""
    if kind in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
        return [value[2]]
    if kind is op.BRANCH:
        return list(value[1])
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind in {op.ASSERT, op.ASSERT_NOT}:
        return [value[1]]
    return [value] if kind is op.ATOMIC_GROUP else []


def _of(kind: Any, value: Any) -> list[str]:
    if kind is op.LITERAL:
        return [chr(value)]
    if kind is op.IN:
        if value[0][0] is op.NEGATE:
            made = re.compile("[^" + "".join(map(_class, value[1:])) + "]")
            return [one for one in SAMPLES if made.fullmatch(one)][:2]
        return [one for inner in value for one in _of(*inner)]
    if kind is op.RANGE:
        return [chr(value[0]), chr(value[1])]
    if kind is op.CATEGORY:
        digit, space = op.CATEGORY_DIGIT, op.CATEGORY_SPACE
        return ["1"] if value is digit else [" "] if value is space else ["a", "-"]
    return ["a"] if kind in {op.ANY, op.NOT_LITERAL} else []


def _class(part: tuple[Any, Any]) -> str:
    kind, value = part
    if kind is op.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    if kind is op.CATEGORY:
        return {op.CATEGORY_DIGIT: r"\d", op.CATEGORY_SPACE: r"\s", op.CATEGORY_WORD: r"\w"}.get(value, "")
    return re.escape(chr(value))


def _fitting(parsed: Any) -> str:
    """A text that a pattern takes, as far as its parts tell."""
    made = ""
    for kind, value in parsed:
        if kind in {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}:
            made += _fitting(value[2]) * max(1, min(int(value[0]), FEW))
        elif kind is op.BRANCH:
            made += _fitting(value[1][0])
        elif kind in {op.SUBPATTERN, op.ATOMIC_GROUP}:
            made += _fitting(value[3] if kind is op.SUBPATTERN else value)
        else:
            made += next(iter(_of(kind, value)), "")
    return made
