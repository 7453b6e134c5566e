/** What looks like a secret and is none: each replaced one would take sense from the text a reviewer reads. */

import { characters, pick, type Random } from "./random.ts";

export interface Lookalike {
  readonly name: string;
  make(random: Random): string;
}

const words = [
  "lorem",
  "ipsum",
  "dolor",
  "sit",
  "amet",
  "cart",
  "order",
  "price",
  "buffer",
  "socket",
  "handler",
  "stream",
];

const hex = (random: Random, length: number): string => characters(random, "hex", length);

function uuid(random: Random): string {
  return [8, 4, 4, 4, 12].map((length) => hex(random, length)).join("-");
}

/** Values that a generator made, too, in places that say what they are. */
const made: readonly Lookalike[] = [
  { name: "commit id", make: (random) => `Fixes a bug of ${hex(random, 40)}.\n` },
  { name: "short commit id", make: (random) => `git cherry-pick ${hex(random, 7)} ${hex(random, 10)}\n` },
  { name: "pinned action", make: (random) => `      - uses: actions/checkout@${hex(random, 40)} # v4\n` },
  { name: "index line", make: (random) => `index ${hex(random, 7)}..${hex(random, 7)} 100644\n` },
  { name: "digest of a file", make: (random) => `${hex(random, 64)}  release.tar.gz\n` },
  { name: "digest of an image", make: (random) => `FROM node:24@sha256:${hex(random, 64)}\n` },
  { name: "MD5 in code", make: (random) => `assert.equal(md5(file), "${hex(random, 32)}");\n` },
  { name: "cache name", make: (random) => `<script src="/assets/app-${hex(random, 8)}.js"></script>\n` },
  { name: "ETag", make: (random) => `ETag: "${hex(random, 32)}"\n` },
  { name: "UUID", make: (random) => `const shopId = "${uuid(random)}";\n` },
  {
    name: "UUID in an address",
    make: (random) => `GET https://shop.example.com/orders/${uuid(random)}?expand=items\n`,
  },
  { name: "tenant", make: (random) => `  tenantId: ${uuid(random)}\n` },
  { name: "integrity", make: (random) => `"integrity": "sha512-${characters(random, "base64", 86)}==",\n` },
  {
    name: "integrity in HTML",
    make: (random) => `<link integrity="sha384-${characters(random, "base64", 64)}">\n`,
  },
  { name: "Go checksum", make: (random) => `example.com/x v1.2.3 h1:${characters(random, "base64", 43)}=\n` },
  {
    name: "image",
    make: (random) => `src="data:image/png;base64,iVBORw0KGgo${characters(random, "base64", 400)}="\n`,
  },
  {
    name: "font",
    make: (random) => `url(data:font/woff2;base64,d09GMgAB${characters(random, "base64", 300)})\n`,
  },
  {
    name: "source map",
    make: (random) =>
      `//# sourceMappingURL=data:application/json;base64,${characters(random, "base64", 200)}\n`,
  },
  {
    name: "certificate",
    make: (random) =>
      `-----BEGIN CERTIFICATE-----\n${characters(random, "base64", 64)}\n-----END CERTIFICATE-----\n`,
  },
  {
    name: "public key",
    make: (random) =>
      `-----BEGIN PUBLIC KEY-----\n${characters(random, "base64", 64)}\n-----END PUBLIC KEY-----\n`,
  },
  {
    name: "SSH public key",
    make: (random) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA${characters(random, "base64", 44)} me@example\n`,
  },
  { name: "fingerprint", make: (random) => `SHA256:${characters(random, "base64", 43)}\n` },
  { name: "phone number", make: (random) => `tel: +49 30 ${characters(random, "digit", 8)}\n` },
  {
    name: "timestamp",
    make: (random) => `at: 2026-11-${10 + random(20)}T08:15:30.${characters(random, "digit", 6)}Z\n`,
  },
  { name: "order number", make: (random) => `order ${characters(random, "capitalDigit", 10)} was paid\n` },
  { name: "account id", make: (random) => `arn:aws:iam::${characters(random, "digit", 12)}:role/deploy\n` },
  { name: "colour", make: (random) => `  --token-colour: #${hex(random, 6)};\n` },
  {
    name: "CSS module",
    make: (random) =>
      `.button_${characters(random, "letterDigit", 5)}__${characters(random, "letterDigit", 5)} {}\n`,
  },
  { name: "public key by name", make: (random) => `publicKey: "${characters(random, "base64", 44)}",\n` },
  {
    name: "icon in base64",
    make: (random) =>
      `const icon = "${Buffer.from(`<svg><path d="M${random(99)} ${random(99)}h9"/></svg>`).toString("base64")}";\n`,
  },
  {
    name: "words in base64",
    make: (random) =>
      `body: "${Buffer.from(`${pick(random, words)} and ${pick(random, words)}`).toString("base64")}"\n`,
  },
  {
    name: "key of a translation",
    make: (random) => `"${pick(random, words)}.${pick(random, words)}.v${random(9)}.title": "Kasse",\n`,
  },
  {
    name: "lock entry of Python",
    make: (random) => `    {file = "a-1.${random(9)}.whl", hash = "sha256:${hex(random, 64)}"},\n`,
  },
  {
    name: "gradient",
    make: (random) => `background: linear-gradient(#${hex(random, 6)}, #${hex(random, 6)} ${random(99)}%);\n`,
  },
  {
    name: "path in an icon",
    make: (random) => `<path d="M${random(99)}.5 ${random(9)}c0-1.1.9-2 2-2h${random(99)}v2.4z"/>\n`,
  },
  { name: "trace id", make: (random) => `traceparent: 00-${hex(random, 32)}-${hex(random, 16)}-01\n` },
  { name: "build id", make: (random) => `/_next/static/${characters(random, "base64url", 21)}/main.js\n` },
  { name: "site key", make: (random) => `publishable: pk_live_${characters(random, "letterDigit", 24)}\n` },
];

const nouns = [
  "password",
  "secret",
  "token",
  "apiKey",
  "accessToken",
  "clientSecret",
  "passphrase",
  "privateKey",
  "authToken",
  "credential",
];

/** Names that say secret, with something else than one behind them. `NAME` takes each of the names. */
const templates: readonly (readonly [name: string, text: string])[] = [
  ["type", "  readonly NAME: string;\n"],
  ["optional type", "  NAME?: string | null;\n"],
  ["default of nothing", 'let NAME = "";\n'],
  ["call", "const NAME = await readSetting(2);\n"],
  ["property", "const NAME = options.auth0.value2;\n"],
  ["environment in JavaScript", "const NAME = process.env.SHOP_V2_SECRET;\n"],
  ["environment in Python", 'NAME = os.environ["SHOP_V2_SECRET"]\n'],
  ["environment in Go", 'NAME := os.Getenv("SHOP_V2_SECRET")\n'],
  ["environment in Ruby", 'NAME = ENV.fetch("SHOP_V2_SECRET")\n'],
  ["environment in Java", 'String NAME = System.getenv("SHOP_V2_SECRET");\n'],
  ["variable in a shell", 'NAME="$SHOP_V2_SECRET"\n'],
  ["variable in Compose", "      NAME: ${SHOP_V2_SECRET:-none}\n"],
  ["workflow expression", "          NAME: ${{ secrets.SHOP_V2_SECRET }}\n"],
  ["Helm", "  NAME: {{ .Values.shop.v2secret | quote }}\n"],
  ["Terraform variable", "  NAME = var.shop_v2_value\n"],
  ["Terraform lookup", '  NAME = data.aws_ssm_parameter.shop_v2["x1"].value\n'],
  ["template in JavaScript", "const NAME = `${prefix1}-${suffix2}`;\n"],
  ["Ruby template", 'NAME = "#{prefix1}-#{suffix2}"\n'],
  ["Python template", 'NAME = f"{prefix1}-{suffix2}"\n'],
  ["placeholder in words", 'NAME = "your-NAME-here"\n'],
  ["placeholder in angles", "NAME=<your NAME 123>\n"],
  ["placeholder of x", 'NAME: "xxxxxxxx-1234"\n'],
  ["placeholder of stars", 'NAME: "********"\n'],
  ["placeholder to change", 'NAME = "changeme123"\n'],
  ["example", 'NAME = "example-value-1"\n'],
  ["sentence", 'NAME: "Use at least 8 characters and 1 sign.",\n'],
  ["label", '<label for="NAME2">Your NAME (8+)</label>\n'],
  ["form field", '<input type="password" name="NAME" autocomplete="new-password2">\n'],
  ["translation", '"NAME": "Kennwort",\n'],
  ["rule", 'NAME: ["required", "min:8", "max:64"],\n'],
  ["pattern", "const NAME = /^[A-Za-z0-9]{8,64}$/;\n"],
  ["comparison", "if (NAME === other.NAME2) return;\n"],
  ["absence", "if (NAME == null || NAME.length < 12) throw new Invalid();\n"],
  ["argument", "login(user1, NAME, { retries: 3, timeout: 5000 });\n"],
  ["destructured", "const { NAME, user2 } = await load(id3);\n"],
  ["name of a key", 'const NAMEKey = "shop.settings.v2";\n'],
  ["name of a header", 'const NAMEHeader = "x-shop-v2-auth";\n'],
  ["path of a file", 'NAMEFile: "/run/secrets/shop_v2"\n'],
  ["address", 'NAMEUrl = "https://login.example.com/v2/NAME";\n'],
  ["reference to Vault", 'NAME: "vault:secret/data/shop#v2"\n'],
  ["reference to a secret", "NAME: op://shop/database-2/field1\n"],
  ["name in Kubernetes", "    secretName: shop-database-2\n    key: NAME\n"],
  ["column", "  NAME varchar(255) not null,\n"],
  ["number", "const NAMELength = 32;\n"],
  ["kind", 'NAMEType: "oauth2_bearer",\n'],
  ["algorithm", 'NAMEAlgorithm = "aes-256-gcm";\n'],
  ["prose", "The NAME is rotated every 30 days: see step 2b.\n"],
  ["prose with a colon", "NAME: changed in version 2.4, see above\n"],
  ["doc comment", " * @param NAME the NAME of user2, base64 encoded\n"],
  ["flag", "  --NAME <value>   the NAME to use (default: none)\n"],
  ["test name", 'it("refuses a wrong NAME with 401", async () => {});\n'],
  ["error code", 'throw new Failure("INVALID_NAME_401");\n'],
  ["import", 'import { NAME2 } from "./NAME-v2.js";\n'],
  ["selector", 'page.locator("input[name=NAME]").fill(user2.NAME);\n'],
  ["log line", 'log.info("NAME: %s (attempt %d)", mask(NAME), n1);\n'],
  ["arrow", "const hasNAME = (user2) => Boolean(user2.NAME);\n"],
  ["ternary", "const NAME = isV2 ? newValue2 : oldValue1;\n"],
  ["cast", "const NAME = value as Secret2;\n"],
  ["SQL", "SELECT NAME FROM users_v2 WHERE id = $1;\n"],
  ["plain words", 'const NAMEError = "wrong-NAME-twice";\n'],
  ["camel-case name", 'dispatch({ NAME: "resetPasswordTokenForUser" });\n'],
  ["constant", 'NAME: "SHOP_RESET_TOKEN_V2",\n'],
  ["test double", 'const NAME = "test-NAME-1";\n'],
  ["dummy", 'NAME: "dummy-value-42"\n'],
];

/** Text without any name that says secret. */
const plain: readonly Lookalike[] = [
  {
    name: "lorem",
    make: (random) => `${Array.from({ length: 20 }, () => pick(random, words)).join(" ")}.\n`,
  },
  {
    name: "camel case",
    make: (random) => `${Array.from({ length: 4 }, () => capital(pick(random, words))).join("")}();\n`,
  },
  {
    name: "snake case",
    make: (random) => `${Array.from({ length: 5 }, () => pick(random, words)).join("_")} = 1\n`,
  },
  {
    name: "kebab case",
    make: (random) => `sk-${Array.from({ length: 5 }, () => pick(random, words)).join("-")}\n`,
  },
  {
    name: "path",
    make: (random) => `import "./${pick(random, words)}/${pick(random, words)}-${random(99)}.ts";\n`,
  },
  {
    name: "version",
    make: (random) =>
      `"${pick(random, words)}": "^${random(20)}.${random(20)}.${random(20)}-beta.${random(9)}",\n`,
  },
  {
    name: "address",
    make: (random) => `http://localhost:${3000 + random(5000)}/${pick(random, words)}?page=${random(9)}\n`,
  },
  { name: "mail", make: (random) => `mailto:${pick(random, words)}@example.com\n` },
  {
    name: "minified code",
    make: (random) =>
      `var a=1,${pick(random, words)[0]}=function(t){return t?a:b2},c3=[0x${hex(random, 4)}];\n`,
  },
  {
    name: "SQL",
    make: (random) =>
      `INSERT INTO ${pick(random, words)} VALUES (${random(999)}, 'v${random(9)}.${random(9)}');\n`,
  },
];

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

export const lookalikes: readonly Lookalike[] = [
  ...made,
  ...plain,
  ...templates.map(([name, text]) => ({
    name,
    make: (random: Random) => text.replaceAll("NAME", pick(random, nouns)),
  })),
];
