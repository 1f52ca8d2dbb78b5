"""The buttons on the web: the example server with its login, the page in a browser, and that no key is ours.

What needs xlwings Server is skipped where it is not installed or has no licence key: both are the reader's own choice
(docs/webb.md). No network is used: Entra ID's keys are replaced by the test's own, and the tokens are checked in earnest.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import office_js
import pytest

from xlplan.app import check, check_read
from xlplan.batch import Order
from xlplan.model import BookResult, Ending, Run

ROOT = Path(__file__).parent.parent
PROJECT = ROOT / "workbooks" / "tillagg" / "webb"
SAMPLES = ROOT / "workbooks" / "exempel"
BOOK = SAMPLES / "fel" / "indikatorer" / "bok.xlsx"
SCRIPTS = ("validate", "fix", "report", "month")
CLIENT, TENANT = "11111111-2222-3333-4444-555555555555", "99999999-8888-7777-6666-555555555555"
ISSUER = f"https://login.microsoftonline.com/{TENANT}/v2.0"
ROLE = "xlplan.anvandare"

pytestmark = pytest.mark.filterwarnings("default")  # the server's libraries warn of each other


# what holds without the server


def test_no_licence_key_stands_in_the_project() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git repository")
    files = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    kept = re.compile(rb"license_?key[\"']?\]?[ \t]*[:=,][ \t]*[\"']?[\w-]|gAAAAA[\w-]{20}", re.IGNORECASE)
    assert [f.name for f in files if f.is_file() and f.suffix != ".py" and kept.search(f.read_bytes())] == []
    code = [f for f in files if f.suffix == ".py" and f != Path(__file__)]
    assert [f.name for f in code if re.search(rb"license_key|LICENSE_KEY", f.read_bytes())] == []
    assert not [f.name for f in files if f.name == ".env"]


def test_nothing_of_xlwings_that_needs_a_key_is_imported() -> None:
    wanted = re.compile(r"xlwings\.(pro|server|reports)|xlwings_server")
    assert [f.name for f in (ROOT / "xlplan").rglob("*.py") if wanted.search(f.read_text(encoding="utf-8"))] == []


def test_only_those_who_ask_for_the_server_get_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    assert extras["server"] == ["xlwings-server==1.20.*"]
    others = [*project["dependencies"], *(each for name, some in extras.items() if name != "server" for each in some)]
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not [each for each in [*others, locked] if "xlwings-server" in each or "xlplan[server]" in each]


def test_login_is_on_in_what_is_shipped() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["xlwings_server"]
    lines = (PROJECT / ".env.exempel").read_text(encoding="utf-8").splitlines()
    env = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert json.loads(env["XLWINGS_AUTH_PROVIDERS"]) == settings["auth_providers"] == ["entraid"]
    assert json.loads(env["XLWINGS_AUTH_REQUIRED_ROLES"]) == settings["auth_required_roles"] == [ROLE]
    assert json.loads(env["XLWINGS_CORS_ALLOW_ORIGINS"]) == settings["cors_allow_origins"] == []
    assert env["XLWINGS_LICENSE_KEY"] == ""
    assert settings["environment"] == env["XLWINGS_ENVIRONMENT"] == "prod"


# the server


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    """The example project, loaded by xlwings Server in this process; `token` signs with the keys that it trusts."""
    if importlib.util.find_spec("xlwings_server") is None:
        pytest.skip(
            "needs xlwings-server, which has a licence of its own: read docs/webb.md, then pip install -e '.[server]' httpx"
        )
    if not os.environ.get("XLWINGS_LICENSE_KEY"):
        pytest.skip("needs XLWINGS_LICENSE_KEY in the environment: whoever runs xlwings Server sets it (docs/webb.md)")
    env = {
        "XLWINGS_PROJECT_DIR": str(PROJECT),
        "XLWINGS_AUTH_ENTRAID_CLIENT_ID": CLIENT,
        "XLWINGS_AUTH_ENTRAID_TENANT_ID": TENANT,
        "XLWINGS_HOSTNAME": "plan.exempel.se",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("XLWINGS_") and name != "XLWINGS_LICENSE_KEY"]:
            patch.delenv(name)
        for name, value in env.items():
            patch.setenv(name, value)
        from joserfc import jwt
        from joserfc.jwk import KeySet, RSAKey
        from xlwings_server import main
        from xlwings_server.auth.entraid import jwks

        key = RSAKey.generate_key(2048, {"kid": "test", "use": "sig", "alg": "RS256"})

        async def trusted() -> Any:
            return KeySet([key]).as_dict(private=False)

        patch.setattr(jwks, "get_jwks_json", trusted)

        def token(**claims: Any) -> str:
            now = int(time.time())
            own = {"aud": CLIENT, "iss": ISSUER, "ver": "2.0", "name": "Test", "oid": "1", "roles": [ROLE]}
            said = {**own, "iat": now, "nbf": now, "exp": now + 3600, **claims}
            return jwt.encode({"alg": "RS256", "kid": "test"}, said, key)

        yield SimpleNamespace(app=main.main_app, settings=main.settings, token=token)


@pytest.fixture
def press(server: Any) -> Callable[..., Any]:
    """POST what Excel sends when a button is pressed, and give the response."""
    from fastapi.testclient import TestClient

    client = TestClient(server.app, raise_server_exceptions=False)

    def pressed(script: str, path: Path = BOOK, token: str | None = "") -> Any:
        token = server.token() if token == "" else token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return client.post(f"/xlwings/custom-scripts-call/{script}", json=office_js.payload(path), headers=headers)

    return pressed


@pytest.mark.parametrize("script", SCRIPTS)
def test_nobody_is_served_without_login(press: Callable[..., Any], server: Any, script: str) -> None:
    assert server.settings.auth_providers == ["entraid"]
    answers = {
        "no token": press(script, token=None),
        "not a token": press(script, token="x.y.z"),
        "of another service": press(script, token=server.token(aud="00000000-0000-0000-0000-000000000000")),
        "of another organisation": press(script, token=server.token(iss=ISSUER.replace("9", "8"))),
        "past its time": press(script, token=server.token(exp=int(time.time()) - 60)),
    }
    assert {what: answer.status_code for what, answer in answers.items()} == dict.fromkeys(answers, 401)
    assert not [what for what, answer in answers.items() if "actions" in answer.text]
    without_role = press(script, token=server.token(roles=["något.annat"]))
    assert (without_role.status_code, "actions" in without_role.text) == (403, False)


@pytest.mark.parametrize("script", SCRIPTS)
def test_settings_that_lost_the_login_serve_nobody(
    press: Callable[..., Any], server: Any, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server.settings, "auth_providers", [])
    monkeypatch.setattr(server.settings, "auth_required_roles", [])
    answer = press(script, token=None)
    assert (answer.status_code, ROLE in answer.text, "actions" in answer.text) == (400, True, False)


def test_other_sites_may_not_call_the_server(server: Any) -> None:
    from fastapi.testclient import TestClient

    answer = TestClient(server.app).options(
        "/xlwings/custom-scripts-call/validate",
        headers={"Origin": "https://annan.exempel.se", "Access-Control-Request-Method": "POST"},
    )
    assert "access-control-allow-origin" not in answer.headers


def test_what_anybody_may_see_holds_no_data(server: Any) -> None:
    from fastapi.testclient import TestClient

    client = TestClient(server.app)
    scripts = client.get("/xlwings/custom-scripts-meta.json").json()
    assert sorted(script["function_name"] for script in scripts) == sorted(SCRIPTS)
    pane = client.get("/taskpane.html").text
    assert "Validera" in pane and "https://appsforoffice" not in pane
    assert client.get("/openapi.json").status_code == 404


def test_manifest_is_swedish_and_its_buttons_are_the_ribbons(server: Any) -> None:
    from fastapi.testclient import TestClient

    text = TestClient(server.app).get("/manifest.xml").text
    assert "xlwings.org" not in text and "https://plan.exempel.se/taskpane.html" in text
    manifest = ElementTree.fromstring(text)
    names = {"o": "http://schemas.microsoft.com/office/taskpaneappversionoverrides"}
    functions = [each.text for each in manifest.iterfind(".//o:FunctionName", names)]
    assert functions == ["validate", "fix", "report", "month", "handbook"]
    ribbon = (PROJECT / "static" / "js" / "ribbon.js").read_text(encoding="utf-8")
    assert [name for name in functions if f'"{name}"' not in ribbon] == []
    assert f"<Id>{CLIENT}</Id>" in text
    strings = {each.get("id"): each.get("DefaultValue") for each in manifest.iter() if each.tag.endswith("}String")}
    wanted = {each.get("resid") for each in manifest.iter() if each.get("resid", "").endswith((".Label", ".Tip"))}
    assert wanted == set(strings)
    assert [strings[f"{name}.Label"] for name in functions][:3] == ["Validera", "Rätta", "Skapa rapport"]
    # Office shows no more
    assert all(len(text) <= (250 if name.endswith(".Tip") else 125) for name, text in strings.items())
    icons = {
        each.get("DefaultValue", "").split(".se")[1]
        for each in manifest.iter()
        if each.tag.endswith("Image") and each.get("id")
    }
    assert not [icon for icon in icons if TestClient(server.app).get(icon).status_code != 200]
