"""One file with everything that cannot be made again, and the way back from it.

`making.make` writes it, `restoring.restore` brings it back, `keeping.prune` removes old ones. What is in it, and
what is left out because it is made again or must not come back, is said in `contents`.
"""

from supportfinder.backup.keeping import prune
from supportfinder.backup.making import make, make_to
from supportfinder.backup.problem import BackupProblem
from supportfinder.backup.restoring import restore

__all__ = ["BackupProblem", "make", "make_to", "prune", "restore"]
