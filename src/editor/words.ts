/** What the editor says about failures and notices; every next step names a command, a setting or a page that exists. */

import { l10n } from "vscode";
import type { Failure, FailureArguments, Fault, Notice, NoticeCode, Remark } from "../contract/failure.ts";
import type { LocalRemark } from "../finding/added.ts";
import { usd } from "../report/figures.ts";
import type { Words } from "../review/ports.ts";
import { failures, type Argument } from "./failureWords.ts";
import { plain } from "./plain.ts";

interface Said {
  readonly title: string;
  readonly explanation: string;
}

const notices: Readonly<Record<NoticeCode, (of: Argument) => string>> = {
  practice: () =>
    l10n.t("Practice mode: these findings come from a few fixed rules, not from a model. Nothing was sent."),
  modelReplaced: (of) =>
    l10n.t(
      "{0} was not found, so {1} was asked. Choose a model with Second Look: Select Model.",
      of("model"),
      of("by"),
    ),
  otherModelAnswered: (of) => l10n.t("{0} was asked, but {1} answered.", of("model"), of("answeredBy")),
  unknownProfile: (of) =>
    of("price") === ""
      ? l10n.t(
          "{0} is not in the table of models: its window is a guess and its price unknown. Say what you know of it in secondLook.profiles.",
          of("model"),
        )
      : l10n.t(
          "{0} is not in the table of models: its window is a guess. Say what you know of it in secondLook.profiles.",
          of("model"),
        ),
  profileIgnored: (of) =>
    l10n.t("What secondLook.profiles says could not be understood here: {0}.", of("fields")),
  modelEnding: (of) =>
    of("successor") === ""
      ? l10n.t(
          "{0} will be gone at its maker from {1} on. Choose another with Second Look: Select Model.",
          of("model"),
          of("date"),
        )
      : l10n.t(
          "{0} will be gone at its maker from {1} on; its maker names {2} in its place. Choose another with Second Look: Select Model.",
          of("model"),
          of("date"),
          of("successor"),
        ),
  exclusionAdded: (of) => l10n.t("The change adds a rule that keeps files from being sent: {0}.", of("path")),
  secretsReplaced: (of) => l10n.t("Secret values replaced before sending: {0}.", of("count")),
  invalidFindings: (of) =>
    l10n.t("Findings without the promised form, counted but not shown: {0}.", of("count")),
  secondLookMissing: (of) => l10n.t("Findings that could not be given a second look: {0}.", of("count")),
  openFilesLeftOut: (of) => l10n.t("Open files left out: {0}.", of("count")),
  picturesUnread: (of) =>
    l10n.t(
      "{0} is not known to read pictures, so the changed ones were not looked at. If it does, say so in secondLook.profiles.",
      of("model"),
    ),
  wishesLeftOut: () =>
    l10n.t("What you asked to have looked at could not be checked for secrets in time, so it was not sent."),
  rulesSent: (of) => l10n.t("The repository's review rules went along: {0}.", of("paths")),
  dailyBudgetLeft: (of) =>
    of("worstUsd") === ""
      ? l10n.t(
          "Left of the day's budget, which counts requests where their price is not known: {0}.",
          of("requests"),
        )
      : l10n.t(
          "Left of the day's budget: {0} of {1}. A request that could cost more is not sent.",
          price(of("leftUsd")),
          price(of("budgetUsd")),
        ),
  dryRun: (of) =>
    l10n.t(
      "Nothing was sent. It would go to {0}, for {1}: {2} tokens.",
      of("host"),
      of("model"),
      of("inputTokens"),
    ),
};

/** What was found without a model. */
const found: Readonly<Record<LocalRemark["code"], (of: Argument) => Said>> = {
  secretAdded: (of) => ({
    title:
      of("count") === "1"
        ? l10n.t("A secret value stands here ({0})", of("kinds"))
        : l10n.t("{0} secret values stand here ({1})", of("count"), of("kinds")),
    explanation: l10n.t(
      "Whoever can read this file can use it, and once committed it stays in the history. Take it out, read it from the environment or a secret store instead, and revoke it where it was issued. Nothing of it was sent: a placeholder stood in its place.",
    ),
  }),
  exclusionAdded: (of) => ({
    title:
      of("count") === "0"
        ? l10n.t("This file can't be read, so what lies below its folder is not reviewed")
        : l10n.t("This keeps files from being reviewed"),
    explanation: l10n.t(
      "The change itself decides here what is not looked at. What it keeps out is listed as not looked at; look at it yourself, or merge the rule before the code that it hides.",
    ),
  }),
  reviewerAddressed: () => ({
    title: l10n.t("This gives orders to whoever reviews it by machine"),
    explanation: l10n.t(
      "A program has no use for such words, but they can lead other tools astray. Second Look takes none of them as an instruction. Ask who wrote them and why, and look at what stands around them yourself.",
    ),
  }),
  reviewClaimed: () => ({
    title: l10n.t("This claims that a review was held"),
    explanation: l10n.t(
      "Code can't vouch for itself: such words look the same whether or not they are true. They changed nothing about this review. If they are worth keeping, say where the review can be found.",
    ),
  }),
};

export const words: Words = {
  failure(fault: Fault): Failure {
    const [message, nextStep] = failures[fault.code](lookUp(fault.args));
    return { code: fault.code, message, nextStep, ...(fault.part === undefined ? {} : { part: fault.part }) };
  },
  notice({ code, args }: Remark): Notice {
    return { code, message: notices[code](lookUp(args)) };
  },
  summary(kind): string {
    switch (kind) {
      case "nothingToReview":
        return l10n.t("The two versions are the same: there is nothing to review.");
      case "nothingReadable":
        return l10n.t(
          "What changed holds no text that may be looked at: see what was not looked at, and why.",
        );
      case "cancelled":
        return l10n.t("The review was cancelled.");
      case "failed":
        return l10n.t("The review failed.");
    }
  },
  local({ code, args }) {
    return found[code](lookUp(args));
  },
};

/** The price at worst; `null` where nobody knows it. */
export function worstPrice(worstUsd: number | null): string {
  return worstUsd === null ? l10n.t("price unknown") : l10n.t("{0} at worst", usd(worstUsd));
}

function price(amount: string): string {
  return usd(Number(amount));
}

function lookUp(args: FailureArguments | undefined): Argument {
  return (name) => plain(String(args?.[name] ?? ""));
}
