"""What the catalogues of the languages hold, and what the sources ask of them; without the programs of gettext."""

import ast
import re
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from django.conf import settings
from django.template import Engine
from django.template.base import Origin
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

ROOT = Path(settings.BASE_DIR)
OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
CALLS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (0,)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (1,)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (1, 2)),
}
"""Which arguments of a function are looked up; with three or more forms the first is the context."""
FOR_OPERATORS = ("groups/bench", "groups/management", "supportfinder/cluster", "templates/admin")
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd%]|\{\w*\}|</?[a-z][^>]*>")


def po_file(language):
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


@cache
def entries(language):
    """The entries of a .po file as `{(context, msgid): forms}`; the header is under `("", "")`."""
    found, entry, key = {}, {}, ""
    for line in [*po_file(language).read_text("utf-8").splitlines(), ""]:
        if line.startswith("msg"):
            key = line.split(" ", 1)[0]
            entry[key] = ""
        if key and not line.startswith("#"):
            entry[key] += "".join(ast.literal_eval(f'"{part}"') for part in STRING.findall(line))
        if not line and "msgid" in entry:
            forms = [text for name, text in entry.items() if name.startswith("msgstr")]
            found[entry.get("msgctxt", ""), entry["msgid"]] = (forms, entry.get("msgid_plural"))
            entry, key = {}, ""
    return found


@cache
def compiled(language):
    """The catalogue as the site reads it: `{msgid or (msgid, form): text}`, with contexts before their msgids."""
    with po_file(language).with_suffix(".mo").open("rb") as file:
        return GNUTranslations(file)._catalog


def asked_for():
    """Every `(context, msgid)` that templates and modules for visitors and members look up."""
    return {*of_templates(), *of_modules()}


def of_templates():
    engine = Engine.get_default()
    for path in sorted((ROOT / "templates").rglob("*.*")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(FOR_OPERATORS):
            template = engine.from_string(path.read_text("utf-8"))
            template.origin = Origin(name)
            for node in template.nodelist.get_nodes_by_type((TranslateNode, BlockTranslateNode)):
                yield from of_node(node)


def of_node(node):
    if isinstance(node, TranslateNode):
        context = node.message_context.var if node.message_context else ""
        text = node.filter_expression.var
        if isinstance(text, str):
            yield context, text
        return
    context = node.message_context.var if node.message_context else ""
    yield context, node.render_token_list(node.singular)[0].replace("%%", "%%")


def of_modules():
    for package in ("groups", "accounts", "supportfinder"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith(FOR_OPERATORS) and "/migrations/" not in name:
                for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                    yield from of_call(node)


def of_call(node):
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
        where = CALLS[node.func.id][0]
        texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        if len(texts) > where:
            yield (texts[0] if where else ""), texts[where]
