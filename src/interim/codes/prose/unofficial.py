"""What to do about codes that nobody registered, when they arrive or stand in a log."""

from interim.codes.prose.prose import Prose, Related

__all__ = ["UNOFFICIAL_PROSE"]

UNOFFICIAL_PROSE: tuple[Prose, ...] = (
    Prose(
        code=419,
        answer="The form was open for too long: its token is no longer valid, so load the page again and submit anew.",
        effects=(
            (
                "Laravel sends it. The same request again fails again. A script fetches a new token and sends the "
                "session's cookie along with it. Many in a log can mean that sessions are shorter than people need for "
                "the form."
            ),
        ),
        related=(
            Related(code=403, why="the registered refusal"),
            Related(code=401, why="when the user has to log in"),
        ),
        words=("page expired", "csrf token mismatch", "laravel"),
    ),
    Prose(
        code=420,
        answer="Too many requests: slow down, and wait before the next one.",
        effects=(
            (
                "Twitter sent it before 429 existed; treat it as 429, with longer pauses each time. In a Java program "
                "it may be Spring's name for a failed WebDAV method, which has nothing to do with limits."
            ),
        ),
        related=(
            Related(code=429, why="the registered code for a rate limit"),
            Related(code=424, why="for a WebDAV method that failed with another"),
        ),
        words=("enhance your calm", "twitter rate limit", "method failure"),
    ),
    Prose(
        code=430,
        answer="Shopify took the request for an attack and refused it.",
        effects=(
            (
                "Do not repeat it as it is. Look at what may seem odd: a burst, a script that hides what it is, "
                "content that looks like an injection, an address that others share. A plain rate limit at Shopify is "
                "429."
            ),
        ),
        related=(
            Related(code=403, why="the registered refusal"),
            Related(code=429, why="when there were too many requests"),
        ),
        words=("shopify security rejection", "request blocked", "bot"),
    ),
    Prose(
        code=440,
        answer="The session at an Exchange server has ended, or never began: log in again.",
        effects=(
            (
                "Outlook on the web sends it. When it comes right at the login, the fault is in the server: Microsoft "
                "names permissions and authentication in IIS, and describes how to make the virtual directories anew."
            ),
        ),
        related=(
            Related(code=401, why="the registered way to ask for credentials"),
            Related(code=419, why="the like of it in Laravel"),
        ),
        words=("login timeout", "outlook session expired", "owa"),
    ),
    Prose(
        code=444,
        answer="nginx closed the connection without any response, because its configuration says so.",
        effects=(
            (
                "Nobody receives it: curl reports an empty reply, error 52. In the access log it marks what "
                "`return 444` turned away, in practice mostly scanners and unknown host names. Where it hits users, "
                "look for that line."
            ),
        ),
        related=(
            Related(code=403, why="to refuse with a response"),
            Related(code=499, why="when the client closed instead"),
        ),
        words=("nginx no response", "empty reply from server", "connection closed"),
    ),
    Prose(
        code=449,
        answer="Microsoft's WebDAV server wants the request again, with more information in it.",
        effects=(
            (
                "It comes with `Ms-Echo-Request`. A client that knows the extension repeats the request with "
                "`Ms-Echo-Reply`; any other one takes it for an error, as each 4xx that it does not know "
                "(RFC 9110 §15)."
            ),
        ),
        related=(
            Related(code=428, why="when the request has to be conditional"),
            Related(code=401, why="to ask for credentials"),
        ),
        words=("retry with", "ms-echo-request", "webdav"),
    ),
    Prose(
        code=460,
        answer="The client left before the load balancer had a response for it.",
        effects=(
            (
                "It stands in the access log of an AWS Application Load Balancer. Compare the client's timeout with "
                "the time that the target takes. If the work is slow by nature, answer 202 and let the client poll."
            ),
        ),
        related=(
            Related(code=499, why="the same in nginx"),
            Related(code=504, why="when the target is too slow for the load balancer"),
            Related(code=202, why="for work that takes long"),
        ),
        words=("alb client closed", "aws load balancer log", "client timeout"),
    ),
    Prose(
        code=463,
        answer="X-Forwarded-For names more than 30 addresses, which is more than the load balancer takes.",
        effects=(
            (
                "An AWS Application Load Balancer sends it. Each proxy adds an address, so look for proxies that send "
                "to each other, or for a client that made the field up. The first proxy of your own can replace the "
                "field."
            ),
        ),
        related=(
            Related(code=400, why="the registered code for a bad request"),
            Related(code=508, why="for a loop within WebDAV"),
        ),
        words=("x-forwarded-for", "proxy loop", "alb"),
    ),
    Prose(
        code=464,
        answer="The load balancer cannot pass the request on: its protocol does not fit the target group.",
        effects=(
            (
                "An AWS Application Load Balancer sends it. Compare the protocol version of the target group "
                "(HTTP/1.1, HTTP/2, gRPC) with what clients send, and correct one of them. A retry does not help."
            ),
        ),
        related=(
            Related(code=426, why="the registered way to ask for another protocol"),
            Related(code=505, why="when the version of HTTP is not supported"),
        ),
        words=("alb grpc", "target group protocol version", "incompatible protocol"),
    ),
    Prose(
        code=494,
        answer="The header section of the request is larger than nginx is set to take.",
        effects=(
            (
                "Only `error_page` sees it: without that the client gets 400, and so does the access log (nginx "
                "1.22.1, tried). In practice cookies have piled up. Delete them, or raise "
                "`large_client_header_buffers`."
            ),
        ),
        related=(
            Related(code=431, why="the registered code"),
            Related(code=400, why="what the client receives"),
            Related(code=414, why="when the URI alone is too long"),
        ),
        words=("request header too large", "cookie too large", "nginx 400"),
    ),
    Prose(
        code=495,
        answer="The client's TLS certificate did not pass nginx's verification.",
        effects=(
            (
                "Only `error_page` sees it; otherwise the client gets 400. Check the expiry of the client certificate, "
                "its issuer against `ssl_client_certificate`, and the depth of the chain. The error log has the reason."
            ),
        ),
        related=(
            Related(code=400, why="what the client receives"),
            Related(code=496, why="when there was no certificate at all"),
        ),
        words=("client certificate invalid", "mutual tls", "ssl certificate error"),
    ),
    Prose(
        code=496,
        answer="nginx wants a TLS certificate from the client and got none.",
        effects=(
            (
                "Only `error_page` sees it; otherwise the client gets 400. Give the client a certificate and its key. "
                "A proxy in front that ends the TLS connection takes the certificate away."
            ),
        ),
        related=(
            Related(code=400, why="what the client receives"),
            Related(code=495, why="when the certificate is not valid"),
            Related(code=401, why="to ask for credentials in HTTP"),
        ),
        words=("no client certificate", "mutual tls", "required ssl certificate"),
    ),
    Prose(
        code=497,
        answer="A plain HTTP request came to a port where nginx speaks TLS.",
        effects=(
            (
                "Only `error_page` sees it; otherwise the client gets 400. The cause is a URI with `http:` and the "
                "port for TLS, or a proxy in front that was not told to use TLS. `error_page 497` can redirect to "
                "`https:`."
            ),
        ),
        related=(
            Related(code=400, why="what the client receives"),
            Related(code=308, why="to redirect to https"),
        ),
        words=("http to https port", "plain http request", "nginx ssl"),
    ),
    Prose(
        code=498,
        answer="The ArcGIS token has expired or is wrong: get a new one.",
        effects=(
            (
                "It stands as `error.code` in JSON content under a 200, so read the content before you believe the "
                "status. Ask for a new token and repeat the request with it. ArcGIS can bind a token to a referrer or "
                "an address: compare these too."
            ),
        ),
        related=(
            Related(code=401, why="the registered code"),
            Related(code=499, why="in ArcGIS, when there was no token"),
        ),
        words=("invalid token", "arcgis token expired", "esri"),
    ),
    Prose(
        code=499,
        answer="The client closed the connection before nginx had a response for it.",
        effects=(
            (
                "It stands in nginx's log. Users who leave are normal; many at the same duration are the timeout of a "
                "client or of a load balancer. Make the work shorter, send 102 while it runs, or answer 202. The "
                "application may go on after the client has left."
            ),
        ),
        related=(
            Related(code=504, why="when nginx's own timer ran out"),
            Related(code=460, why="the same in AWS's log"),
            Related(code=202, why="for work that takes long"),
        ),
        words=("client closed request", "nginx", "client timeout", "token required"),
    ),
    Prose(
        code=509,
        answer="The site has used up the traffic of its hosting plan.",
        effects=(
            (
                "The hosting provider sends it for the whole site. Visitors can only come back later; the owner buys "
                "more volume or waits for the next period. A client that retries at once only adds requests."
            ),
        ),
        related=(
            Related(code=503, why="the registered code for a site out of service"),
            Related(code=429, why="when one client sends too much"),
        ),
        words=("bandwidth limit exceeded", "hosting traffic limit", "over quota"),
    ),
    Prose(
        code=520,
        answer="Cloudflare got something from the origin server that it cannot use as a response.",
        effects=(
            (
                "Cloudflare sends it. Look into the origin server's log at the same second: a crash, an empty "
                "response, a firewall, a header section beyond 128 KB. Send the same request to the origin server "
                "directly."
            ),
        ),
        related=(
            Related(code=502, why="the registered code"),
            Related(code=521, why="when the origin server refuses connections"),
        ),
        words=("cloudflare", "unknown error", "empty response"),
    ),
    Prose(
        code=521,
        answer="Cloudflare reached the origin server's machine, and the connection was refused.",
        effects=(
            (
                "Cloudflare sends it. See whether the web server runs and listens on the port that the TLS mode needs, "
                "then whether a firewall or a rate limit stops Cloudflare's addresses: all visitors come from these."
            ),
        ),
        related=(
            Related(code=502, why="the registered code"),
            Related(code=522, why="when there is no answer at all"),
        ),
        words=("cloudflare", "web server is down", "connection refused"),
    ),
    Prose(
        code=522,
        answer="Cloudflare got no answer on the TCP level from the origin server in time.",
        effects=(
            (
                "Cloudflare sends it. Most often a firewall drops its packets; or the address in DNS is wrong, or the "
                "machine is overloaded. It also documents 522 for a 102 with no final response within 125 s."
            ),
        ),
        related=(
            Related(code=504, why="the registered code"),
            Related(code=524, why="when the application is slow"),
            Related(code=102, why="which can end in this one"),
        ),
        words=("cloudflare", "connection timed out", "origin timeout"),
    ),
    Prose(
        code=523,
        answer="Cloudflare has no route to the origin server.",
        effects=(
            (
                "Cloudflare sends it. Compare the A and AAAA records at Cloudflare with the address that the server "
                "has now; then look for a fault in the routing between the two networks. The visitor can do nothing."
            ),
        ),
        related=(
            Related(code=502, why="the registered code"),
            Related(code=530, why="when the name cannot be resolved"),
        ),
        words=("cloudflare", "origin unreachable", "wrong dns record"),
    ),
    Prose(
        code=524,
        answer="Cloudflare was connected to the origin server, but the response did not start in time.",
        effects=(
            (
                "Cloudflare sends it. The work may go on, so a retry may do it twice. Cloudflare says that 102 can "
                "help; a report of 2026 was cut at 125 s all the same. Answer 202 with a status monitor."
            ),
        ),
        related=(
            Related(code=202, why="the way out for long work"),
            Related(code=504, why="the registered code"),
            Related(code=102, why="a sign of life, with its limits"),
        ),
        words=("cloudflare timeout", "a timeout occurred", "long request cut"),
    ),
    Prose(
        code=525,
        answer="The TLS handshake between Cloudflare and the origin server failed.",
        effects=(
            (
                "Cloudflare sends it. The origin server has no certificate for the name, does not take TLS on the "
                "port, does not know SNI, or shares no cipher suite with Cloudflare. `openssl s_client` against its "
                "address shows which."
            ),
        ),
        related=(
            Related(code=526, why="when the handshake works and the certificate does not"),
            Related(code=502, why="the registered code"),
        ),
        words=("cloudflare", "ssl handshake failed", "origin tls"),
    ),
    Prose(
        code=526,
        answer="Cloudflare does not accept the certificate of the origin server.",
        effects=(
            (
                "Cloudflare sends it in the mode Full (strict). The certificate has expired, is revoked, is "
                "self-signed or is for another name. Renew it, or use one that Cloudflare issues for origin servers. A "
                "weaker mode hides the fault."
            ),
        ),
        related=(
            Related(code=525, why="when the handshake fails already"),
            Related(code=502, why="the registered code"),
        ),
        words=("cloudflare", "invalid ssl certificate", "full strict"),
    ),
    Prose(
        code=529,
        answer="The service is overloaded for everybody: wait, then try again, with longer pauses each time.",
        effects=(
            (
                "The API of Anthropic sends it. The request is not at fault and can be repeated. Add chance to the "
                "pauses, so that not all clients come back at once, and limit the number of tries."
            ),
        ),
        related=(
            Related(code=503, why="the registered code"),
            Related(code=429, why="when one client sends too much"),
        ),
        words=("overloaded error", "anthropic", "api overloaded"),
    ),
    Prose(
        code=530,
        answer="Cloudflare could not resolve the name of the origin server.",
        effects=(
            (
                "Cloudflare sends it, with an error 1xxx in the content that tells more: look that number up first. It "
                "is not an interim response. Then check the DNS record that names the origin server. Shopify uses the "
                "code as well."
            ),
        ),
        related=(
            Related(code=502, why="the registered code"),
            Related(code=523, why="when the name resolves and there is no route"),
        ),
        words=("cloudflare 1016", "origin dns error", "name not resolved"),
    ),
    Prose(
        code=540,
        answer="Shopify has switched this endpoint off for a while.",
        effects=(
            (
                "The request is not at fault. Try again after minutes, not after seconds, and look at Shopify's status "
                "page. Other endpoints may work."
            ),
        ),
        related=(
            Related(code=503, why="the registered code"),
            Related(code=410, why="when it is gone for good"),
        ),
        words=("shopify", "temporarily disabled", "endpoint disabled"),
    ),
    Prose(
        code=561,
        answer="The login at the load balancer failed: the identity provider answered with an error.",
        effects=(
            (
                "An AWS Application Load Balancer that authenticates users sends it. Look at the client id and secret "
                "of the rule, and at the provider's log. The request did not reach the target. A user can begin the "
                "login anew."
            ),
        ),
        related=(
            Related(code=401, why="when the user has not logged in"),
            Related(code=502, why="when the target answers wrongly"),
        ),
        words=("alb authentication", "identity provider error", "oidc"),
    ),
    Prose(
        code=599,
        answer="There was no response at all: the HTTP client made this number up.",
        effects=(
            (
                "Tornado's client reports it, and no server has sent it. Look at the error beside it. For a timeout, "
                "compare `request_timeout` with the time that the server takes; a 102 does not extend it in tornado "
                "6.6.1."
            ),
        ),
        related=(
            Related(code=504, why="when a proxy waited in vain and said so"),
            Related(code=408, why="when the server waited for the client"),
        ),
        words=("tornado timeout", "no response", "network timeout"),
    ),
    Prose(
        code=783,
        answer="Shopify could not read the JSON of the request.",
        effects=(
            (
                "Correct the syntax of the content before you send it again. Since the number is outside 100 to 599, a "
                "client may report a broken response instead."
            ),
        ),
        related=(
            Related(code=400, why="the registered code"),
            Related(code=422, why="when the syntax is right and the meaning is not"),
        ),
        words=("unexpected token", "json syntax error", "shopify"),
    ),
    Prose(
        code=999,
        answer="LinkedIn takes the client for a robot and refuses to answer.",
        effects=(
            (
                "The page is usually there: a link checker should count it as unknown, not as broken. Who needs the "
                "data uses the API. Since the number is outside 100 to 599, a client may report a protocol error."
            ),
        ),
        related=(
            Related(code=403, why="the registered refusal"),
            Related(code=429, why="when there were too many requests"),
        ),
        words=("linkedin", "request denied", "link checker"),
    ),
)
