/** The order of the severities. */

import type { Severity } from "../contract/finding.ts";

/** The worst first. */
export const severities: readonly Severity[] = ["critical", "major", "minor", "nit"];
