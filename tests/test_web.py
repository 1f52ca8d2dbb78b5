"""The buttons on the web: the example server with its login, the page in a browser, and that no key
is ours.

What needs xlwings Server is skipped where it is not installed or has no licence key: both are the
reader's own choice (docs/webb.md). No network is used: Entra ID's keys are replaced by the test's
own, and the tokens are checked for real.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import socket
import subprocess
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import office_js
import pytest

from xlplan.actions.check import check, check_read
from xlplan.checking.batch import Order
from xlplan.excel import findings, own_table
from xlplan.model import Ending, Finding

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
    kept = re.compile(
        rb"license_?key[\"']?\]?[ \t]*[:=,][ \t]*[\"']?[\w-]|(?<![\w+/])gAAAAA[\w-]{20}",
        re.IGNORECASE,
    )
    assert [
        f.name for f in files if f.is_file() and f.suffix != ".py" and kept.search(f.read_bytes())
    ] == []
    code = [f for f in files if f.suffix == ".py" and f != Path(__file__)]
    assert [f.name for f in code if re.search(rb"license_key|LICENSE_KEY", f.read_bytes())] == []
    assert not [f.name for f in files if f.name == ".env"]


def test_nothing_of_xlwings_that_needs_a_key_is_imported() -> None:
    wanted = re.compile(r"xlwings\.(pro|server|reports)|xlwings_server")
    assert [
        f.name
        for f in (ROOT / "xlplan").rglob("*.py")
        if wanted.search(f.read_text(encoding="utf-8"))
    ] == []


def test_only_those_who_ask_for_the_server_get_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    assert extras["server"] == ["xlwings-server==1.20.*"]
    others = [
        *project["dependencies"],
        *(each for name, some in extras.items() if name != "server" for each in some),
    ]
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not [
        each for each in [*others, locked] if "xlwings-server" in each or "xlplan[server]" in each
    ]


def test_login_is_on_in_what_is_shipped() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "xlwings_server"
    ]
    lines = (PROJECT / ".env.exempel").read_text(encoding="utf-8").splitlines()
    env = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert json.loads(env["XLWINGS_AUTH_PROVIDERS"]) == settings["auth_providers"] == ["entraid"]
    assert (
        json.loads(env["XLWINGS_AUTH_REQUIRED_ROLES"]) == settings["auth_required_roles"] == [ROLE]
    )
    assert json.loads(env["XLWINGS_CORS_ALLOW_ORIGINS"]) == settings["cors_allow_origins"] == []
    assert env["XLWINGS_LICENSE_KEY"] == ""
    assert settings["environment"] == env["XLWINGS_ENVIRONMENT"] == "prod"


# the server


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    """The example project, loaded by xlwings Server in this process; `token` signs with the keys
    that it trusts."""
    if importlib.util.find_spec("xlwings_server") is None:
        pytest.skip(
            "needs xlwings-server, which has a licence of its own: docs/webb.md, then pip install "
            "'.[server]' httpx"
        )
    if not os.environ.get("XLWINGS_LICENSE_KEY"):
        pytest.skip(
            "needs XLWINGS_LICENSE_KEY in the environment: whoever runs xlwings Server sets it "
            "(docs/webb.md)"
        )
    env = {
        "XLWINGS_PROJECT_DIR": str(PROJECT),
        "XLWINGS_AUTH_ENTRAID_CLIENT_ID": CLIENT,
        "XLWINGS_AUTH_ENTRAID_TENANT_ID": TENANT,
        "XLWINGS_HOSTNAME": "plan.exempel.se",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name in [
            name
            for name in os.environ
            if name.startswith("XLWINGS_") and name != "XLWINGS_LICENSE_KEY"
        ]:
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
            own = {
                "aud": CLIENT,
                "iss": ISSUER,
                "ver": "2.0",
                "name": "Test",
                "oid": "1",
                "roles": [ROLE],
            }
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
        return client.post(
            f"/xlwings/custom-scripts-call/{script}", json=office_js.payload(path), headers=headers
        )

    return pressed


@pytest.mark.parametrize("script", SCRIPTS)
def test_nobody_is_served_without_login(
    press: Callable[..., Any], server: Any, script: str
) -> None:
    assert server.settings.auth_providers == ["entraid"]
    answers = {
        "no token": press(script, token=None),
        "not a token": press(script, token="x.y.z"),
        "of another service": press(
            script, token=server.token(aud="00000000-0000-0000-0000-000000000000")
        ),
        "of another organisation": press(script, token=server.token(iss=ISSUER.replace("9", "8"))),
        "past its time": press(script, token=server.token(exp=int(time.time()) - 60)),
    }
    assert {what: answer.status_code for what, answer in answers.items()} == dict.fromkeys(
        answers, 401
    )
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


def test_the_pages_own_trial_is_refused(server: Any) -> None:
    """The call of docs/webb.md by which an operator sees that the server is closed."""
    from fastapi.testclient import TestClient

    page = (ROOT / "docs" / "webb.md").read_text(encoding="utf-8")
    [body] = re.findall(r"-d '(\{.*\})'", page)
    answer = TestClient(server.app).post(
        "/xlwings/custom-scripts-call/validate", json=json.loads(body)
    )
    assert answer.status_code == 401


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
    assert "<html" in client.get("/handbok/handbok.html").text
    assert [
        client.get(f"/handbok/{name}").status_code for name in ("annan.html", "..%2F__init__.py")
    ] == [404, 404]
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
    strings = {
        each.get("id"): each.get("DefaultValue")
        for each in manifest.iter()
        if each.tag.endswith("}String")
    }
    wanted = {
        each.get("resid")
        for each in manifest.iter()
        if each.get("resid", "").endswith((".Label", ".Tip"))
    }
    assert wanted == set(strings)
    assert [strings[f"{name}.Label"] for name in functions][:3] == [
        "Validera",
        "Rätta",
        "Skapa rapport",
    ]
    # Office shows no more
    assert all(
        len(text) <= (250 if name.endswith(".Tip") else 125) for name, text in strings.items()
    )
    icons = {
        each.get("DefaultValue", "").split(".se")[1]
        for each in manifest.iter()
        if each.tag.endswith("Image") and each.get("id")
    }
    assert not [icon for icon in icons if TestClient(server.app).get(icon).status_code != 200]


# what the buttons do

BOOKS = [
    "fel/indikatorer/bok.xlsx",
    "fel/inskrivna-summor/bok.xlsx",
    "fel/godtagna-avvikelser/bok.xlsx",
    "fel/kvinnor-och-man/strandgarden.xlsx",
    "fel/utfall-skrivet-pa-olika-satt/bok.xlsx",
    "fel/namndens-ram/namnd.xlsx",
    "enheter/kafe-bryggan.xlsx",
    "register.xlsx",
]
PASSED_OVER = {
    "fel/kvinnor-och-man/strandgarden.xlsx": {"IND015"},
    "fel/utfall-skrivet-pa-olika-satt/bok.xlsx": {"IND007", "IND023"},
}
"""Rules that lack a finding since a number came without its format, which the answer says."""
UNSEEN = {"STR006", "STR007", "STR009", "STR010", "STR011"}


@pytest.mark.parametrize("name", BOOKS)
def test_validate_finds_what_check_finds(press: Callable[..., Any], name: str) -> None:
    """But for what is not seen from the web; nothing is found there that check does not find."""
    import xlwings as xw

    from xlplan.excel.reading import read

    path = SAMPLES / name
    answer = press("validate", path)
    assert answer.status_code == 200
    actions = answer.json()["actions"]
    run = check_read(read(xw.Book(json=office_js.payload(path))), Order())
    [result] = run.books
    [of_file] = check([path], Order(), jobs=1).books
    skipped = {
        each.rule: each.why
        for each in result.outcomes
        if each.ending is not Ending.RUN and not each.planned
    }
    ran = {each.rule for each in of_file.outcomes if each.ending is Ending.RUN}
    assert set(skipped) & ran == UNSEEN & ran
    assert all(skipped[rule].endswith("syns inte från Excel på webben") for rule in UNSEEN & ran)

    lacking = [
        each
        for each in of_file.findings
        if each.rule not in skipped and _key(each) not in map(_key, result.findings)
    ]
    assert [each for each in result.findings if _key(each) not in map(_key, of_file.findings)] == []
    assert {each.rule for each in lacking} == PASSED_OVER.get(name, set())

    written = [
        row for action in actions if action["func"] == "setFormula" for row in action["values"]
    ]
    assert written == findings.rows(result, run)
    said = next(action["args"][0] for action in actions if action["func"] == "alert")
    assert said.endswith("prövas fullt ut bara i Excel på datorn.")
    assert f"{len(skipped)} regler kunde inte prövas: " in said


def test_a_new_list_is_as_wide_as_on_the_desktop(press: Callable[..., Any]) -> None:
    """Excel on the web takes points, and shows nothing of what has been written until the answer is
    there."""
    actions = press("validate", SAMPLES / "register.xlsx").json()["actions"]
    assert [action["args"][0] for action in actions if action["func"] == "setColumnWidth"][-2:] == [
        385,
        330,
    ]
    [table] = [action["args"] for action in actions if action["func"] == "addTable"]
    assert table == ["$A$4:$F$5", True, own_table.STYLE, "tblGranskning"]


def _key(finding: Finding) -> tuple[object, ...]:
    return (
        finding.rule,
        finding.severity,
        finding.ref,
        tuple(finding.facts.items()),
        finding.accepted,
    )


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("fix", "Rätta ändrar i bokens celler och finns bara i Excel på datorn."),
        (
            "report",
            "Rapporten är ett Worddokument som läggs bredvid boken, och den görs i Excel på "
            "datorn.",
        ),
    ],
)
def test_what_the_web_cannot_do_is_told_and_nothing_is_written(
    press: Callable[..., Any], script: str, says: str
) -> None:
    [action] = press(script).json()["actions"]
    assert action["func"] == "alert"
    assert action["args"][0].startswith(says)


def test_month_is_the_same_button_as_on_the_desktop(
    press: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from xlplan.excel import buttons

    monkeypatch.setattr(buttons, "month", lambda book: f"Månaden i {book.name}.")
    [action] = press("month").json()["actions"]
    assert action["args"][:2] == ["Månaden i bok.xlsx.", "xlplan"]


def test_a_book_that_is_not_ours_is_told(press: Callable[..., Any], tmp_path: Path) -> None:
    from openpyxl import Workbook

    Workbook().save(path := tmp_path / "Inköp våren.xlsx")
    [action] = press("validate", path).json()["actions"]
    assert action["args"][0].startswith("Inköp våren.xlsx har ingen av planens tabeller")


def test_the_unforeseen_is_a_sentence_and_a_line_in_the_log(
    press: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from xlplan.excel import buttons

    def broken(_book: object) -> str:
        raise ZeroDivisionError("hemligt")

    monkeypatch.setattr(buttons, "validate", broken)
    [action] = press("validate").json()["actions"]
    said = action["args"][0]
    mark = re.search(r"antecknat på servern som (\w{6}):", said)
    assert (
        mark and "ZeroDivisionError" in said and "hemligt" not in said and "Traceback" not in said
    )
    assert [record.message for record in caplog.records if record.name == "xlplan.web"] == [
        f"xlplan {mark[1]}"
    ]


# in a browser


@pytest.fixture
def origin(server: Any) -> Iterator[str]:
    """The server on a port of this machine's own, for a browser."""
    import uvicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = uvicorn.Server(
        uvicorn.Config(server.app, host="127.0.0.1", port=port, log_level="warning")
    )
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    for _ in range(100):
        if running.started:
            break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join(10)


