/** The version of this command line, from the one place that holds it. */

import manifest from "../../package.json" with { type: "json" };

export const { version } = manifest;
