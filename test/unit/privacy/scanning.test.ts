/** What the scan takes for a secret, and where it begins and ends. */

import assert from "node:assert/strict";
import { scanText } from "../../../src/privacy/secrets.ts";
import { characters, randomFrom } from "./random.ts";

const random = randomFrom(5);
const token = "gh" + "p_" + characters(random, "letterDigit", 36);
const key = characters(random, "hex", 32);

/** The stretches found, each once, in the order of the text. */
async function found(text: string): Promise<readonly string[]> {
  const spans = [...(await scanText(text))].sort((a, b) => a.start - b.start);
  return [...new Set(spans.map(({ start, end }) => text.slice(start, end)))];
}

async function kinds(text: string): Promise<readonly string[]> {
  return [...new Set((await scanText(text)).map(({ kind }) => kind))];
}

describe("A secret that is found", () => {
  it("is the value alone: name, quotes, host and user stay readable", async () => {
    assert.deepEqual(await found('const dbPassword = "kitchen#99"; // of the shop'), ["kitchen#99"]);
    assert.deepEqual(await found("postgres://shop:kitchen#99@db.example.com/shop"), ["kitchen#99"]);
    assert.deepEqual(await found(`curl https://api.example.com/v1?page=2&api_key=${key}&x=1`), [key]);
    assert.deepEqual(await found(`Authorization: Bearer ${key}`), [key]);
  });

  it("has a kind that says what it is", async () => {
    assert.deepEqual(await kinds('password = "kitchen#99"'), ["password"]);
    assert.ok((await kinds(token)).includes("github-token"));
  });

  it("ends at its quote, also when a quote is escaped in it", async () => {
    assert.deepEqual(await found('password = "kit\\"chen#99", user = "a"'), ['kit\\"chen#99']);
  });

  it("is found on every line where it stands, whatever stands around it there", async () => {
    const text = `password = "kitchen#99"\nlog("kitchen#99")\n# kitchen#99 is old\n`;
    const values = (await scanText(text)).map(({ start, end }) => text.slice(start, end));
    assert.equal(
      values.filter((value) => value === "kitchen#99").length,
      4,
      "one by its name, three by its value",
    );
  });

  it("covers the joint where source splits it, and both halves", async () => {
    const text = `key = "${token.slice(0, 20)}" + "${token.slice(20)}";`;
    assert.deepEqual(await found(text), [`${token.slice(0, 20)}" + "${token.slice(20)}`]);
  });

  it("covers a password that is split over two lines, and leaves the line end to redaction", async () => {
    const text = 'password = "kit" +\n  "chen#99";\n';
    assert.deepEqual(await found(text), ['kit" +\n  "chen#99']);
  });
});

describe("A private key", () => {
  const mark = (word: string): string => `-----${word} RSA PRIVATE` + " KEY-----";
  const line = (): string => characters(random, "base64", 64);

  it("is found from mark to mark", async () => {
    const text = `const key = \`${mark("BEGIN")}\n${line()}\n${line()}\n${mark("END")}\`;\nuse(key);\n`;
    const [whole] = await found(text);
    assert.ok(whole?.startsWith(mark("BEGIN")) && whole.endsWith(mark("END")));
  });

  it("is found when its end is missing, and takes no code behind it along", async () => {
    const body = `${line()}\n${line()}\n`;
    const text = `${mark("BEGIN")}\n${body}\nuse(key);\n`;
    const [whole] = await found(text);
    assert.ok(whole?.includes(body) && !whole.includes("("));
  });

  it("is found next to another one without an end", async () => {
    const [a, b] = [line(), line()];
    const text = `${mark("BEGIN")}\n${a}\n${mark("BEGIN")}\n${b}\n${mark("END")}\n`;
    const all = (await found(text)).join();
    assert.ok(all.includes(a) && all.includes(b));
  });

  it("is found in an address", async () => {
    const pem = `${mark("BEGIN")}\n${line()}\n${line()}\n${mark("END")}\n`;
    const encoded = [encodeURIComponent(pem), encodeURIComponent(pem).replaceAll("%20", "+")];
    for (const each of encoded) {
      const [whole] = await found(`https://example.com/?v=${each}`);
      assert.ok(whole?.startsWith("-----BEGIN") && /END.*KEY-----$/.test(whole), each);
    }
  });

  it("is not seen in code that only names the marks", async () => {
    const code = `if (text.startsWith("${mark("BEGIN")}")) {\n  return parse(text.slice(28));\n}\nconst end = "${mark("END")}";\n`;
    assert.deepEqual(await found(code), []);
  });
});

