// A picture of the gate, for the docs: the job summary of a pull request that brings secrets. Needs Chromium.
import fs from "node:fs";
import path from "node:path";
import { runAction } from "../test/harness/run-action.ts";
import { git, writeFiles } from "../test/harness/run-folder.ts";
import { seeded } from "../test/harness/token-checks.ts";
import { nearMisses, trueToken } from "../test/harness/tokens.ts";
import { RULES } from "../src/scan/rules/index.ts";
import { summary } from "./pictures.ts";

const rule = (id: string) => RULES.find((one) => one.id === id)!;
const pat = trueToken(rule("github-pat-classic"), seeded(3)).secret;
const slack = trueToken(rule("slack-webhook"), seeded(4)).secret;
const example = nearMisses(rule("npm-granular"), seeded(5)).find(
  ({ expect: as }) => as === "placeholder",
)!.text;
const COMMITS = [
  { "deploy/notify.sh": `curl -d ok ${slack}\n`, "src/client.ts": `export const token = "${pat}";\n` },
  { "src/client.ts": "export const token = process.env.TOKEN;\n", "docs/npm.md": `npm set ${example}\n` },
];
const env: Record<string, string> = {};
const run = await runAction({
  action: "scan",
  workspace: { "README.md": "The shop.\n" },
  env,
  prepare: ({ workspace, commands }) => {
    const base = git(workspace, ["rev-parse", "HEAD"]).trim();
    for (const files of COMMITS) {
      writeFiles(workspace, files);
      git(workspace, ["add", "--all"]);
      git(workspace, ["commit", "--quiet", "--author=Ada <ada@example.com>", "--message=a change"]);
    }
    const head = git(workspace, ["rev-parse", "HEAD"]).trim();
    const file = path.join(commands, "event.json");
    fs.writeFileSync(
      file,
      JSON.stringify({
        ref: "refs/heads/main",
        before: base,
        after: head,
        commits: COMMITS,
        repository: { id: 1 },
      }),
    );
    // Nothing is fetched: all of it is here.
    Object.assign(env, {
      GITHUB_EVENT_PATH: file,
      GITHUB_SHA: head,
      GITHUB_EVENT_NAME: "push",
      GITHUB_ACTIONS: "",
    });
  },
});
await summary("summary-scan", run.summary, 620);
