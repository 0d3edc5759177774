"""The words of the directory, and a search for words that may have been mistyped."""

import django.contrib.postgres.indexes
from django.db import migrations, models

# One slip of the keys: two letters swapped, one left out, one put in, one changed. Never in the first letter: few
# people miss that one, and "Rome" is not "home". Some strings come twice, and the word itself among them.
SLIPS = r"""
CREATE FUNCTION groups_slips(word text) RETURNS SETOF text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT left(word, i) || slip
    FROM generate_series(1, length(word)) AS i,
         LATERAL (SELECT substr(word, i + 1) AS rest) AS cut,
         LATERAL (
             SELECT substr(rest, 2, 1) || left(rest, 1) || substr(rest, 3)
             UNION ALL SELECT substr(rest, 2)
             UNION ALL SELECT letter || tail
             FROM unnest('{a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z}'::text[]) AS letter,
                  unnest(ARRAY[rest, substr(rest, 2)]) AS tail
         ) AS made(slip)
$$;
"""

# Every word by its beginning, or instead one of the words in `also` (lists by folded word), by theirs. All of them
# are folded here, so that nothing a person typed is ever read as an operator.
WORDS_QUERY = r"""
CREATE FUNCTION groups_words_query(said text, also jsonb) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsquery('simple', coalesce(string_agg('(' || word || ':*' || others || ')', ' & '), ''))
    FROM regexp_split_to_table(groups_words(said), ' ') AS word,
         LATERAL (
             SELECT coalesce(string_agg(' | ' || other || ':*', ''), '') AS others
             FROM jsonb_array_elements_text(also -> word) AS near,
                  regexp_split_to_table(groups_words(near), ' ') AS other
             WHERE other <> ''
         ) AS instead
    WHERE word <> ''
$$;
"""


# No index is made of them, so they may be called immutable although `unaccent` reads a file that could be changed: the
# planner then works the query out once and estimates with it, instead of leaving it to be made for every row.
ONCE = "ALTER FUNCTION groups_words_query(text) IMMUTABLE"
EACH_TIME = "ALTER FUNCTION groups_words_query(text) STABLE"


class Migration(migrations.Migration):
    dependencies = [("groups", "0010_search_at_size")]
    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(db_collation="C", verbose_name="folded word")),
                ("listings", models.PositiveIntegerField(verbose_name="listings that hold it")),
            ],
            options={
                "verbose_name": "word of the directory",
                "verbose_name_plural": "words of the directory",
                "constraints": [models.UniqueConstraint(fields=("text",), name="word_once")],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["text"], name="word_trigrams", opclasses=["gin_trgm_ops"]
                    )
                ],
            },
        ),
        migrations.RunSQL(SLIPS, "DROP FUNCTION groups_slips(text)"),
        migrations.RunSQL(ONCE, EACH_TIME),
        migrations.RunSQL(WORDS_QUERY, "DROP FUNCTION groups_words_query(text, jsonb)"),
    ]
