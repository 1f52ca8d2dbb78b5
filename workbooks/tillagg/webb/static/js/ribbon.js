// The buttons of the ribbon: the names are those of <FunctionName> in templates/manifest.xml.
async function press(scriptName, event) {
  try {
    const { token, provider } = await globalThis.getAuth();
    await xlwings.runPython({
      scriptName,
      auth: token,
      headers: { "Auth-Provider": provider },
    });
  } finally {
    event.completed(); // else Excel keeps the button disabled
  }
}

for (const scriptName of ["validate", "fix", "report", "month"]) {
  Office.actions.associate(scriptName, (event) => press(scriptName, event));
}

Office.actions.associate("handbook", (event) => {
  const appPath = JSON.parse(document.getElementById("config").textContent).appPath;
  Office.context.ui.displayDialogAsync(`${location.origin}${appPath}/handbok/handbok.html`, {
    height: 80,
    width: 60,
    displayInIframe: true,
  });
  event.completed();
});
