"""511 Network Authentication Required."""

from interim.codes.prose.prose import Mistake, Prose, Related

__all__ = ["PROSE"]

PROSE = Prose(
    code=511,
    answer="The network, not the site, wants you to log in or to accept its terms before anything gets through.",
    history=(
        (
            "RFC 6585 §6 defined it in 2012, to limit the damage that captive portals do to software which takes "
            "the portal's page for the answer of the site (RFC 6585 §6.1). In 2020 RFC 8910 and RFC 8908 added "
            "another way: the network announces, by DHCP or router advertisement, an interface that tells the "
            "state of the portal."
        ),
    ),
    use=(
        (
            "In the intercepting proxy of a hotel, a train or a guest network, to a device that has not logged in. "
            "Link to the login page in the content, or let the browser go there with a `meta` refresh as "
            "RFC 6585 §6.1 shows, so that the form does not stand under the address of the site."
        ),
    ),
    avoid=(
        (
            "Not in an origin server (RFC 6585 §6): a login to the site is 401, and credentials for a proxy are "
            "407. Not as a redirect to the portal: programs follow that and take what they find for the answer "
            "(RFC 6585 Appendix B)."
        ),
    ),
    effects=(
        (
            "A program sees an error, which is the purpose: it does not take the portal's page for an icon or an "
            "update (RFC 6585 Appendix B). Caches must not store it (RFC 6585 §6). Repeat the request when the "
            "network has changed, not on a timer."
        ),
        (
            "It can only be sent in clear. To a TLS connection the portal has no certificate for the site, and the "
            "client reports that instead (RFC 6585 §7.4)."
        ),
    ),
    mistakes=(
        Mistake(
            text=(
                "200 or 302 in its place, which is what many portals do: devices that are offline believe that "
                "they are online."
            ),
        ),
        Mistake(text="The login form itself in the content."),
    ),
    related=(
        Related(code=407, why="when a configured proxy wants credentials"),
        Related(code=401, why="when the site wants credentials"),
        Related(code=302, why="what many portals send instead"),
    ),
    words=("captive portal", "wifi login", "hotel wifi", "public wifi", "sign in to network"),
)
