"""What goes well with a listing: suggested from what is known of both, and said by those who answer for them."""

from groups.pairing.agreeing import agree, check, end, propose, vouch
from groups.pairing.reading import beside, standing
from groups.pairing.suggesting import SHOWN, suggestions

__all__ = ["SHOWN", "agree", "beside", "check", "end", "propose", "standing", "suggestions", "vouch"]
