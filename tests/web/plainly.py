"""A browser without script: it reads forms and links, and presses what stands behind a key."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    import httpx

    from tests.web.serving import Caller

Attributes = dict[str, str]
FORM = {"content-type": "application/x-www-form-urlencoded"}


@dataclass
class Form:
    """A form with its fields, and what its buttons send."""

    action: str
    method: str
    fields: Attributes = field(default_factory=dict)
    buttons: list[Attributes] = field(default_factory=list)


class Reader(HTMLParser):
    """The forms and links of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[Attributes] = []
        self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        match tag:
            case "form":
                self.forms.append(Form(found.get("action", ""), found.get("method", "get").lower()))
            case "input" if found.get("type") not in ("checkbox", "radio") or "checked" in found:
                self.forms[-1].fields[found["name"]] = found.get("value", "")
            case "textarea":
                self._area = found["name"]
                self.forms[-1].fields[self._area] = ""
            case "button":
                self.forms[-1].buttons.append(found)
            case "a":
                self.links.append(found)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            form = self.forms[-1]
            form.fields[self._area] = form.fields[self._area].removeprefix("\n")
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1].fields[self._area] += data


@dataclass
class Visitor:
    """Someone who goes from page to page. `page` is the one before them."""

    client: Caller | httpx.Client
    page: httpx.Response = field(init=False)

    def __post_init__(self) -> None:
        self.go("/")

    def go(self, path: str) -> httpx.Response:
        self.page = self.client.get(path)
        return self.page

    @property
    def text(self) -> str:
        return self.page.text

    @property
    def forms(self) -> list[Form]:
        return Reader(self.text).forms

    def form(self, action: str) -> Form:
        """The form that leads to an address."""
        return next(form for form in self.forms if form.action == action)

    def send(self, form: Form, **fields: str) -> httpx.Response:
        """Send a form with other words in some of its fields."""
        given = {**form.fields, **fields}
        if form.method == "post":
            self.page = self.client.post(form.action, content=urlencode(given), headers=FORM)
        else:
            self.page = self.client.get(f"{form.action}?{urlencode(given)}")
        return self.page

    def press(self, key: str, **fields: str) -> bool:
        """Press what stands behind a key; False if nothing does."""
        read = Reader(self.text)
        for form in read.forms:
            for button in form.buttons:
                if key in button.get("data-key", "").split():
                    sent = {button["name"]: button["value"]} if "name" in button else {}
                    self.send(form, **sent, **fields)
                    return True
        for link in read.links:
            if key in link.get("data-key", "").split():
                self.go(link["href"])
                return True
        return False
