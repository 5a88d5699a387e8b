// The main job, with real encryption and no server: makes an age key, encrypts an example, runs the built action
// on it as a runner would, and shows what the log, a later step and post see.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { runAction } from "../test/harness/run-action.ts";

const SECRET = `apiVersion: v1
kind: Secret
metadata:
  name: liquid-hive-runtime-secrets
  namespace: liquid-hive-prod
type: Opaque
stringData:
  OPENAI_API_KEY: sk-demo-4f1c9a7be02d
  ANTHROPIC_API_KEY: sk-ant-demo-77aa01c3
  ADMIN_TOKEN: demo-admin-9d8c7b6a5f
  OTEL_EXPORTER_OTLP_ENDPOINT: http://otel-collector:4317
  TLS_KEY: |
    -----BEGIN PRIVATE KEY-----
    ZGVtbyBvbmx5LCBvcGVucyBub3RoaW5nIQ0123456789
    -----END PRIVATE KEY-----
`;
const DOTENV = `MONGO_URL=mongodb://app:pa55-demo@mongo:27017/liquid-hive
REDIS_URL=redis://:demo-redis-pw@redis:6379
VLLM_API_KEY=vllm-demo-0a1b2c3d
`;
const LINES = `* = sops://helm/secrets/runtime.enc.yaml#stringData
MONGO_URL = database/mongo_url            # bare: the provider chain
VLLM_KEY = ai/vllm_api_key
PROMETHEUS_BASE_URL = monitoring/prometheus_base_url
SENTRY_DSN? = monitoring/sentry_dsn       # optional
TLS_FILE = sops://helm/secrets/runtime.enc.yaml#stringData.TLS_KEY as file`;
const CONFIG = `creation_rules:
  - path_regex: helm/secrets/.*\\.enc\\.yaml$
    encrypted_regex: '^(data|stringData)$'
    age: AGE
  - age: AGE
`;

const root = path.resolve(import.meta.dirname, "..");
const colour = process.stdout.isTTY && process.env["NO_COLOR"] === undefined;
const bold = (text: string): string => (colour ? `\u001b[1;36m${text}\u001b[0m` : text);
const say = (text = ""): void => void process.stdout.write(`${text}\n`);
const block = (text: string): void => say(text.trimEnd().replaceAll(/^/gm, "  "));
const cli = (folder: string, ...args: string[]): string =>
  execFileSync(process.execPath, [path.join(root, "dist/cli.js"), ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "secrets-demo-"));
try {
  say(bold("1. An age key, and two files encrypted with it"));
  cli(folder, "keygen", "-o", "keys.txt");
  const key = fs.readFileSync(path.join(folder, "keys.txt"), "utf8");
  const recipient = /public key: (age1\w+)/.exec(key)?.[1] ?? "";
  fs.mkdirSync(path.join(folder, "helm/secrets"), { recursive: true });
  fs.writeFileSync(path.join(folder, ".sops.yaml"), CONFIG.replaceAll("AGE", recipient));
  fs.writeFileSync(path.join(folder, "helm/secrets/runtime.enc.yaml"), SECRET);
  fs.writeFileSync(path.join(folder, "app.env"), DOTENV);
  for (const file of ["helm/secrets/runtime.enc.yaml", "app.env"]) {
    cli(folder, "encrypt", "-i", file);
    say(`  $ secrets-action encrypt -i ${file}`);
  }
  const sealed = fs.readFileSync(path.join(folder, "helm/secrets/runtime.enc.yaml"), "utf8");
  block(
    sealed
      .split("\n")
      .slice(6, 9)
      .map((line) => (line.length > 88 ? `${line.slice(0, 88)}…` : line))
      .join("\n"),
  );

  say(`\n${bold("2. The step, as a workflow has it")}`);
  block(
    `- uses: liquid-hive/secrets-action@v1\n  with:\n    age-key: \${{ secrets.SOPS_AGE_KEY }}\n    sops-files: app.env\n    secrets: |\n${LINES.replaceAll(/^/gm, "      ")}`,
  );

  let seen = "";
  const run = await runAction({
    inputs: { "age-key": key, "sops-files": "app.env", secrets: LINES },
    env: { PROMETHEUS_BASE_URL: "http://prometheus:9090" },
    workspace: Object.fromEntries(
      ["helm/secrets/runtime.enc.yaml", "app.env", ".sops.yaml"].map((name) => [
        name,
        fs.readFileSync(path.join(folder, name), "utf8"),
      ]),
    ),
    laterStep: ({ env }) => {
      const names = [...env.keys()].filter((name) => name !== "SECRETS_ACTION_REPORT").sort();
      const file = env.get("TLS_FILE") ?? "";
      seen = `${names.join("\n")}\n$TLS_FILE is a file of mode ${(fs.statSync(file).mode & 0o777).toString(8)}`;
    },
  });
  if (!run.main.succeeded || run.post?.succeeded !== true) throw new Error(run.log);

  say(`\n${bold("3. Its log, as the web shows it")}`);
  block(run.main.log);
  say(`\n${bold("4. What later steps see (values masked in every log)")}`);
  block(seen);
  say(`\n${bold("5. The job summary")}`);
  block(
    run.summary
      .replaceAll(/<\/?code>/g, "`")
      .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))),
  );
  say(`\n${bold("6. Post: what it removed")}`);
  block(run.post.log);
  say(
    run.files.afterPost.length === 0
      ? "  Nothing is left on the machine."
      : `  LEFT: ${run.files.afterPost.map((file) => file.path).join(", ")}`,
  );
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
