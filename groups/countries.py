"""Countries by name, in the language of the page, and by whatever name they are typed in any language of ours."""

from functools import cache

from groups import data_words, place_names
from groups.alphabet import sort_key
from groups.place_names import name_key


def country_name(code):
    """The country with this code (ISO 3166-1 alpha-2) in the language of the page; the code where nobody knows it."""
    return data_words.country_name(code, place_names.country_name(code))


def country_choices():
    """`(code, name)` of all countries (about 250), as people of the language look for them."""
    named = [(code, country_name(code)) for code in place_names.countries()]
    return sorted(named, key=lambda choice: sort_key(choice[1]))


@cache
def codes_by_key():
    """Country codes by each key of their names in every language: `"uk"`, `"reino unido"`, … → `"GB"`.

    A name that the gazetteer has for a country comes first where another language calls a second one so.
    """
    told = (words.get("country", {}) for words in data_words.by_language().values())
    found = {name_key(name): code for names in told for code, name in names.items()}
    return found | place_names.country_codes_by_key()
