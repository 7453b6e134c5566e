/** Knows the names that files full of secrets go by; such a file is not even read. */

const privatePlaces =
  /(?:^|\/)\.(?:(?:ssh|gnupg)\/|aws\/config$|kube\/config$|docker\/config\.json$|config\/gh\/hosts\.yml$)/;

const privateExtensions =
  /\.(?:pem|key|ppk|p12|pfx|p8|pkcs12|jks|bks|keystore|jceks|keytab|truststore|kdbx|ovpn|tfstate|kubeconfig|htpasswd|env)$/;

const data = String.raw`\.(?:json|ya?ml|toml|ini|xml|cfg|conf|properties|csv|txt|env)`;

const privateNames: readonly RegExp[] = [
  /^\.env(?:rc)?(?:[._-].*)?$/,
  /\.env\.(?:local|dev|development|test|ci|stage|staging|prod|production)$/,
  /^id_(?:rsa|dsa|ecdsa|ed25519|xmss)(?:_sk)?(?:[._-].*)?$/,
  /^\.?(?:npmrc|netrc|pypirc|pgpass|boto|s3cfg|htpasswd|dockercfg|vault-token|git-credentials|my(?:login)?\.cnf|terraformrc)$/,
  /^\.vault[_-]pass(?:word)?(?:\.txt)?$/,
  /^\.\w+_history$/,
  /^(?:_netrc|pgpass\.conf|rclone\.conf|terraform\.rc|secring\..*|accesstokens\.json)$/,
  new RegExp(`^\\.?(?:credentials?|secrets?)(?:${data})?$`),
  new RegExp(`^kubeconfig(?:${data})?$`),
  /\.tfstate(?:\.[\w.-]+)?$/,
  new RegExp(`^(?:client|oauth)[._-]?secrets?.*${data}$`),
  /(?:^|[._-])service[._-]?account(?:[._-].*)?\.json$/,
  /firebase-adminsdk.*\.json$/,
  /^application_default_credentials\.json$/,
];

/** What shows how such a file looks, without the values. */
const sample = /(?:^|[._-])(?:example|sample|template|tmpl|dist)(?:\.(?:env|json|ya?ml|toml))?$/;

/** `path` has `/` between its names; letter case, ignorable characters and what Windows drops at the end make no difference. */
export function isSecretName(path: string): boolean {
  const names = path.split("/").map(plainName);
  const name = names.at(-1) ?? "";
  if (name.endsWith(".pub") || sample.test(name)) return false;
  return (
    privatePlaces.test(names.join("/")) ||
    privateExtensions.test(name) ||
    privateNames.some((pattern) => pattern.test(name))
  );
}

function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/:\$data$/i, "")
    .replace(/:$/, "")
    .replace(/[. ]+$/, "")
    .toLowerCase();
}
