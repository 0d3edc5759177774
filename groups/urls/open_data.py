"""Addresses by which other programs read the directory, and lists come in."""

from django.urls import include, path, re_path

from groups.api import addresses
from groups.problems import APP
from groups.views import bmlt as bmlt_views
from groups.views import embedding as embedding_views
from groups.views import feeds as feeds_views
from groups.views import files as files_views
from groups.views import hsds as hsds_views
from groups.views import printing as printing_views
from groups.views import sources as sources_views
from groups.views import uploading as uploading_views

feeds = [
    path("feeds/meeting-guide.json", feeds_views.meeting_guide_list, name="feed-meeting-guide"),
    path("feeds/meeting-guide/report.json", feeds_views.meeting_guide_report, name="feed-meeting-guide-report"),
    path("sitemap.xml", feeds_views.sitemap_index, name="sitemap"),
    path("sitemap-pages.xml", feeds_views.sitemap_pages, name="sitemap-pages"),
    path("sitemap-listings-<int:number>.xml", feeds_views.sitemap_listings, name="sitemap-listings"),
    path("robots.txt", feeds_views.robots, name="robots"),
]

bmlt = [
    # With and without the last slash: a redirect would be none that pages of other sites may follow.
    re_path(rf"^client_interface/{shape}/?$", bmlt_views.semantic, {"shape": shape}, name=f"bmlt-{shape}")
    for shape in bmlt_views.CONTENT_TYPES
]

hsds = [
    path("hsds/", hsds_views.about, name="hsds"),
    path("hsds/openapi.json", hsds_views.openapi_json, name="hsds-openapi"),
    path("hsds/profile/", hsds_views.profile, name="hsds-profile"),
    path("hsds/services", hsds_views.service_list, name="hsds-services"),
    path("hsds/services/<uuid:service>", hsds_views.service, name="hsds-service"),
    path("hsds/organizations", hsds_views.organization_list, name="hsds-organizations"),
    path("hsds/organizations/<uuid:organization>", hsds_views.organization, name="hsds-organization"),
    path("hsds/service_at_locations", hsds_views.place_list, name="hsds-places"),
    path("hsds/service_at_locations/<uuid:service_at_location>", hsds_views.place, name="hsds-place"),
    path("hsds/taxonomies", hsds_views.taxonomy_list, name="hsds-taxonomies"),
    path("hsds/taxonomies/<uuid:taxonomy>", hsds_views.taxonomy, name="hsds-taxonomy"),
    path("hsds/taxonomy_terms", hsds_views.term_list, name="hsds-terms"),
    path("hsds/taxonomy_terms/<uuid:term>", hsds_views.term, name="hsds-term"),
]

api = [path("api/", include((addresses.patterns, APP)))]

reading = [
    path("feeds/", feeds_views.index, name="feeds"),
    path("feeds/new.atom", feeds_views.new_listings, name="feed-new"),
]

files = [
    path("feeds/listings.csv", files_views.listings_csv, name="listings-csv"),
    path("feeds/listings.geojson", files_views.listings_geojson, name="listings-geojson"),
    path("feeds/listings.xlsx", files_views.listings_xlsx, name="listings-xlsx"),
    path("feeds/template.csv", files_views.template_csv, name="template-csv"),
    path("feeds/template.xlsx", files_views.template_xlsx, name="template-xlsx"),
]

uploading = [
    path("post/many/", uploading_views.many, name="post-many"),
    path("post/many/<slug:table_id>/", uploading_views.table, name="post-many-table"),
    path("post/many/<slug:table_id>/columns/", uploading_views.columns, name="post-many-columns"),
    path("post/many/<slug:table_id>/bring-in/", uploading_views.bring_in, name="post-many-bring-in"),
    path("post/many/<slug:table_id>/not-taken.csv", uploading_views.refused_csv, name="post-many-refused"),
    path("post/many/<slug:table_id>/throw-away/", uploading_views.throw_away, name="post-many-throw-away"),
]

sources = [
    path("sources/", sources_views.index, name="sources"),
    path("sources/new/", sources_views.new, name="source-new"),
    path("sources/<slug:slug>/", sources_views.source, name="source"),
    path("sources/<slug:slug>/edit/", sources_views.edit, name="source-edit"),
    path("sources/<slug:slug>/act/", sources_views.act, name="source-act"),
]

embedding = [
    path("embed/", embedding_views.finder, name="embed"),
    path("embed/make/", embedding_views.make, name="embed-make"),
]

framing = [
    path("embed/colours.css", embedding_views.colours, name="embed-colours"),
    path("embed.js", embedding_views.script, name="embed-script"),
]

printing = [
    path("search/booklet/", printing_views.choose, name="booklet"),
    path("feeds/booklet.pdf", printing_views.booklet_pdf, name="booklet-pdf"),
    path("listings/<slug:public_id>/print/", printing_views.handout, name="listing-print"),
    path("listings/<slug:public_id>/hand-out.pdf", printing_views.handout_pdf, name="listing-handout"),
]

for_programs = [*feeds, *bmlt, *hsds, *api, *files, *framing]
"""One address for all languages: what they answer says by itself which language it is in."""

for_people = [*reading, *uploading, *sources, *embedding, *printing]
