/** Derives what a run needs to keep secret from the secret of the installation: the same every time, guessed by nobody. */

import { createHmac } from "node:crypto";

/** In hex. A placeholder or delimiter made with it tells nothing about the installation's key. */
export function derive(installationKey: string, purpose: string): string {
  return createHmac("sha256", installationKey).update(purpose).digest("hex");
}
