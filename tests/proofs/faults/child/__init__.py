"""An app for processes of a test: takes away a guard, or ends the process at a named point, as its environment says."""
