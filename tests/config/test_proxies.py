"""Whose address a request has: what proxies of ours say is believed, what anybody else says is not."""

import pytest
from django.test import Client, override_settings

from songhanh.config.proxies import caller, trusted
from songhanh.config.settings.proxies import networks
from songhanh.core.models import Event
from tests.core.cast import new_user
from tests.core.test_sign_in import LOGIN, words

OURS = networks("10.0.0.5, 192.168.1.0/24, ::1")
BEHIND = override_settings(TRUSTED_PROXIES=OURS)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("1.1.1.1, 203.0.113.7", "203.0.113.7"),  # the first was written by the caller
        ("203.0.113.7, 192.168.1.9", "203.0.113.7"),  # two proxies of ours
        ("10.0.0.5, 203.0.113.7", "203.0.113.7"),  # one of ours named by the caller
        ("203.0.113.7:5123", "203.0.113.7"),
        ("[2001:db8::7]:443", "2001:db8::7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("203.0.113.7, nonsense", "10.0.0.5"),  # beyond a word that is no address nothing is believed
        ("", "10.0.0.5"),
        ("192.168.1.9", "192.168.1.9"),  # called from our own network
        ("9.9.9.9," * 5000 + "203.0.113.7", "203.0.113.7"),
        ("203.0.113.7" + ", 192.168.1.9" * 50, "192.168.1.9"),  # read to its fifth score and no further
    ],
)
def test_the_nearest_stranger_is_the_caller(told: str, expected: str) -> None:
    assert caller("10.0.0.5", told, OURS) == expected


def test_networks_hold_addresses_and_nobody_holds_everybody() -> None:
    assert trusted("192.168.1.200", OURS)
    assert trusted("::ffff:192.168.1.200", OURS)
    assert not trusted("192.168.2.1", OURS)
    assert not trusted("", OURS)
    assert networks("") == []
    for wrong in ("proxy", "10.0.0.5/8", "0.0.0.0/0", "::/0"):
        with pytest.raises(ValueError, match="SONGHANH_TRUSTED_PROXIES"):
            networks(wrong)


def wrong(client: Client, name: str, peer: str, told: str) -> str:
    """What is said to a wrong try from `peer`, which says it speaks for `told`."""
    sent = {"login": name, "password": "sai"}
    return words(client.post(LOGIN, sent, REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=told))


def origin(client: Client, peer: str, told: str) -> str:
    wrong(client, "chuyen-vien", peer, told)
    return Event.objects.latest("number").origin


@pytest.mark.django_db
@BEHIND
def test_the_trail_writes_the_caller_and_takes_no_strangers_word(client: Client) -> None:
    new_user("OFFICER", "chuyen-vien")
    assert origin(client, "10.0.0.5", "203.0.113.7") == "web 203.0.113.7"
    assert origin(client, "10.0.0.5", "1.1.1.1, 203.0.113.7") == "web 203.0.113.7"
    assert origin(client, "198.51.100.3", "203.0.113.7") == "web 198.51.100.3"
    with override_settings(TRUSTED_PROXIES=[]):
        assert origin(client, "10.0.0.5", "203.0.113.7") == "web 10.0.0.5"


@pytest.mark.django_db
@BEHIND
def test_limits_are_the_callers_own_and_no_header_slips_past_them(client: Client) -> None:
    def tried(number: int, peer: str, told: str) -> str:
        return wrong(client, f"ten-{number}", peer, told)

    for number in range(31):
        last = tried(number, "10.0.0.5", f"1.1.1.{number}, 203.0.113.7")  # a new invented address each time
    assert "Sai quá nhiều lần từ máy này" in last
    assert "Sai quá nhiều lần" not in tried(40, "10.0.0.5", "203.0.113.8")  # a neighbour goes on
    for number in range(50, 81):
        last = tried(number, "198.51.100.3", f"203.0.113.{number}")  # a stranger that plays the proxy
    assert "Sai quá nhiều lần từ máy này" in last


@pytest.mark.django_db
@override_settings(TRUSTED_PROXIES=OURS, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
def test_only_our_proxy_says_that_a_request_came_by_tls(client: Client) -> None:
    def signed(peer: str) -> int:
        asked = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_PROTO": "https", "HTTP_ORIGIN": "https://testserver"}
        asked |= {"HTTP_HOST": "testserver"}
        strict = Client(enforce_csrf_checks=True)
        strict.get("/accounts/login/", **asked)
        token = strict.cookies["csrftoken"].value
        sent = {"login": "a", "password": "b", "csrfmiddlewaretoken": token}
        referer = {"HTTP_REFERER": "https://testserver/accounts/login/"}
        return strict.post("/accounts/login/", sent, **asked, **referer).status_code

    assert signed("10.0.0.5") == 200
    assert signed("198.51.100.3") == 403
