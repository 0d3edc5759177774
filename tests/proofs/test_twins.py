"""A check that nobody has seen fail may check nothing: every proof has a sabotage twin, in whatever file."""

import ast
from functools import cache

from supportfinder.serving import BASE_DIR
from tests.proofs.without_twin import WITHOUT_TWIN

MARKS = ("pytest.mark.proof", "pytest.mark.twin")


@cache
def marks():
    """Each (mark, suite, row) in the source of the tests; a row may be a constant of its file."""
    found = set()
    for path in (BASE_DIR / "tests").rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        known = {node.targets[0].id: node.value for node in nodes if is_constant(node)}
        for call in (node for node in nodes if isinstance(node, ast.Call)):
            if ast.unparse(call.func) in MARKS:
                words = [known[word.id] if isinstance(word, ast.Name) else word for word in call.args]
                found.add((call.func.attr, *map(ast.literal_eval, words)))
    return found


def is_constant(node):
    """Whether it gives a text a name."""
    is_named = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    return is_named and isinstance(node.value, ast.Constant)


def rows_with(mark):
    """Each (suite, row) that carries the mark."""
    return {(suite, row) for its, suite, row in marks() if its == mark}


def test_every_proof_has_a_twin_or_a_reason():
    assert rows_with("proof") - rows_with("twin") == set(WITHOUT_TWIN)


def test_no_twin_stands_alone():
    assert rows_with("twin") <= rows_with("proof")
