"""What the people and things of a country are called: `Italian` for Italy."""

from content.remembering import remembered

_SHORTEST = 4
"""Letters of a country's name; shorter ones are codes."""


@remembered
def demonym(country: str) -> str:
    """Name what comes from a country; empty where the name is no country's."""
    from countryinfo import CountryInfo
    from countryinfo.exceptions import CountryNotFoundError

    if len(country) < _SHORTEST:
        return ""
    try:
        return str(CountryInfo(country).demonym() or "")
    except CountryNotFoundError:
        return ""
