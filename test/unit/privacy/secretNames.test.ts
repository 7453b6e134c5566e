/** Files full of secrets are known by their names, however these are written. */

import assert from "node:assert/strict";
import { isSecretName } from "../../../src/privacy/secretNames.ts";

const secret = [
  ".env",
  ".env.local",
  ".env.production",
  ".env-backup",
  ".env_old",
  ".envrc",
  "api/.env",
  "prod.env",
  "config/.env.staging.local",
  "app.env.production",
  "id_rsa",
  "id_ed25519",
  "id_ecdsa_sk",
  "home/.ssh/config",
  ".ssh/known_hosts",
  ".gnupg/secring.gpg",
  "secring.gpg",
  ".aws/config",
  ".aws/credentials",
  ".kube/config",
  "kubeconfig",
  "kubeconfig.yaml",
  "prod.kubeconfig",
  ".docker/config.json",
  ".dockercfg",
  ".config/gh/hosts.yml",
  ".npmrc",
  ".netrc",
  "_netrc",
  ".pypirc",
  ".pgpass",
  ".my.cnf",
  ".mylogin.cnf",
  ".boto",
  ".s3cfg",
  ".htpasswd",
  "site.htpasswd",
  ".git-credentials",
  ".vault-token",
  ".vault_pass",
  ".vault-password.txt",
  ".terraformrc",
  ".bash_history",
  ".psql_history",
  "server.pem",
  "tls/server.key",
  "login.ppk",
  "cert.p12",
  "cert.pfx",
  "AuthKey.p8",
  "release.jks",
  "debug.keystore",
  "krb5.keytab",
  "team.kdbx",
  "office.ovpn",
  "terraform.tfstate",
  "terraform.tfstate.backup",
  "credentials",
  "credentials.json",
  "secrets.yaml",
  "secret.toml",
  ".secrets",
  "client_secret_123.apps.json",
  "service-account.json",
  "gcp.service_account.prod.json",
  "shop-firebase-adminsdk-x1.json",
  "application_default_credentials.json",
  "rclone.conf",
];

const open = [
  "src/env.ts",
  "environment.yml",
  "src/secrets.ts",
  "src/credentials.go",
  "password.py",
  "keys.json",
  "monkey.ts",
  "docs/ssh/config.md",
  "id_rsa.pub",
  ".env.example",
  ".env.sample",
  ".env.template",
  ".env.dist",
  "config/secrets.example.yml",
  "credentials.sample.json",
  "certs/ca.crt",
  "package.json",
  ".github/workflows/ci.yml",
  "history.md",
  "tsconfig.json",
];

describe("A name", () => {
  it("gives a file of secrets away", () => {
    assert.deepEqual(
      secret.filter((path) => !isSecretName(path)),
      [],
    );
  });

  it("keeps no ordinary file back, and no sample of such a file", () => {
    assert.deepEqual(open.filter(isSecretName), []);
  });

  it("is the same in capitals", () => {
    assert.deepEqual(
      secret.filter((path) => !isSecretName(path.toUpperCase())),
      [],
    );
  });

  it("is the same where Windows opens the same file by it", () => {
    for (const tail of [".", "..", " ", " . ", "::$DATA", "::$data", ":"]) {
      assert.ok(isSecretName(`.env${tail}`), `.env${tail}`);
      assert.ok(isSecretName(`tls/server.key${tail}`), `server.key${tail}`);
    }
    assert.ok(isSecretName(".ssh./config"));
  });

  it("is the same with characters in it that nobody sees, or that only look different", () => {
    assert.ok(isSecretName(".e\u200Bnv"));
    assert.ok(isSecretName("id_\u00ADrsa"));
    assert.ok(isSecretName(".\uFF45nv"), "a full-width e");
    assert.ok(isSecretName("server.\u212Aey"), "a Kelvin sign");
  });

  it("does not get away by the end of a sample in the middle", () => {
    assert.ok(isSecretName(".env.example.local"));
    assert.ok(isSecretName("example/.env"));
    assert.ok(isSecretName("sample.pem"));
  });
});
