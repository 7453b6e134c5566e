/** Runs inside VS Code: reads the table of `Developer: Startup Performance`, the extension host's own account. */

const { writeFile } = require("node:fs/promises");
const path = require("node:path");
const { setTimeout: delay } = require("node:timers/promises");
const vscode = require("vscode");

const ids = { ours: "second-look.second-look", empty: "second-look.empty" };

exports.run = async () => {
  // They start by themselves, after the window has: asking for their activation would measure something else.
  await until(() => Object.values(ids).every((id) => vscode.extensions.getExtension(id)?.isActive));
  await vscode.commands.executeCommand("perfview.show");
  const tables = await until(() =>
    vscode.workspace.textDocuments.map(readTable).find((table) => table !== null),
  );
  const [{ uri }] = vscode.workspace.workspaceFolders;
  await writeFile(path.join(uri.fsPath, "activation.json"), JSON.stringify(tables));
};

/** A row is `| id | eager | load code | call activate | finish activate | …`, in milliseconds. */
function readTable(document) {
  const rows = document
    .getText()
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()));
  const times = Object.entries(ids).map(([name, id]) => {
    const row = rows.find((cells) => cells[1] === id);
    return [name, row === undefined ? Number.NaN : Number(row[3]) + Number(row[4]) + Number(row[5])];
  });
  return times.some(([, time]) => Number.isNaN(time)) ? null : Object.fromEntries(times);
}

/** VS Code tells of neither event, so this looks again every twentieth of a second; the window's own limit ends it. */
async function until(look) {
  for (;;) {
    const seen = look();
    if (seen) return seen;
    await delay(50);
  }
}
