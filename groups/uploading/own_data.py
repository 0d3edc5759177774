"""The tables somebody brought: given out to them, and gone with them; rows go by themselves after a while."""

from groups.models import BroughtListing, Upload, UploadRow

COVERS = ["groups.Upload", "groups.BroughtListing"]


def export(user):
    """Every table `user` brought, with the rows still kept, and what they call their listings."""
    return {
        "tables": [
            {
                "name": upload.name,
                "brought": upload.created_at.isoformat(),
                "columns": upload.header,
                "rows": list(upload.rows.order_by("number", "pk").values_list("cells", flat=True)),
            }
            for upload in Upload.objects.filter(owner=user).order_by("pk")
        ],
        "names_of_rows": dict(
            BroughtListing.objects.filter(owner=user).order_by("pk").values_list("ref", "listing__public_id")
        ),
    }


def erase(user):
    """Nothing of it stays; what becomes of the listings is decided where all of theirs are."""
    Upload.objects.filter(owner=user).delete()
    BroughtListing.objects.filter(owner=user).delete()


def forget(before):
    """Erase the rows of tables that nobody touched since the moment `before`, and answer how many there were."""
    return UploadRow.objects.filter(upload__updated_at__lt=before).delete()[0]
