"""PostgreSQL's own extensions, all trusted: no superuser is needed to make them."""

from django.contrib.postgres.operations import CreateExtension, TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        CreateExtension("cube"),
        CreateExtension("intarray"),
        TrigramExtension(),
        UnaccentExtension(),
    ]
