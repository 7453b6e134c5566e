/** An isolated place for a VS Code's settings, state and extensions, gone when the test is. */

import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { removeAtEnd } from "./processes.ts";

export type Theme = "light" | "dark";
export type Settings = Readonly<Record<string, unknown>>;

export interface Profile {
  readonly folder: string;
  readonly userData: string;
  readonly extensions: string;
}

export interface ProfileOptions {
  readonly theme: Theme;
  /** Ours alone is trusted without asking; anyone else's folder keeps the trust dialog. */
  readonly trust: "ours" | "ask";
  readonly settings: Settings;
}

/**
 * No network, no nagging, and no saving by itself: the web workbench would, and then unsaved text is never tested.
 * Names and values are those of the version we run: older ones it would rewrite at the start, while tests look on.
 */
const calm: Settings = {
  "files.autoSave": "off",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": "off",
  "extensions.ignoreRecommendations": true,
  "workbench.enableExperiments": false,
  "workbench.settings.enableNaturalLanguageSearch": false,
  "workbench.startupEditor": "none",
  // The dialogs of the operating system can't be seen or answered through the page.
  "window.dialogStyle": "custom",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "git.openRepositoryInParentFolders": "never",
  "git.autofetch": false,
  "json.schemaDownload.enable": false,
  "npm.fetchOnlinePackageInfo": false,
  "typescript.disableAutomaticTypeAcquisition": true,
};

/** What is kept beyond a window stays in the profile, too, where the system lets that be said. */
export function stateIn({ folder }: Profile): Readonly<Record<string, string>> {
  return { XDG_STATE_HOME: path.join(folder, "state") };
}

export async function makeProfile({ theme, trust, settings }: ProfileOptions): Promise<Profile> {
  const folder = await mkdtemp(path.join(tmpdir(), "second-look-window-"));
  removeAtEnd(folder);
  const profile = {
    folder,
    userData: path.join(folder, "user"),
    extensions: path.join(folder, "extensions"),
  };
  const seeded = {
    ...calm,
    "workbench.colorTheme": theme === "dark" ? "Dark Modern" : "Light Modern",
    "security.workspace.trust.enabled": trust === "ask",
    "security.workspace.trust.startupPrompt": "always",
    ...settings,
  };
  await mkdir(path.join(profile.userData, "User"), { recursive: true });
  await mkdir(profile.extensions);
  await writeFile(path.join(profile.userData, "User/settings.json"), JSON.stringify(seeded, null, 2));
  return profile;
}
