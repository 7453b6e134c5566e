/** The buttons: what can be done next, wherever a review stands. */

import type { FailureCode, NoticeCode } from "../../contract/failure.ts";
import type { Outcome } from "../../contract/outcome.ts";
import type { Button, Offer, Wish } from "../../panel/protocol.ts";
import type { Say } from "./say.ts";

const labels: Readonly<Record<Wish, string>> = {
  review: "Review Uncommitted Changes",
  reviewAgain: "Review Again",
  cancel: "Cancel",
  tryWithoutKey: "Try Without a Key",
  setApiKey: "Set API Key",
  selectModel: "Select Model",
  checkConnection: "Check Connection",
  openSettings: "Open Settings",
  manageTrust: "Manage Workspace Trust",
  undoPins: "Undo Pins and Drops",
  clear: "Clear",
};

/** What helps against a failure beyond trying again, which is always offered. */
const remedies: Readonly<Partial<Record<FailureCode, readonly Wish[]>>> = {
  untrusted: ["manageTrust"],
  noKey: ["setApiKey", "tryWithoutKey"],
  wrongKey: ["setApiKey"],
  overBudget: ["openSettings"],
  badEndpoint: ["openSettings"],
  forbidden: ["openSettings"],
  redirected: ["openSettings"],
  unknownModel: ["selectModel"],
  fallbackTooDear: ["selectModel"],
  endpointMissing: ["checkConnection", "openSettings"],
  requestRefused: ["checkConnection", "openSettings"],
  contextTooLong: ["openSettings"],
  notAnApi: ["checkConnection", "openSettings"],
  answerTooLong: ["openSettings"],
  outputUsedUp: ["openSettings"],
  modelRefused: ["selectModel"],
  contentFiltered: ["selectModel"],
  badAnswer: ["selectModel"],
  nothingFits: ["openSettings"],
};

/** The first one is the one to press. */
export function buttonsFor(wishes: readonly Wish[], say: Say): readonly Button[] {
  return wishes.map((wish, index) => ({
    wish,
    label: say(labels[wish]),
    weight: index === 0 && wish !== "cancel" ? "primary" : "plain",
  }));
}

/** What to do with a review that has ended; the way out of a failure goes before trying again. */
export function endedButtons({ failures }: Outcome, say: Say): readonly Button[] {
  const helped = failures.some(({ code }) => remedies[code] !== undefined);
  const buttons = buttonsFor(["reviewAgain", "clear"], say);
  return helped ? buttons.map((button) => ({ ...button, weight: "plain" })) : buttons;
}

/** Where another model than the one that was set has answered, or will have to. */
const choices: Readonly<Partial<Record<NoticeCode, readonly Wish[]>>> = {
  modelReplaced: ["selectModel"],
  otherModelAnswered: ["selectModel"],
  modelEnding: ["selectModel"],
};

export function choicesFor(code: NoticeCode, say: Say): readonly Button[] {
  return buttonsFor(choices[code] ?? [], say);
}

export function remediesFor(code: FailureCode, say: Say): readonly Button[] {
  return buttonsFor(remedies[code] ?? [], say);
}

/** For who sees the panel for the first time: each button says what it leads to. */
export function firstOffers(say: Say): readonly Offer[] {
  const hints: readonly string[] = [
    say("Staged, unstaged, new and unsaved text, against the last commit."),
    say("A few fixed rules stand in for a model, and nothing leaves this machine."),
    say("For the endpoint in your settings. It is kept in the editor's secret storage."),
  ];
  return buttonsFor(["review", "tryWithoutKey", "setApiKey"], say).map((button, index) => ({
    ...button,
    hint: hints[index] ?? "",
  }));
}
