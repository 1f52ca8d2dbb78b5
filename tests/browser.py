"""A page in a headless Chromium, looked through by axe-core: light and dark, wide and narrow.

It needs Chromium, Node, and `axe-core` and `playwright-core` in the `node_modules` that NODE_PATH
names; without them the test is skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

_SCRIPT = """
const {chromium} = require("playwright-core");
const axe = require("fs").readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
(async () => {
  const browser = await chromium.launch({executablePath: process.argv[1], args: ["--no-sandbox"]});
  const found = {violations: [], errors: [], requests: [], overflow: []};
  const looks = ["light", "dark"].flatMap((colorScheme) => [1280, 400].map((width) =>
    ({colorScheme, width})));
  for (const file of process.argv.slice(2)) for (const {colorScheme, width} of looks) {
    const page = await (await browser.newContext({viewport: {width, height: 900}, colorScheme}))
      .newPage();
    page.on("request", (request) => {
      if (!/^(file|data):/.test(request.url())) found.requests.push(request.url()); });
    page.on("pageerror", (error) => found.errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() == "error") found.errors.push(message.text()); });
    await page.goto(file);
    // all of it, not only what is unfolded and near the window
    await page.addStyleTag({content: "* { content-visibility: visible !important }"});
    await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => {
      fold.open = true; }));
    await page.evaluate(axe);
    const {violations} = await page.evaluate(() => axe.run());
    found.violations.push(...violations.map((v) => `${v.id}: ${v.nodes[0].html}`));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) found.overflow.push([file, width, over]);
    await page.context().close();
  }
  console.log(JSON.stringify(found));
  await browser.close();
})();
"""


def faults_in_browser(*pages: Path) -> dict[str, Any]:
    """What axe and the browser complain of in the pages; every value is empty where all is well."""
    found: dict[str, Any] = in_browser(_SCRIPT, *pages)
    return found


def in_browser(script: str, *pages: Path) -> Any:
    """What a Node script writes as JSON; its arguments are Chromium's path and the pages'
    addresses."""
    chromium, node = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("node")
    if not chromium or not node:
        pytest.skip("needs Chromium and Node")
    wanted = "require.resolve('axe-core'); require.resolve('playwright-core')"
    if subprocess.run(
        [node, "-e", wanted], capture_output=True, check=False, env=os.environ
    ).returncode:
        pytest.skip(
            "needs axe-core and playwright-core: npm install them and set NODE_PATH to that "
            "node_modules"
        )
    command = [node, "-e", script, chromium, *(page.as_uri() for page in pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    return json.loads(done.stdout)
