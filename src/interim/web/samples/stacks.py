"""The stacks that each final code has a sample for, and what has to be said about some of them."""

from collections.abc import Mapping
from types import MappingProxyType

from interim.web.samples.sample import Recipe, Side

__all__ = ["CLIENTS", "RAN", "REMARKS", "SERVERS", "SERVER_REMARKS"]

RAN: Mapping[str, str] = MappingProxyType(
    {
        "node": "Node 20",
        "express": "Express 5.3, Node 20",
        "uvicorn": "uvicorn 0.54",
        "fastapi": "FastAPI 0.165, uvicorn 0.54",
        "flask": "Flask 3.1",
        "django": "Django 5.2, uvicorn 0.54",
        "go": "Go 1.19",
        "php": "PHP 8.2",
        "rack": "Rack 2.2, Puma 5.6",
        "nginx": "nginx 1.22",
        "curl": "curl 7.88",
        "requests": "requests 2.34",
        "httpx": "httpx 0.28",
        "websockets": "websockets 17.4",
    }
)
"""With what the tests run the samples. They fail when they find another version."""


def _recipe(
    ident: str, title: str, side: Side, language: str, template: str, file_name: str, command: str, ran: str = ""
) -> Recipe:
    return Recipe(
        id=ident,
        title=title,
        side=side,
        language=language,
        template=template,
        file_name=file_name,
        command=command,
        ran=RAN[ran] if ran else "",
    )


_UVICORN = "uvicorn server:app --port 8000"

SERVERS: tuple[Recipe, ...] = (
    _recipe("node-http", "Node http", "server", "javascript", "node-http.mjs", "server.mjs", "node server.mjs", "node"),
    _recipe("express", "Express", "server", "javascript", "express.mjs", "server.mjs", "node server.mjs", "express"),
    _recipe("asgi", "ASGI", "server", "python", "asgi.py", "server.py", _UVICORN, "uvicorn"),
    _recipe("fastapi", "FastAPI", "server", "python", "fastapi.py", "server.py", _UVICORN, "fastapi"),
    _recipe(
        "flask", "Flask", "server", "python", "flask.py", "server.py", "flask --app server run --port 8000", "flask"
    ),
    _recipe("django", "Django", "server", "python", "django.py", "server.py", _UVICORN, "django"),
    _recipe("go", "Go net/http", "server", "go", "go.go", "server.go", "go run server.go", "go"),
    _recipe("spring-boot", "Spring Boot", "server", "java", "spring-boot.java", "Server.java", "mvn spring-boot:run"),
    _recipe("aspnet", "ASP.NET", "server", "csharp", "aspnet.cs", "Program.cs", "dotnet run"),
    _recipe("php", "PHP", "server", "php", "php.php", "server.php", "php -S 127.0.0.1:8000 server.php", "php"),
    _recipe(
        "rack",
        "Ruby Rack",
        "server",
        "ruby",
        "rack.ru",
        "config.ru",
        "puma -b tcp://127.0.0.1:8000 config.ru",
        "rack",
    ),
    _recipe("nginx", "nginx", "server", "nginx", "nginx.conf", "nginx.conf", 'nginx -p "$PWD" -c nginx.conf', "nginx"),
)

CLIENTS: tuple[Recipe, ...] = (
    _recipe("curl", "curl", "client", "shell", "curl.sh", "ask.sh", "sh ask.sh", "curl"),
    _recipe("requests", "Python requests", "client", "python", "requests.py", "ask.py", "python ask.py", "requests"),
    _recipe("httpx", "Python httpx", "client", "python", "httpx.py", "ask.py", "python ask.py", "httpx"),
    _recipe("fetch", "fetch", "client", "javascript", "fetch.mjs", "ask.mjs", "node ask.mjs", "node"),
    _recipe("go-client", "Go net/http", "client", "go", "go-client.go", "ask.go", "go run ask.go", "go"),
)

REMARKS: Mapping[tuple[str, int], str] = MappingProxyType(
    {
        ("django", 204): "Django's `CommonMiddleware` adds Content-Length: 0 to it, which a 204 must not have.",
        ("django", 304): (
            "Django's `CommonMiddleware` adds Content-Length: 0 to it; a 304 has the length of the 200, or none."
        ),
        ("flask", 407): (
            "WSGI leaves Proxy-Authenticate to servers (PEP 3333): Flask's own sends it, gunicorn drops it. "
            "It is a proxy that sends 407 anyway."
        ),
        ("php", 202): "`header('Location: ...')` sets 302, so the code has to come after it.",
        (
            "requests",
            407,
        ): "This is about a proxy on the way: give `proxies=` with the name and the password in its URL.",
        ("httpx", 407): "This is about a proxy on the way: give `httpx.Proxy` with `auth`.",
        ("curl", 407): "This is about a proxy on the way: `curl -x http://proxy:3128 -U name:password`.",
        (
            "go-client",
            407,
        ): "This is about a proxy on the way: its URL in `http.ProxyURL` has the name and the password.",
    }
)
"""By the id of the sample and the code."""

SERVER_REMARKS: Mapping[int, str] = MappingProxyType(
    {
        200: "With an ETag it could answer 304 as well: the samples of that code show how.",
        203: "For a proxy that changed the content on the way, and for nobody else.",
        208: "208 is never a status line: it stands in the content of a 207, at what was reported before.",
        226: "Only to a request with `A-IM: feed`, and with `If-None-Match` that names what the client has.",
        305: "Deprecated, and no client follows it any more. Do not send it.",
        407: "It is a proxy that sends this, for itself. An application sends 401.",
        408: "Servers send it themselves when a request does not arrive; an application does not see that request.",
        418: "The registry keeps the code unused. It is a joke, so no client should have to rely on it.",
        425: "Only to a request that came as early data of TLS, or has `Early-Data: 1`.",
        502: "It is a gateway that sends this, about the server behind it.",
        504: "It is a gateway that sends this, about the server behind it.",
        505: "Servers send it themselves, before an application sees the request.",
        510: "Obsolete: the framework of extensions that it belongs to is historic.",
        511: "It is a network that sends this, in place of the server that was asked. A server does not.",
    }
)
"""By code: what holds for each server that sends it."""
