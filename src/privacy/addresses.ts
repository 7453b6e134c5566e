/** Finds the passwords and tokens that addresses carry: `scheme://user:password@host`, `?access_token=…`. */

import type { SecretSpan } from "./cleared.ts";
import { isPlaceholder, looksRandom } from "./values.ts";

const login = /:\/\/(?<user>[^\s/:@"'`<>]{0,100}):(?<password>[^\s/"'`<>]{3,200})@(?=[\w[%$-])(?!sha\d)/dg;
const token = /:\/\/(?<token>[\w-]{16,200})(?::x-oauth-basic|:)?@(?=\w)/dg;
const parameter =
  /[?&;](?:access_token|auth_token|token|api_?key|apikey|key|secret|client_secret|password|signature)=(?<value>[\w.~%+/-]{12,})/dgi;

export function findInAddresses(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  const add = (range: readonly [number, number] | undefined, kind: string): void => {
    if (range !== undefined) spans.push({ start: range[0], end: range[1], kind });
  };
  for (const { groups, indices } of text.matchAll(login)) {
    const { user = "", password = "" } = groups ?? {};
    if (password !== user && !isPlaceholder(password)) add(indices?.groups?.["password"], "password");
  }
  for (const { groups, indices } of text.matchAll(token)) {
    if (looksRandom(groups?.["token"] ?? "")) add(indices?.groups?.["token"], "token");
  }
  for (const { groups, indices } of text.matchAll(parameter)) {
    if (looksRandom(groups?.["value"] ?? "")) add(indices?.groups?.["value"], "token");
  }
  return spans;
}
