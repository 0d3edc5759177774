"""Tables whose rows belong to themselves, or to more than anybody can put together."""

import io
import zipfile

import pytest

from groups.interop.hsds import tables, tabular
from groups.interop.reading import UnreadableFileError

SERVICES = "id,name,status\ns,Tea,active\n"


def csv_zip(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(f"{name}.csv", text)
    file.seek(0)
    return file


@pytest.mark.parametrize(
    "parts",
    [
        {"attributes": "id,link_id\ns,s\n"},
        {"metadata": "id,resource_id\ns,s\n"},
        {
            "attributes": "id,link_id,taxonomy_term_id\na,s,t\nb,x,t\n",
            "taxonomy_terms": "id,taxonomy_id\nt,x\n",
            "taxonomies": "id\nx\n",
        },
    ],
    ids=["attribute of itself", "metadata of itself", "taxonomy that a term of it describes"],
)
def test_rows_that_belong_to_themselves_are_read_once(parts):
    (record,) = tabular.load(csv_zip(services=SERVICES, **parts))
    assert record.name == "Tea"


@pytest.mark.parametrize("limit", ["MOST", "MOST_AT_ONCE"])
def test_tables_that_name_the_same_rows_too_often_are_refused(monkeypatch, limit):
    monkeypatch.setattr(tables, limit, 50)
    places = "".join(f"p{number},s,l\n" for number in range(9))
    found = "".join(f"a{number},l\n" for number in range(9))
    made = csv_zip(
        services=SERVICES,
        service_at_locations=f"id,service_id,location_id\n{places}",
        locations="id,location_type\nl,physical\n",
        attributes=f"id,link_id\n{found}",
    )
    with pytest.raises(UnreadableFileError, match="too often"):
        list(tabular.load(made))


def test_many_services_are_not_too_much_at_once(monkeypatch):
    monkeypatch.setattr(tables, "MOST_AT_ONCE", 5)
    services = "".join(f"s{number},Tea,active\n" for number in range(20))
    assert len(list(tabular.load(csv_zip(services=f"id,name,status\n{services}")))) == 20
