// Pictures of what people see, for the docs: the demo in a terminal, and the job summaries of a good and a failed
// run as GitHub shows them. Needs Chromium (CHROMIUM names it, else `chromium` on PATH).
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { marked } from "marked";
import { runAction } from "../test/harness/run-action.ts";
import { vaultCloud } from "../test/scenario/vault-cloud.ts";
import { cloud, ROLE } from "../test/scenario/cloud.ts";

const root = path.resolve(import.meta.dirname, "..");
const images = path.join(root, "docs/images");
const chromium = process.env["CHROMIUM"] ?? "chromium";
const css = fs.readFileSync(
  path.join(root, "node_modules/github-markdown-css/github-markdown-light.css"),
  "utf8",
);

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Takes a page and the height of its content; writes the picture. */
function shoot(name: string, html: string, width: number, height: number): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "images-"));
  try {
    fs.writeFileSync(path.join(folder, "page.html"), html);
    const flags = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--hide-scrollbars",
      `--user-data-dir=${path.join(folder, "profile")}`,
    ];
    const size = [`--window-size=${width},${height}`, `--screenshot=${path.join(images, `${name}.png`)}`];
    execFileSync(chromium, [...flags, ...size, `file://${path.join(folder, "page.html")}`], {
      stdio: "ignore",
      timeout: 60_000,
    });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Characters in a line of the pictures of a log: GitHub wraps what is longer. */
const COLUMNS = 132;

function terminal(name: string, text: string): void {
  const lines = text
    .trimEnd()
    .split("\n")
    // The servers of this machine have endpoints of their own, which is said; AWS's are not.
    .filter((line) => !/ called at http:\/\/127\./.test(line));
  // Lines break at words, so that each is a little shorter than it could be.
  const rows = lines.reduce((sum, line) => sum + Math.max(1, Math.ceil((line.length * 1.04) / COLUMNS)), 0);
  const coloured = lines
    .map((line) => {
      if (line.startsWith("##[error]")) return `<i>Error:</i> ${escape(line.slice("##[error]".length))}`;
      return /^\d\. /.test(line) ? `<b>${escape(line)}</b>` : escape(line);
    })
    .join("\n");
  const html = `<meta charset="utf-8"><style>body{margin:0;background:#0d1117;color:#c9d1d9;font:14px/20px "DejaVu Sans Mono",monospace;padding:16px}b{color:#39c5cf}i{color:#f85149;font-style:normal}pre{margin:0;width:${COLUMNS}ch;white-space:pre-wrap;overflow-wrap:anywhere}</style><pre>${coloured}</pre>`;
  shoot(name, html, 1160, rows * 20 + 32);
}

async function summary(name: string, markdown: string, height: number): Promise<void> {
  const body = await marked.parse(markdown, { gfm: true });
  shoot(
    name,
    `<meta charset="utf-8"><style>${css} body{margin:24px}</style><article class="markdown-body">${body}</article>`,
    960,
    height,
  );
}

fs.mkdirSync(images, { recursive: true });
const demo = execFileSync(process.execPath, [path.join(root, "tools/demo.ts")], { encoding: "utf8" });
terminal("demo", demo.replace(/\n5\. [\s\S]*(?=\n6\. )/, "\n"));

const good = await runAction({
  inputs: {
    secrets:
      "MONGO_URL = database/mongo_url\nAPI_KEY = env://MY_API_KEY as output\nTLS_KEY = env://TLS_PEM as file\nPIN = env://PIN\nSENTRY_DSN? = monitoring/sentry_dsn",
  },
  env: {
    MONGO_URL: "mongodb://app:example@mongo",
    MY_API_KEY: "example-api-key-1",
    TLS_PEM: "example-pem-text",
    PIN: "123",
  },
});
await summary("summary", good.summary, 410);
const bad = await runAction({
  inputs: {
    secrets: "MONGO_URL = database/nothing_there\nLD_PRELOAD = \nAPI_KEY = hunter2",
    export: "everywhere",
  },
});
await summary("summary-failed", bad.summary, 470);
terminal("log-failed", bad.log);

const SECRETS = `MONGO_URL = aws://liquid-hive/prod/database/mongo_url
DB_PASSWORD = aws://liquid-hive/prod/db#password
FEATURE_* = ssm://liquid-hive/prod/features/
SENTRY_DSN? = aws://liquid-hive/prod/sentry_dsn`;
const aws = await cloud({
  seed: {
    secrets: [
      { name: "liquid-hive/prod/database/mongo_url", value: "mongodb://app:example@mongo" },
      { name: "liquid-hive/prod/db", value: '{"user":"app","password":"example-password"}' },
    ],
    parameters: [
      { name: "/liquid-hive/prod/features/SEARCH", values: ["example-on"] },
      { name: "/liquid-hive/prod/features/BETA", values: ["example-off"] },
    ],
  },
}).run({ inputs: { secrets: SECRETS } });
await summary("summary-aws", aws.summary, 420);
// The role trusts the environment alone, and the job runs on a branch.
const refused = await cloud({
  trust: { [ROLE]: { sub: ["repo:liquid-hive/shop:environment:production"] } },
}).run({ inputs: { secrets: SECRETS } });
await summary("summary-trust-refused", refused.summary, 810);
terminal("trust-refused", refused.log);

// The chain of the LIQUID-HIVE document: Vault first, the environment last; once well, once with a refused login.
const seed = {
  mounts: {
    secret: {
      type: "kv" as const,
      version: 2 as const,
      secrets: { "database/mongo_url": { value: "mongodb://app:example@mongo" } },
    },
  },
};
const chain = await vaultCloud({ seed }).run({
  inputs: {
    "vault-mount": "secret",
    secrets: "MONGO_URL = database/mongo_url\nREDIS_URL = database/redis_url",
  },
  env: { REDIS_URL: "redis://example" },
});
await summary("summary-chain", chain.summary, 450);
const healthy = await vaultCloud({ seed }).run({ action: "doctor", inputs: { "vault-mount": "secret" } });
await summary("summary-health", healthy.summary, 500);
const login = await vaultCloud({ seed, roles: { deploy: { claims: { repository_id: "1" } } } }).run({
  inputs: { "vault-mount": "secret", secrets: "MONGO_URL = database/mongo_url" },
});
terminal("login-refused", login.log);
