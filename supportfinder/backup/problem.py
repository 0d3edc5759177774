"""What a person at the keyboard is told when a backup or a restore does not work."""


class BackupProblem(Exception):
    """Nothing was made, or nothing was changed; the text is a sentence that says why and what to do."""


def nothing(_said):
    """What is called where a caller has nothing to do or to say."""
