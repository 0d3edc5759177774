"""The country of an entry of the queue, kept by triggers, and the queue's order by cause and by country."""

from django.db import migrations, models
from django.db.models import F, OrderBy, Q

ORDER = (F("harm"), OrderBy(F("asked_at"), nulls_first=True), F("opened_at"), F("id"))
OPEN = Q(("closed_at__isnull", True))

# Closed entries keep the country they had: nobody looks for them by it.
KEEP_COUNTRY = """
CREATE FUNCTION groups_derive_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.country := coalesce((
        SELECT place.country FROM groups_listing listing JOIN groups_place place ON place.id = listing.place_id
        WHERE listing.id = NEW.listing_id), '');
    RETURN NEW;
END $$;

CREATE TRIGGER derive BEFORE INSERT OR UPDATE OF listing_id, country ON groups_review
    FOR EACH ROW EXECUTE FUNCTION groups_derive_review();

CREATE FUNCTION groups_touch_reviews_by_listing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE groups_review SET country = '' WHERE listing_id = NEW.id AND closed_at IS NULL;
    RETURN NULL;
END $$;

CREATE TRIGGER touch_reviews AFTER UPDATE OF place_id ON groups_listing
    FOR EACH ROW WHEN (OLD.place_id IS DISTINCT FROM NEW.place_id)
    EXECUTE FUNCTION groups_touch_reviews_by_listing();

CREATE FUNCTION groups_touch_reviews_by_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE groups_review SET country = '' WHERE closed_at IS NULL
        AND listing_id IN (SELECT id FROM groups_listing WHERE place_id = NEW.id);
    RETURN NULL;
END $$;

CREATE TRIGGER touch_reviews AFTER UPDATE OF country ON groups_place
    FOR EACH ROW WHEN (OLD.country IS DISTINCT FROM NEW.country)
    EXECUTE FUNCTION groups_touch_reviews_by_place();

UPDATE groups_review SET country = '' WHERE closed_at IS NULL;
"""
FORGET_COUNTRY = """
DROP TRIGGER touch_reviews ON groups_place;
DROP TRIGGER touch_reviews ON groups_listing;
DROP TRIGGER derive ON groups_review;
DROP FUNCTION groups_touch_reviews_by_place(), groups_touch_reviews_by_listing(), groups_derive_review();
"""


class Migration(migrations.Migration):
    dependencies = [("groups", "0008_secret_links")]
    operations = [
        migrations.AddField(
            "review", "country", models.CharField(blank=True, editable=False, max_length=2, verbose_name="country")
        ),
        migrations.RunSQL(KEEP_COUNTRY, FORGET_COUNTRY),
        migrations.AddIndex("review", models.Index(F("cause"), *ORDER, name="review_open_by_cause", condition=OPEN)),
        migrations.AddIndex(
            "review", models.Index(F("country"), *ORDER, name="review_open_by_country", condition=OPEN)
        ),
    ]
