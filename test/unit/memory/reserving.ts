/** One of several processes that spend from the same budget: reserves as often as it is let, and says what it got. */

import process from "node:process";
import { Folder } from "../../../src/memory/folder.ts";
import { clock } from "../../../src/memory/lock.ts";
import { Books } from "../../../src/memory/spending.ts";

const [base = "", rounds = "0", usd = "0", then = "settle"] = process.argv.slice(2);
const folder = new Folder({ base, below: ["state", "second-look"] }, process.getuid?.() ?? null);
const books = new Books({ folder, clock, budgets: { dailyUsd: 10, onSaveDailyUsd: 2 }, lane: "asked" });

const got: string[] = [];
for (let round = 0; round < Number(rounds); round += 1) {
  const reserved = await books.reserve({ model: "o4-mini", usd: Number(usd) });
  got.push(reserved.kind === "reserved" ? "reserved" : reserved.fault.code);
  if (reserved.kind === "reserved" && then === "settle") await reserved.settle(Number(usd));
}
process.stdout.write(`${got.join(" ")}\n`);
// Until somebody ends it.
if (then === "linger") process.stdin.resume();
