// The page of Excel on the web in a browser: Validera in the pane, then the ribbon's buttons, then without a login.
// Arguments: Chromium, the server, office_js.js, a file with the workbook and the token. Prints what happened as JSON.
const { chromium } = require("playwright-core");
const fs = require("fs");
const [executablePath, origin, office, data] = process.argv.slice(2);
const { book, token } = JSON.parse(fs.readFileSync(data, "utf8"));
const stub = fs.readFileSync(office, "utf8");
const told = { requests: [], outside: [], errors: [], steps: [] };

async function opened(browser, token) {
  const page = await browser.newPage();
  await page.route("**/*", (route) => {
    const url = route.request().url();
    if (!url.startsWith(origin)) {
      told.outside.push(url);
      return route.abort();
    }
    if (!url.endsWith("/office.js")) return route.continue();
    const start = `globalThis.officeBook = ${JSON.stringify(book)}; globalThis.officeToken = ${JSON.stringify(token)};`;
    return route.fulfill({ contentType: "text/javascript", body: start + stub });
  });
  page.on("response", (response) => {
    if (response.request().method() === "POST") told.requests.push([new URL(response.url()).pathname, response.status()]);
  });
  await page.goto(`${origin}/taskpane.html`);
  await page.waitForSelector("[xw-click-initialized]");
  return page;
}

const state = (page) =>
  page.evaluate(() => {
    const bar = document.querySelector("#global-error-alert");
    return {
      sheets: officeBook.sheets.map((sheet) => sheet.name),
      active: officeBook.active,
      selected: officeBook.selected,
      review: officeBook.sheets.find((sheet) => sheet.name === "Granskning"),
      dialogs: [...officeDialogs],
      bar: bar.classList.contains("d-none") ? "" : bar.querySelector("span").textContent,
    };
  });

async function clicked(page) {
  await page.getByRole("button", { name: "Validera" }).click();
  await page.waitForFunction(
    () => officeDialogs.length === 1 || !document.querySelector("#global-error-alert").classList.contains("d-none"),
  );
  return state(page);
}

(async () => {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await opened(browser, token);
  page.on("pageerror", (error) => told.errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && told.errors.push(message.text()));
  told.steps.push(await clicked(page));
  told.commands = await page.evaluate(() => Object.keys(officeCommands));
  for (const name of ["validate", "fix", "handbook"]) {
    await page.evaluate((name) => new Promise((completed) => officeCommands[name]({ completed })), name);
    told.steps.push(await state(page));
  }
  told.without = await clicked(await opened(browser, ""));
  console.log(JSON.stringify(told));
  await browser.close();
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
