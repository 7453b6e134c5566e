/** Where the editor keeps what lasts longer than a window: the one folder that it shares with the command line. */

import { openMemory, type Memory } from "../memory/memory.ts";

/** Of the environment nothing but the person's folders is looked at. */
export function openStored(): Memory {
  const { HOME, XDG_STATE_HOME, LOCALAPPDATA } = process.env;
  return openMemory(process.platform, { HOME, XDG_STATE_HOME, LOCALAPPDATA });
}