def test_the_buttons_in_a_browser(server: Any, origin: str, tmp_path: Path) -> None:
    chromium, node = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("node")
    if not chromium or not node:
        pytest.skip("needs Chromium and Node")
    if subprocess.run(
        [node, "-e", "require.resolve('playwright-core')"], capture_output=True, check=False
    ).returncode:
        pytest.skip("needs playwright-core: npm install it and set NODE_PATH to that node_modules")
    sheets = office_js.sheets_of(BOOK)
    book = {"name": BOOK.name, "active": sheets[0]["name"], "sheets": sheets}
    (data := tmp_path / "bok.json").write_text(
        json.dumps({"book": book, "token": server.token()}), encoding="utf-8"
    )
    tests = Path(__file__).parent
    command = [
        node,
        str(tests / "office_click.js"),
        chromium,
        origin,
        str(tests / "office_js.js"),
        str(data),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    assert (told["errors"], told["outside"]) == ([], [])
    first, again, fixed, read = told["steps"]
    assert [step["bar"] for step in told["steps"]] == [""] * 4
    call = "/xlwings/custom-scripts-call/"
    validated = [f"{call}validate", 200]
    assert told["requests"] == [validated, validated, [f"{call}fix", 200], [f"{call}validate", 401]]
    assert told["commands"] == [*SCRIPTS, "handbook"]

    [of_file] = check([BOOK], Order(), jobs=1).books
    listed = {(each.rule, each.ref.a1) for each in of_file.findings if each.ref}
    for step in (first, again):
        assert _listed(step["review"]) == listed
        assert step["sheets"] == [sheet["name"] for sheet in sheets]
        assert [step["active"], *step["selected"]] == ["Indikatorer", "Indikatorer", "C6"]
    assert [len(step["dialogs"]) for step in told["steps"]] == [1, 2, 3, 4]
    assert "3%20fel" in first["dialogs"][0]
    assert "R%C3%A4tta" in fixed["dialogs"][2]
    assert read["dialogs"][3] == f"{origin}/handbok/handbok.html"

    refused = told["without"]
    assert (
        refused["bar"].startswith("Auth error"),
        refused["dialogs"],
        _listed(refused["review"]),
    ) == (
        True,
        [],
        set(),
    )


def _listed(review: dict[str, Any]) -> set[tuple[str, str]]:
    """(rule, cell) of the rows of Granskning's table; the links are formulas."""
    cells = review["cells"]
    rows = [
        int(at.split(",")[0])
        for at, cell in cells.items()
        if at.endswith(",3") and str(cell["f"]).startswith("=HYP")
    ]
    return {(cells[f"{row},0"]["v"], cells[f"{row},3"]["v"]) for row in rows}
