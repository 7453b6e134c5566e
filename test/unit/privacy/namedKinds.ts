/** Made-up passwords and keys without a form of their own, in the surroundings that give them away. */

import { characters, pick, type Random } from "./random.ts";
import type { SecretKind } from "./secretKinds.ts";

export const namedKinds: readonly SecretKind[] = [
  named("password in code", (value) => `const dbPassword = "${value}";`, chosen),
  named("password in YAML", (value) => `db:\n  user: shop\n  password: ${value}\n`, chosen),
  named("quoted password in YAML", (value) => `  password: '${value}'\n`, chosen),
  named("password in JSON", (value) => `{ "user": "shop", "password": "${value}" }`, chosen),
  named("password in the environment", (value) => `export DB_PASSWORD=${value}\n`, chosen),
  named("password in properties", (value) => `spring.datasource.password=${value}\n`, chosen),
  named("password in XML", (value) => `<password>${value}</password>`, chosen),
  named("password in an attribute", (value) => `<add user="shop" password="${value}" />`, chosen),
  named("password in a connection string", (value) => `"Server=db;User Id=shop;Password=${value};"`, chosen),
  named(
    "password in an address",
    (value) => `DATABASE_URL=postgres://shop:${value}@db.example.com:5432/shop`,
    chosen,
  ),
  named("password compared", (value) => `if (password === "${value}") open();`, chosen),
  named("password as a default", (value) => `def connect(user, password="${value}"):`, chosen),
  named("typed password", (value) => `private readonly password: string = "${value}";`, chosen),
  named("passphrase in Go", (value) => `passphrase := "${value}"`, chosen),
  named("API key in code", (value) => `const apiKey = "${value}";`, key),
  named("API key in the environment", (value) => `SHOP_API_KEY=${value}\n`, key),
  named("API key in a query", (value) => `https://api.example.com/v1?api_key=${value}&page=2`, key),
  named("API key in a header", (value) => `headers: { "X-Api-Key": "${value}" }`, key),
  named("secret in YAML", (value) => `client_secret: ${value}\n`, key),
  named("secret in TOML", (value) => `jwt_secret = "${value}"\n`, key),
  named("secret in Python", (value) => `SECRET_KEY = '${value}'\n`, key),
  named("secret in PHP", (value) => `define('AUTH_TOKEN', '${value}');`, key),
  named("secret in a Ruby hash", (value) => `:secret_token => "${value}",`, key),
  named("token in a Dockerfile", (value) => `ENV ACCESS_TOKEN=${value}\n`, key),
  named("token on the command line", (value) => `deploy --token ${value} --now\n`, key),
  named("bearer header", (value) => `curl -H "Authorization: Bearer ${value}"`, key),
  named("basic header", (value) => `Authorization: Basic ${value}\n`, key),
  named("token as a login", (value) => `git clone https://${value}@git.example.com/shop.git`, key),
  named("password in a setter", (value) => `source.setPassword("${value}");`, chosen),
  named("password on the command line", (value) => `mysql --user=shop --password=${value} shop\n`, chosen),
  named("password in an ini file", (value) => `[db]\nuser = shop\npassword = ${value}\n`, chosen),
  named("session secret", (value) => `app.use(session({ secret: "${value}", resave: false }));`, key),
  named(
    "AWS secret key",
    (value) => `aws_secret_access_key = ${value}\n`,
    (random) => characters(random, "base64", 40),
  ),
  named(
    "encryption key in hex",
    (value) => `ENCRYPTION_KEY: "${value}"`,
    (random) => characters(random, "hex", 64),
  ),
];

function named(
  name: string,
  around: (value: string) => string,
  value: (random: Random) => string,
): SecretKind {
  return {
    name,
    make: (random) => {
      const secret = value(random);
      return { secret, shown: around(secret) };
    },
  };
}

/** What a person makes up: a word, a sign, some digits, in one of the usual orders. */
function chosen(random: Random): string {
  const word = pick(random, [
    "Sunflower",
    "kitchen",
    "Marmalade",
    "bicycle",
    "Thunder",
    "october",
    "Wintertime",
  ]);
  const sign = pick(random, ["!", "#", "$", "%", "*", "+", "-", "_", "."]);
  const number = characters(random, "digit", 2 + random(3));
  return pick(random, [
    `${word}${sign}${number}`,
    `${number}${word}${sign}x9`,
    `${word}${number}`,
    `${word}${number}!`,
  ]);
}

/** What a generator makes. */
function key(random: Random): string {
  return pick(random, [
    characters(random, "hex", 32),
    characters(random, "letterDigit", 32),
    characters(random, "smallDigit", 24),
    characters(random, "base64url", 43),
  ]);
}
