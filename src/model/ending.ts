/** Says beforehand that a model will be gone: its maker's date lies within a month. */

import type { Remark } from "../contract/failure.ts";
import type { Profile } from "./profiles.ts";

const day = 24 * 60 * 60_000;
const noticeDays = 30;

/** The date (ISO) on which it ends, where that is today or within 30 days; else null. `now`: milliseconds since 1970. */
export function endingDate({ shutdown }: Pick<Profile, "shutdown">, now: number): string | null {
  if (shutdown === null) return null;
  const days = (Date.parse(`${shutdown}T00:00:00Z`) - Math.floor(now / day) * day) / day;
  return days >= 0 && days <= noticeDays ? shutdown : null;
}

export function endingRemarks(profile: Profile, now: number): readonly Remark[] {
  const date = endingDate(profile, now);
  if (date === null) return [];
  return [{ code: "modelEnding", args: { model: profile.model, date, successor: profile.successor ?? "" } }];
}
