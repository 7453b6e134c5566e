/** One item in the status bar: how many findings there are, what a review is doing, or that it failed. */

import * as vscode from "vscode";
import type { Finding } from "../contract/finding.ts";
import { severities } from "../report/severities.ts";
import { describePhase } from "./phases.ts";
import { plainLines } from "./plain.ts";
import { withSwitch } from "./onSave/tooltip.ts";
import type { OnSaveStatus } from "./onSave/onSave.ts";
import type { ReviewState, StateSource } from "./state.ts";

interface OnSaveSource {
  readonly status: OnSaveStatus;
  readonly onDidChange: vscode.Event<OnSaveStatus>;
}

interface Look {
  readonly text: string;
  readonly tooltip: string;
  readonly command: string;
}

export function showInStatusBar(state: StateSource, onSave: OnSaveSource): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("secondLook.status", vscode.StatusBarAlignment.Left, 0);
  item.name = "Second Look";
  const draw = (now: ReviewState): void => {
    const { text, tooltip, command } = lookOf(now);
    item.text = text;
    item.tooltip = withSwitch(tooltip, onSave.status);
    item.command = command;
    item.accessibilityInformation = { label: `Second Look: ${tooltip}`, role: "button" };
  };
  draw(state.current);
  item.show();
  return vscode.Disposable.from(
    item,
    state.onDidChange(draw),
    onSave.onDidChange(() => draw(state.current)),
  );
}

/** A person who clicks while a review runs wants to stop it, else to see it. */
export function lookOf(state: ReviewState): Look {
  const show = "secondLook.showPanel";
  switch (state.kind) {
    case "idle":
      return {
        text: "$(eye) Second Look",
        tooltip: vscode.l10n.t("Nothing reviewed yet. Click to begin."),
        command: show,
      };
    case "restricted":
      return {
        text: "$(eye) Second Look",
        tooltip: vscode.l10n.t("Restricted Mode: nothing runs until the workspace is trusted."),
        command: show,
      };
    case "running": {
      const phase = describePhase(state.progress.phase);
      return {
        text: `$(sync~spin) ${phase}`,
        tooltip: vscode.l10n.t("{0} Click to cancel.", phase),
        command: "secondLook.cancelReview",
      };
    }
    case "ended":
      return { ...lookOfEnd(state), command: show };
  }
}

function lookOfEnd({
  outcome,
  hidden,
  stale,
}: Extract<ReviewState, { kind: "ended" }>): Omit<Look, "command"> {
  const findings = outcome.findings.filter(
    ({ id, status }) => status !== "fixed" && !hidden.has(id) && !stale.has(id),
  );
  const count = findings.length;
  switch (outcome.kind) {
    case "failed":
      return {
        text: count === 0 ? "$(error) Second Look" : `$(error) ${count}`,
        tooltip: plainLines(outcome.failures[0]?.message ?? outcome.summary),
      };
    case "nothingToReview":
      return { text: "$(eye) Second Look", tooltip: vscode.l10n.t("There was nothing to review.") };
    case "cancelled":
      return {
        text: `$(circle-slash) ${count}`,
        tooltip: vscode.l10n.t("The review was cancelled. Findings by then: {0}.", countsOf(findings)),
      };
    case "finished": {
      // "No findings" is said only of what was sent.
      const isWhole = outcome.coverage.complete && outcome.failures.length === 0;
      const tooltip = isWhole
        ? vscode.l10n.t("Findings: {0}.", countsOf(findings))
        : vscode.l10n.t("Findings: {0}. Part of the change was not looked at.", countsOf(findings));
      return { text: isWhole ? `$(eye) ${count}` : `$(eye) ${count} $(warning)`, tooltip };
    }
  }
}

function countsOf(findings: readonly Finding[]): string {
  const names: Record<string, string> = {
    critical: vscode.l10n.t("critical"),
    major: vscode.l10n.t("major"),
    minor: vscode.l10n.t("minor"),
    nit: vscode.l10n.t("nit"),
  };
  const counts = severities
    .map((severity) => ({ severity, count: findings.filter((each) => each.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${names[severity] ?? severity}`);
  return counts.length === 0 ? vscode.l10n.t("none") : counts.join(", ");
}
