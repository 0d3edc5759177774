"""The site past one machine, played through on one: servers that fail and return, and visitors who must not notice."""
