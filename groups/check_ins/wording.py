"""Our own questions, in plain words. They are not validated: no study has shown what they measure."""

from django.utils.translation import gettext_lazy as _

HOW_TRUE = (_("Not at all"), _("A little"), _("Partly"), _("Mostly"), _("Fully"))
OWN = {
    "own-support": (
        _("There is somebody I can talk to when things are hard."),
        _("There is somebody who helps me with everyday things when I ask."),
        _("I know where to find out what I need to know."),
    ),
    "own-wellbeing": (
        _("There was something I looked forward to."),
        _("I managed the things I had to do."),
        _("I was at ease with myself."),
    ),
}
"""By instrument, the sentences of its questions, in their order: how true was each in the last two weeks?"""
