/** Looks into what is written in base64: a secret in it is one for everybody who can decode it. */

import type { SecretSpan } from "./cleared.ts";
import { findInAddresses } from "./addresses.ts";
import { findForms } from "./forms.ts";
import { findPrivateKeys } from "./privateKeys.ts";

/** A run that starts and ends where no further character of it stands. Of the longest ones only the beginning is looked into. */
const run = /(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{16,}={0,2}(?![A-Za-z0-9+/_=-])/g;
const longest = 16_384;

/** `user:password`, as the settings of registries hold it. */
const login = /^[\w.@-]{1,60}:[^\s:]{8,200}$/;
const loginSetting = /["']?auth["']?\s{0,4}[:=]\s{0,4}["']?$/i;

/** The run as a whole is what must not leave. */
export function findEncoded(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const { 0: encoded, index } of text.matchAll(run)) {
    const decoded = decode(encoded.slice(0, longest));
    if (decoded === null) continue;
    const kind =
      kindOf(decoded) ?? (isLogin(decoded, text.slice(Math.max(0, index - 20), index)) ? "password" : null);
    if (kind !== null) spans.push({ start: index, end: index + encoded.length, kind });
  }
  return spans;
}

/** Null for what is no text. */
function decode(encoded: string): string | null {
  // The first bytes tell pictures and fonts apart from text, before all of them are decoded.
  if (!isText(Buffer.from(encoded.slice(0, 16), "base64"))) return null;
  const bytes = Buffer.from(encoded, "base64");
  return isText(bytes) ? bytes.toString("latin1") : null;
}

function isText(bytes: Uint8Array): boolean {
  return bytes.every(
    (byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09,
  );
}

function kindOf(decoded: string): string | null {
  const [found] = [...findForms(decoded), ...findPrivateKeys(decoded), ...findInAddresses(decoded)];
  return found?.kind ?? null;
}

function isLogin(decoded: string, before: string): boolean {
  return login.test(decoded) && loginSetting.test(before);
}
