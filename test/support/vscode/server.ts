/** Runs the web host's server on a free port, behind a random token. */

import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { cleanEnvironment } from "./environment.ts";
import { end, run, start } from "./processes.ts";
import { stateIn, type Profile } from "./profile.ts";
import type { WebHost } from "./web.ts";

export interface Server {
  /** `127.0.0.1:PORT`, also the name workspace URIs carry. */
  readonly authority: string;
  readonly token: string;
  log(): string;
  /** Settles when the server ends, asked or not. */
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly host: WebHost;
  readonly profile: Profile;
  readonly trust: "ours" | "ask";
  readonly env: Readonly<Record<string, string>>;
}

export async function startServer({ host, profile, trust, env }: ServerOptions): Promise<Server> {
  // Without a token the server would serve any file to any web page: in a file, since others can read arguments.
  const token = randomBytes(24).toString("hex");
  const tokenFile = path.join(profile.folder, "token");
  await writeFile(tokenFile, token, { mode: 0o600 });

  const child = start(
    process.execPath,
    [
      ...["--require", path.join(import.meta.dirname, "web/mint-key.cjs")],
      ...baseArguments(host, profile),
      ...["--host", "127.0.0.1", "--port", "0", "--connection-token-file", tokenFile],
      ...["--enable-smoke-test-driver", "--disable-telemetry"],
      ...(trust === "ours" ? ["--disable-workspace-trust"] : []),
    ],
    {
      env: cleanEnvironment({ ...noGallery, ...stateIn(profile), ...env }),
      stdio: ["ignore", "pipe", "pipe"],
    },
  );

  let log = "";
  const ended = once(child, "exit");
  const port = await new Promise<string>((resolve, reject) => {
    const read = (text: Buffer): void => {
      log += text.toString();
      const found = /agent listening on (\d+)/i.exec(log);
      if (found?.[1] !== undefined) resolve(found[1]);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", () => reject(new Error(`The VS Code server ended before it listened:\n${log}`)));
  });
  return { authority: `127.0.0.1:${port}`, token, log: () => log, ended, close: () => end(child) };
}

/** Without it the server would ask its gallery about our extension. */
const noGallery = { EXTENSIONS_GALLERY: "{}" };

/** Installs a VSIX into the profile the way a person does, before anything is opened. */
export async function installInServer(host: WebHost, profile: Profile, vsix: string): Promise<void> {
  await run(process.execPath, [...baseArguments(host, profile), "--install-extension", vsix], {
    env: cleanEnvironment(noGallery),
  });
}

function baseArguments(host: WebHost, profile: Profile): readonly string[] {
  return [
    ...[host.server, "--accept-server-license-terms"],
    ...["--server-data-dir", profile.folder],
    ...["--user-data-dir", profile.userData],
    ...["--extensions-dir", profile.extensions],
  ];
}