describe("A secret in base64", () => {
  const encode = (text: string): string => Buffer.from(text).toString("base64");
  const mark = (word: string): string => `-----${word} PRIVATE` + " KEY-----";
  const material = Array.from({ length: 6 }, () => characters(random, "base64", 64)).join("\n");
  const pem = `${mark("BEGIN")}\n${material}\n${mark("END")}\n`;

  it("is found by what it is once decoded, and replaced as it stands", async () => {
    for (const secret of [token, pem, "postgres://shop:kitchen99x@db.example.com/shop"]) {
      const encoded = encode(secret);
      assert.deepEqual(await found(`const value = atob("${encoded}");\n`), [encoded]);
    }
  });

  it("is found in the alphabet for addresses, too, and where source splits it", async () => {
    const encoded = Buffer.from(`${token}?>?>`).toString("base64url");
    assert.deepEqual(await found(`value: ${encoded}`), [encoded]);
    const [split] = await found(`a = "${encoded.slice(0, 20)}" + "${encoded.slice(20)}"`);
    assert.equal(split, `${encoded.slice(0, 20)}" + "${encoded.slice(20)}`);
  });

  it("is found as the login of a registry", async () => {
    const encoded = encode("shop:Kitchen99x!");
    assert.deepEqual(await found(`{ "auths": { "r.example.com": { "auth": "${encoded}" } } }`), [encoded]);
  });

  it("is found as the password of a Kubernetes secret, to its last sign", async () => {
    for (const password of ["kitchen#99", "kitchen#999", "kitchen#9999"]) {
      assert.deepEqual(await found(`data:\n  password: ${encode(password)}\n`), [encode(password)]);
    }
  });

  it("is none when only words or a picture come out", async () => {
    const words = encode("a sentence, and nothing that anybody could use");
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, ...Buffer.from(token)]).toString("base64");
    assert.deepEqual(await found(`x = "${words}"\ny = "${picture}"\n`), []);
  });
});

describe("What is no secret", () => {
  it("is a key that manuals show", async () => {
    assert.deepEqual(await found("AKIA" + "IOSFODNN7EXAMPLE"), []);
  });

  it("is what a document shows of a placeholder", async () => {
    assert.deepEqual(await found("such as `<<secret:github-token:0a1b2c3d>>`."), []);
  });

  it("is a login that only repeats the user, or a variable in its place", async () => {
    assert.deepEqual(await found("amqp://guest:guest@localhost:5672"), []);
    assert.deepEqual(await found("https://user:${PASSWORD}@example.com"), []);
    assert.deepEqual(await found("git+ssh://git@github.com/shop/shop.git#v1"), []);
  });

  it("is a password that code fetches elsewhere", async () => {
    assert.deepEqual(
      await found('password = os.environ["SHOP_DB_V2"]\npassword = vault.read("kv/shop-2")\n'),
      [],
    );
  });
});

describe("The scanned text", () => {
  it("cannot switch the scan off by a comment", async () => {
    const off = ["secretlint-disable", "gitleaks:allow", "pragma: allowlist secret", "nosec"];
    const text = `// ${off.join(" ")}\nconst a = "${token}"; // ${off.join(" ")}\n`;
    assert.ok((await found(text)).includes(token));
  });

  it("is scanned the same way each time", async () => {
    const text = `a = "${token}"\npassword: kitchen#99\n`;
    assert.deepEqual(await scanText(text), await scanText(text));
  });

  it("may be empty, or hold halves of characters", async () => {
    assert.deepEqual(await scanText(""), []);
    assert.deepEqual(await scanText('\uD83D"\uDE00'), []);
  });
});
