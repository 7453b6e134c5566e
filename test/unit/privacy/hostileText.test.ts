/** No text makes the scan slow: what is made to be read again and again costs about what ordinary text costs. */

import assert from "node:assert/strict";
import { scanText } from "../../../src/privacy/secrets.ts";
import { characters, pick, randomFrom } from "./random.ts";

const length = 200_000;
/** Times what ordinary text of the same length costs; what takes quadratic time takes hundreds of times more. */
const most = 20;

const fill = (unit: string): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** Milliseconds of this process. */
async function costOf(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function ordinary(): string {
  const random = randomFrom(3);
  const word = (): string =>
    pick(random, ["const", "total", "items", "price", "=", "return", "(", ")", "cart.add", "if"]);
  const line = (): string =>
    `${Array.from({ length: 8 }, word).join(" ")} ${characters(random, "digit", 3)};`;
  return fill(Array.from({ length: 2000 }, line).join("\n"));
}

const hostile: Readonly<Record<string, string>> = {
  "one letter": "a",
  digits: "0123456789",
  "hex digits": "0123456789abcdef",
  "line ends": "\n",
  spaces: " ",
  backslashes: "\\",
  "openings of braces": "{{",
  "beginnings of web tokens": "-ey" + "J",
  "beginnings of web tokens with room": "--ey" + "Jaaaaaaaaaaaa",
  "beginnings of Slack tokens": "xo" + "xb-",
  "beginnings of model keys": "sk-",
  "beginnings of private keys": "-----BEGIN PRIVATE" + " KEY-----",
  "beginnings and ends of keys": "-----BEGIN PRIVATE" + " KEY-----a(b)-----END PRIVATE" + " KEY-----",
  "names with equals signs": "password=",
  "names with colons": "password: Abc1: ",
  "names in a row": "passwordtokensecretapi_key",
  "names with unclosed quotes": "password='",
  "names with escaped quotes": 'password="\\"',
  "names with types": "password: string | ",
  flags: "--password ",
  setters: "setpassword(",
  "addresses without an end": "://user:pass",
  "addresses in a row": "://a:",
  "parameters in a row": "&token=",
  "signatures in a row": "&sig=aaaa",
  "seams of literals": '" + "',
  "half seams": '"      ',
  "one run of base64": "QUJD",
  "many runs of base64": `${"QUJD".repeat(5)} `,
  "runs of base64 that end in what is no text": `${"QUJD".repeat(8)}gICA `,
  "names of keys for addresses": "-----BEGIN%20%20",
  headers: "Authorization: Bearer ",
  "words that repeat a secret": "xk9Qm2Zt7 ",
};

describe("A hostile text", () => {
  let floor: number;
  before(async () => {
    const text = ordinary();
    await scanText(text);
    floor = await costOf(() => scanText(text));
  });

  it("would be noticed here: a careless pattern costs far more on a quarter of the length", async () => {
    const careless = /[ab]+c/;
    const cost = await costOf(() => careless.test(fill("ab").slice(0, length / 4)));
    assert.ok(cost > most * floor, `${cost} ms, floor ${floor} ms`);
  });

  for (const [name, unit] of Object.entries(hostile)) {
    it(`of ${name} costs about what ordinary text costs`, async () => {
      const text = fill(unit);
      const cost = await costOf(() => scanText(text));
      assert.ok(cost <= most * floor, `${cost} ms, floor ${floor} ms`);
    });
  }
});
