// A stand-in for Office.js: a workbook in memory (`officeBook`, made by office_js.py), with as much of Excel's API as
// xlwings' client asks for. An unknown method is an error in the page, so the test sees it. load() gives all at once.
(() => {
  const book = globalThis.officeBook;
  const letters = (n) => (n < 0 ? "" : letters(Math.floor(n / 26) - 1) + String.fromCharCode(65 + (n % 26)));
  const number = (s) => [...s].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;
  const corners = (address) => {
    const [a, b] = address.replaceAll("$", "").split("!").pop().split(":");
    const at = (s) => [Number(s.match(/\d+/)[0]) - 1, number(s.match(/[A-Z]+/)[0])];
    const [r1, c1] = at(a);
    const [r2, c2] = at(b ?? a);
    return [r1, c1, r2 - r1 + 1, c2 - c1 + 1];
  };
  const loadable = (object) => Object.assign(object, { load: () => object });
  const collection = (items, more = {}) => loadable({ items, getCount: () => ({ value: items.length }), ...more });
  const nothing = () => loadable({ isNullObject: true });

  function range(sheet, r, c, rows, columns) {
    const grid = (key) =>
      Array.from({ length: rows }, (_, i) =>
        Array.from({ length: columns }, (_, j) => sheet.cells[`${r + i},${c + j}`]?.[key] ?? (key === "nf" ? "General" : "")),
      );
    const each = (change) => {
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) change((sheet.cells[`${r + i},${c + j}`] ??= { v: "", f: "", nf: "General" }), i, j);
    };
    const write = (said) => {
      if (said.length !== rows || said.some((row) => row.length !== columns)) throw new Error("InvalidArgument: dimensions");
      each((cell, i, j) => {
        const value = said[i][j] ?? "";
        const shown = typeof value === "string" && value.match(/^=HYPERLINK\(".*","(.*)"\)$/);
        Object.assign(cell, { f: value, v: shown && cell.nf !== "@" ? shown[1] : value });
      });
    };
    const styled = (name) => new Proxy({}, { set: (_, key, value) => (each((cell) => (cell[`${name}.${String(key)}`] = value)), true) });
    const format = new Proxy(
      { font: styled("font"), fill: styled("fill"), autofitRows() {}, autofitColumns() {}, adjustIndent() {} },
      { set: (_, key, value) => (each((cell) => (cell[String(key)] = value)), true) },
    );
    return loadable({
      isNullObject: false,
      address: `'${sheet.name}'!${letters(c)}${r + 1}:${letters(c + columns - 1)}${r + rows}`,
      rowIndex: r, columnIndex: c, rowCount: rows, columnCount: columns, format,
      get values() { return grid("v"); },
      set values(said) { write(said); },
      get formulas() { return grid("f"); },
      set formulas(said) { write(said); },
      get numberFormat() { return grid("nf"); },
      set numberFormat(said) { each((cell) => (cell.nf = said[0][0])); },
      clear: () => each((cell) => Object.assign(cell, { v: "", f: "" })),
      select: () => (book.selected = [sheet.name, `${letters(c)}${r + 1}`]),
      getEntireRow: () => range(sheet, r, 0, rows, 1),
      getEntireColumn: () => range(sheet, 0, c, 1, columns),
    });
  }

  function table(sheet, data) {
    const part = (dr, rows) => {
      const [r, c, height, width] = corners(data.area);
      return range(sheet, r + dr, c, rows ?? height - 1, width);
    };
    return loadable({
      get name() { return data.name; },
      set name(said) { data.name = said; },
      showHeaders: true, showTotals: false, style: "TableStyleMedium2", showFilterButton: true,
      highlightFirstColumn: false, highlightLastColumn: false, showBandedRows: true, showBandedColumns: false,
      getRange: () => part(0, corners(data.area)[2]),
      getHeaderRowRange: () => part(0, 1),
      getDataBodyRange: () => part(1),
      columns: collection(part(0, 1).values[0].map((name) => ({ name }))),
      resize: (area) => (data.area = area.replaceAll("$", "")),
    });
  }

  function worksheet(data) {
    return loadable({
      isNullObject: false,
      get name() { return data.name; },
      get position() { return book.sheets.indexOf(data); },
      set position(to) { book.sheets.splice(to, 0, ...book.sheets.splice(book.sheets.indexOf(data), 1)); },
      get visibility() { return data.visibility; },
      set visibility(said) { data.visibility = said; },
      showGridlines: true,
      names: collection([]), charts: collection([]), shapes: collection([]), pivotTables: collection([]), notes: collection([]),
      pageLayout: { getPrintAreaOrNullObject: nothing },
      get tables() {
        return collection(data.tables.map((each) => table(data, each)), {
          add: (area) => (data.tables.push({ name: "", area }), table(data, data.tables.at(-1))),
        });
      },
      getUsedRangeOrNullObject() {
        const at = Object.keys(data.cells).filter((key) => data.cells[key].v !== "").map((key) => key.split(",").map(Number));
        return at.length ? range(data, 0, 0, Math.max(...at.map((p) => p[0])) + 1, Math.max(...at.map((p) => p[1])) + 1) : nothing();
      },
      getRange: (address) => range(data, ...corners(address)),
      getRangeByIndexes: (...area) => range(data, ...area),
      activate: () => (book.active = data.name),
    });
  }

  const named = (name) => book.sheets.find((sheet) => sheet.name === name);
  const context = {
    sync: async () => {},
    get workbook() {
      return loadable({
        name: book.name,
        names: collection([]),
        application: loadable({ calculationMode: "Automatic", cultureInfo: loadable({ name: "sv-SE" }) }),
        getSelectedRange: () => range(named(book.active), 0, 0, 1, 1),
        worksheets: collection(book.sheets.map(worksheet), {
          getItem: (name) => worksheet(named(name)),
          getItemOrNullObject: (name) => (named(name) ? worksheet(named(name)) : nothing()),
          getActiveWorksheet: () => worksheet(named(book.active)),
          add: (name) => (book.sheets.push({ name, visibility: "Visible", cells: {}, tables: [] }), worksheet(named(name))),
        }),
      });
    },
  };
  context.application = context.workbook.application;

  const commands = {};
  globalThis.officeCommands = commands;
  globalThis.officeDialogs = [];
  globalThis.Office = {
    onReady: async (then) => {
      const host = { host: "Excel", platform: "OfficeOnline" };
      then?.(host);
      return host;
    },
    actions: { associate: (name, action) => (commands[name] = action) },
    AsyncResultStatus: { Failed: "failed", Succeeded: "succeeded" },
    EventType: { DialogMessageReceived: "message", DialogEventReceived: "event" },
    auth: {
      getAccessToken: async () => {
        if (globalThis.officeToken) return globalThis.officeToken;
        throw Object.assign(new Error("The user is not signed in."), { code: 13001 });
      },
    },
    context: {
      platform: "OfficeOnline",
      diagnostics: { version: "16.0", platform: "OfficeOnline" },
      requirements: { isSetSupported: () => true },
      ui: {
        displayDialogAsync: (url, _options, then) => {
          globalThis.officeDialogs.push(url);
          then?.({ status: "succeeded", value: { addEventHandler() {}, close() {} } });
        },
      },
    },
  };
  globalThis.CustomFunctions = { associate() {} };
  globalThis.Excel = {
    run: async (...args) => await args.at(-1)(context),
    RequestContext: function RequestContext() { return context; },
    ShapeType: { image: "Image" },
    ClearApplyTo: { contents: "Contents", formats: "Formats", all: "All" },
  };
})();
