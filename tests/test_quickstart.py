"""The way through, from nothing to two answers and a page, with the network refused."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from kg.cli import run
from support.require import require

GENES = ("SOD1", "C9orf72", "TARDBP", "FUS")


def without_network(*command):
    """The command in a network namespace of its own, which has no way out."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], capture_output=True).returncode:
        pytest.skip("this machine does not let a process give up its network (unshare -rn)")
    return [unshare, "-rn", *command]


@pytest.mark.slow
def test_quickstart_without_a_network(tmp_path):
    command = without_network(sys.executable, "-P", "-m", "kg.cli", "quickstart", "-o", str(tmp_path / "page.html"))
    control = without_network(
        sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 80), timeout=2)"
    )
    refused = subprocess.run(control, capture_output=True, text=True)
    assert refused.returncode and "unreachable" in refused.stderr, "control: the namespace has no way out"
    environ = {**os.environ, "ALSKG_HOME": str(tmp_path / "home")}
    done = subprocess.run(command, capture_output=True, text=True, env=environ, timeout=300)
    assert done.returncode == 0, done.stderr
    for word in (*GENES, "mesenchymal stem cell", "NurOwn phase 3", "PMID:22481270", "not met", "supports"):
        assert word in done.stdout, word
    assert (
        "6 of these rows report that the endpoint was met, none of them from a blinded, randomised trial" in done.stderr
    )
    assert "building the bundled graph (first use)" in done.stderr and "evidence rows behind" in done.stderr
    assert (tmp_path / "page.html").stat().st_size > 100_000


def test_the_page_opens_and_asks_nobody(tmp_path, monkeypatch):
    require("browser")
    from playwright.sync_api import sync_playwright

    from support.home import packaged_home

    monkeypatch.setenv("ALSKG_HOME", str(packaged_home().path))
    page_file = tmp_path / "als.html"
    assert run(["--quiet", "quickstart", "-o", str(page_file)]) == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page()
        requests, complaints = [], []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(page_file.as_uri())
        page.keyboard.press("/")
        page.keyboard.type("TARDBP")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="TARDBP").wait_for(timeout=10_000)
        text = page.inner_text("body")
        browser.close()
    assert requests == [page_file.as_uri()] and complaints == []
    assert "TAR DNA binding protein" in text and "belief" in text


def test_the_page_goes_nowhere_when_it_cannot_be_written(tmp_path, capsys, monkeypatch):
    from support.home import packaged_home

    monkeypatch.setenv("ALSKG_HOME", str(packaged_home().path))
    assert run(["quickstart", "-o", str(tmp_path / "missing" / "page.html")]) == 1
    error = capsys.readouterr().err
    assert "error: " in error and "hint: " in error and "Traceback" not in error
