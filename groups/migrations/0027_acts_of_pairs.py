from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0026_circles_of_support")]

    operations = [
        migrations.AlterField(
            model_name="moderationevent",
            name="act",
            field=models.CharField(
                choices=[
                    ("submitted", "Sent in for review"),
                    ("proposed", "Proposed a change"),
                    ("took_back", "Took the change back"),
                    ("approved", "Approved"),
                    ("rejected", "Rejected"),
                    ("asked", "Asked a question"),
                    ("edited", "Edited"),
                    ("hid", "Hid for now"),
                    ("withdrew", "Withdrew"),
                    ("published", "Published"),
                    ("merged", "Merged with another listing"),
                    ("restored", "Restored an earlier version"),
                    ("confirmed", "Confirmed"),
                    ("phoned", "Checked by phone"),
                    ("cancelled", "Cancelled a date"),
                    ("moved", "Moved a date"),
                    ("annotated", "Wrote a note to a date"),
                    ("stood_in", "Said who stands in"),
                    ("counted", "Counted who came"),
                    ("announced", "Wrote to those who come"),
                    ("paused", "Paused"),
                    ("reopened", "Opened again"),
                    ("closed", "Closed for good"),
                    ("undid", "Undid a change"),
                    ("handed_over", "Handed over"),
                    ("joined", "Joined as facilitator"),
                    ("left", "Left as facilitator"),
                    ("looked", "Looked at and left as it is"),
                    ("paired", "Said that another listing goes well with it"),
                    ("parted", "Took back that another listing goes well with it"),
                ],
                max_length=12,
                verbose_name="what",
            ),
        ),
    ]
