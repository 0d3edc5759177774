"""Names of the published cells, in one place: what writes a snapshot and what shows it spell them alike."""

CATEGORIES = ("community", "peer", "family", "local", "clinical")
"""Kinds of community support in Chart 1, in its order: slugs of the taxonomy."""
OTHERS = ("others", "more")


def correlation(support, wellbeing):
    """The rank correlation of Graph 1 by two instruments."""
    return f"graph/{support}/{wellbeing}/rho"


def band(support, wellbeing, slug):
    """People whose support lies in one band."""
    return f"graph/{support}/{wellbeing}/band/{slug}"


def bin_of(support, wellbeing, across, up):
    """People in one bin of the scatter; `across` and `up` are its lowest and highest scores, as pairs."""
    return f"graph/{support}/{wellbeing}/bin/{across[0]}-{across[1]}/{up[0]}-{up[1]}"


def category(slug, sort):
    """How much one sort of support helped in one category."""
    return f"chart/{slug}/{sort}"


def listing(slug, sort, pk):
    """The same in one listing of the category `slug`; the `OTHERS` stand for those that nothing is said of."""
    return f"listing/{slug}/{sort}/{pk}"


def program(wellbeing, pk):
    """One row of Table 1, by one instrument of well-being."""
    return f"program/{wellbeing}/{pk}"
