/** What the editor says about each failure: what happened, and what to do next. */

import { env, l10n } from "vscode";
import type { FailureCode } from "../contract/failure.ts";
import { isLoopback } from "../model/endpoint.ts";
import { usd } from "../report/figures.ts";

/** The value of an argument, made plain; empty where there is none. */
export type Argument = (name: string) => string;

/** What happened, and what to do next. */
export type Sentences = readonly [message: string, nextStep: string];

export const failures: Readonly<Record<FailureCode, (of: Argument) => Sentences>> = {
  noRepository: (of) =>
    of("folder") === ""
      ? [l10n.t("No folder is open."), l10n.t("Open a folder that lies in a git repository.")]
      : [
          l10n.t("{0} is not inside a git repository.", of("folder")),
          l10n.t("Open a folder that lies in one, or make one with Git: Initialize Repository."),
        ],
  severalRepositories: (of) => [
    l10n.t("{0} holds several repositories: {1}.", of("folder"), of("repositories")),
    l10n.t("Run the review again and choose one, or open its folder."),
  ],
  gitMissing: () => [
    l10n.t("git was not found."),
    l10n.t("Install git from https://git-scm.com/downloads, or name it in the setting git.path."),
  ],
  gitFailed: (of) => [
    l10n.t("git could not compare the two versions: {0}", of("reason")),
    l10n.t("Run git status in the repository: what it says is usually what is in the way."),
  ],
  gitUnsafe: (of) => [
    l10n.t("This repository makes git run or read something outside of it ({0}).", of("setting")),
    l10n.t("Look at that setting with git config --show-origin --get-all, and remove it if it is not yours."),
  ],
  badRevision: (of) => [
    l10n.t("There is no commit called {0} here.", of("revision")),
    l10n.t("Run the review again and choose one from the list."),
  ],
  noBase: () => [
    l10n.t("It is not clear which branch this work is based on."),
    l10n.t("Run Second Look: Review Branch and choose one."),
  ],
  noSuchFile: (of) => [
    l10n.t("{0} is no file that can be read.", of("file")),
    l10n.t("Open the file, and run Second Look: Review File again."),
  ],
  untrusted: () => [
    l10n.t("This workspace is not trusted, so no git runs and nothing is sent."),
    l10n.t("Trust it with Workspaces: Manage Workspace Trust."),
  ],
  noKey: (of) => [
    l10n.t("There is no API key for {0}.", of("host")),
    l10n.t("Run Second Look: Set API Key, or try it without one: Second Look: Try Without a Key."),
  ],
  consentDeclined: () => [l10n.t("Sending was declined."), l10n.t("Run the review again to be asked again.")],
  overBudget: (of) => [
    l10n.t(
      "This review could cost {0}, more than your ceiling of {1}.",
      price(of("worstUsd")),
      price(of("budgetUsd")),
    ),
    l10n.t("Review less at a time, choose the depth quick, or raise secondLook.reviewBudgetUsd."),
  ],
  overDailyBudget: (of) => [
    of("worstUsd") === ""
      ? l10n.t(
          "The price of {0} is not known, so the day's budget counts requests, and its {1} are used up.",
          of("model"),
          of("requests"),
        )
      : l10n.t(
          "The next request could cost {0}, and of the day's {1} there is {2} left.",
          price(of("worstUsd")),
          price(of("budgetUsd")),
          price(of("leftUsd")),
        ),
    l10n.t("Go on tomorrow, or raise secondLook.{0}.", of("setting")),
  ],
  spendingUnknown: (of) => [
    of("reason") === "DAMAGED"
      ? l10n.t("The record of what was spent today is damaged, so nothing more is spent today.")
      : l10n.t("The record of what was spent can't be kept ({0}), so nothing is sent.", of("reason")),
    of("reason") === "DAMAGED"
      ? l10n.t("Go on tomorrow, or begin anew with Second Look: Delete Local Data.")
      : l10n.t(
          "See that there is a folder {0} of your own, not a link, that you can write to.",
          of("folder"),
        ),
  ],
  badEndpoint: (of) => [
    l10n.t("{0} can't be used as an endpoint: {1}.", of("baseUrl"), of("reason")),
    l10n.t(
      "Set secondLook.baseUrl to an https address (http only for this machine), without user and password.",
    ),
  ],
  wrongKey: (of) => [
    l10n.t("{0} does not accept this API key.", of("host")),
    l10n.t("Run Second Look: Set API Key; OpenAI's keys are at https://platform.openai.com/api-keys."),
  ],
  forbidden: (of) => [
    l10n.t("{0} refuses this account or region: {1}", of("host"), of("reason")),
    l10n.t(
      "Check the account's permissions with the provider, or use another endpoint with secondLook.baseUrl.",
    ),
  ],
  hostNotFound: (of) => [
    l10n.t("There is no host called {0} ({1}).", of("host"), of("reason")),
    l10n.t("Check the name in secondLook.baseUrl, and whether this machine is online."),
  ],
  connectionRefused: (of) => [
    l10n.t("Nothing answers at {0} ({1}).", of("host"), of("reason")),
    env.remoteName !== undefined && isLoopback(of("host"))
      ? l10n.t(
          "In a remote window that is the remote machine: start the server there, bring the port to it (ssh -R, for example), or change secondLook.baseUrl.",
        )
      : l10n.t(
          "Start the server there, or check the port in secondLook.baseUrl, and http.proxy if there is one.",
        ),
  ],
  noSecureConnection: (of) => [
    l10n.t("No secure connection to {0} came about ({1}); nothing was sent.", of("host"), of("reason")),
    l10n.t(
      "If its certificate comes from an authority of your own, add that to the system's certificates (see the setting http.systemCertificates); else check secondLook.baseUrl.",
    ),
  ],
  proxyFailed: (of) => [
    l10n.t("The proxy in between did not let the request through to {0} ({1}).", of("host"), of("reason")),
    l10n.t("Check the setting http.proxy, or leave this host out of it with http.noProxy."),
  ],
  noNetwork: (of) => [
    l10n.t("{0} can't be reached ({1}).", of("host"), of("reason")),
    l10n.t("Check the connection, or name another endpoint with secondLook.baseUrl."),
  ],
  redirected: (of) => [
    l10n.t("{0} redirects to {1}; the change was not sent there.", of("host"), of("to")),
    l10n.t("If that is the right address, set secondLook.baseUrl to it."),
  ],
  unknownModel: (of) => [
    of("tried") === ""
      ? l10n.t("{0} does not have the model {1}.", of("host"), of("model"))
      : l10n.t("{0} does not have the model {1}, nor {2}.", of("host"), of("model"), of("tried")),
    l10n.t("Choose one that it has with Second Look: Select Model."),
  ],
  notAllowedByEditor: (of) => [
    l10n.t("VS Code does not let Second Look use {0}.", of("model")),
    l10n.t(
      "Allow it in the Accounts menu under Manage Language Model Access, or choose another model with Second Look: Select Model.",
    ),
  ],
  blockedByEditor: (of) => [
    l10n.t("{0} takes no requests for now; its quota may be used up.", of("host")),
    l10n.t("Try again later, or choose another model with Second Look: Select Model."),
  ],
  fallbackTooDear: (of) => [
    of("worstUsd") === ""
      ? l10n.t("{0} is not there, and the price of {1} is not known.", of("model"), of("by"))
      : l10n.t("{0} is not there, and {1} could cost {2}.", of("model"), of("by"), price(of("worstUsd"))),
    l10n.t("Set secondLook.model to the model you want."),
  ],
  endpointMissing: (of) => [
    l10n.t("{0} has no {1} at this address.", of("host"), of("path")),
    l10n.t("Check secondLook.baseUrl; it usually ends with /v1."),
  ],
  requestRefused: (of) => [
    l10n.t("{0} refused the request: {1}", of("host"), of("reason")),
    l10n.t("Try another model with secondLook.model, or another endpoint with secondLook.baseUrl."),
  ],
  requestTooLarge: (of) => [
    of("limit") === ""
      ? l10n.t("The request is larger than your account at {0} may send at once.", of("host"))
      : l10n.t(
          "Your account at {0} takes {1} tokens a minute; this request needs {2}.",
          of("host"),
          of("limit"),
          of("requested"),
        ),
    l10n.t("Review less at a time (Second Look: Review Commit), or raise the limit of the account."),
  ],
  contextTooLong: (of) => [
    l10n.t("The change is too long for {0}.", of("model")),
    l10n.t("Lower secondLook.contextLimit, or set secondLook.model to one with a longer window."),
  ],
  rateLimited: (of) => [
    l10n.t("{0} keeps asking to wait.", of("host")),
    l10n.t("Try again in a few minutes."),
  ],
  quotaExceeded: (of) => [
    l10n.t("The account at {0} has no credit left.", of("host")),
    l10n.t("Add credit there; OpenAI's page is https://platform.openai.com/settings/organization/billing."),
  ],
  serverError: (of) => [
    l10n.t("{0} answered with an error ({1}).", of("host"), of("status")),
    l10n.t("Try again in a few minutes."),
  ],
  endpointSilent: (of) => [
    l10n.t("{0} stayed silent for too long.", of("host")),
    l10n.t("Try again in a few minutes, or review less at a time (Second Look: Review Commit)."),
  ],
  notAnApi: (of) => [
    l10n.t("{0} answered with something that is not an API's answer, such as a login page.", of("host")),
    l10n.t("Check secondLook.baseUrl, and whether a proxy stands in between."),
  ],
  answerTooLong: (of) => [
    l10n.t("The answer from {0} did not end within its limits.", of("host")),
    l10n.t("Try again, or another model with secondLook.model."),
  ],
  streamCut: () => [
    l10n.t("The answer was cut off; the findings that were complete are kept."),
    l10n.t("Run the review again."),
  ],
  outputUsedUp: (of) => [
    l10n.t(
      "{0} used up its whole output ({1} tokens) before the answer was complete.",
      of("model"),
      of("outputReserve"),
    ),
    l10n.t("Review less at a time, raise secondLook.outputReserve, or lower secondLook.reasoningEffort."),
  ],
  modelRefused: (of) => [
    l10n.t("{0} declined to answer.", of("model")),
    l10n.t("Try another model with secondLook.model."),
  ],
  contentFiltered: (of) => [
    l10n.t("A content filter at {0} stopped the answer.", of("host")),
    l10n.t("Try another model with secondLook.model."),
  ],
  badAnswer: (of) => [
    of("model") === ""
      ? l10n.t("The answer was not in the promised form.")
      : l10n.t("The answer of {0} was not in the promised form.", of("model")),
    l10n.t("Try another model with secondLook.model: not every one keeps to a schema."),
  ],
  nothingFits: (of) => [
    l10n.t("No part of the change fits into the prompt of {0} tokens.", of("room")),
    l10n.t("Review less at a time (Second Look: Review Commit), or raise secondLook.contextLimit."),
  ],
  interrupted: () => [l10n.t("The review was interrupted."), l10n.t("Run it again.")],
  internal: () => [
    l10n.t("Something went wrong inside Second Look."),
    l10n.t("Please report it at https://github.com/second-look/second-look/issues."),
  ],
};

function price(amount: string): string {
  return usd(Number(amount));
}
