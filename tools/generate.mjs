// Writes everything that follows from the tables in src/: action.yml, the tables in the docs, the JSON schema
// of the report. `--check` writes nothing and fails where a file differs.
import fs from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { CLUSTER_INPUTS } from "../src/cluster/inputs.ts";
import { flagsOf, flagUsage, isRepeatable } from "../src/config/flags.ts";
import { SIGN_CORE_INPUTS } from "../src/config/sign-core-inputs.ts";
import { DOCTOR_INPUTS, DOCTOR_OUTPUTS } from "../src/config/doctor-inputs.ts";
import { INPUTS, OUTPUTS } from "../src/config/inputs.ts";
import {
  APPLY_TABLE,
  DOCTOR_TABLE,
  LOAD_TABLE,
  SCAN_TABLE,
  SIGN_TABLE,
  TABLE,
  VERIFY_TABLE,
} from "../src/entries/inputs-table.ts";
import { ATTEST_OWN, SIGN_OWN, VERIFY_OWN } from "../src/entries/sign-flags.ts";
import { PROVIDERS } from "../src/providers/list.ts";
import { SCAN_OUTPUTS } from "../src/scan/inputs.ts";
import { RULES } from "../src/scan/rules/index.ts";
import { rulesMarkdown } from "../src/scan/rules/markdown.ts";
import { SIGN_INPUTS, SIGN_OUTPUTS } from "../src/signing/sign-inputs.ts";
import { VERIFY_OUTPUTS } from "../src/signing/verify-inputs.ts";
import { REPORT_SCHEMA } from "../src/report/schema.ts";

const root = path.resolve(import.meta.dirname, "..");
const check = process.argv.includes("--check");
let differing = 0;

function emit(name, text) {
  const file = path.join(root, name);
  const present = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
  if (present === text) return;
  differing += 1;
  if (check) console.error(`${name} differs from what the tables say: npm run generate`);
  else {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}

/** What the runner puts in where a step says nothing: the job's own token where one is asked for. */
const defaultOf = ({ name, default: text }) =>
  name === "github-token" ? { default: "${{ github.token }}" } : text === undefined ? {} : { default: text };

/** One action.yml: what it is, its tables, and what node starts. */
function actionYml({ name, description, icon, table, outputs, runs, source }) {
  const inputs = Object.fromEntries(
    table.map((input) => [
      input.name,
      {
        description: input.doc,
        required: false,
        ...defaultOf(input),
      },
    ]),
  );
  const body = {
    name,
    description,
    author: "LIQUID-HIVE",
    branding: { icon, color: "yellow" },
    inputs,
    outputs: Object.fromEntries(outputs.map((output) => [output.name, { description: output.doc }])),
    runs: { using: "node24", ...runs },
  };
  return `# Made by tools/generate.mjs from ${source}.\n${stringify(body, { lineWidth: 0 })}`;
}

const LOAD_ACTION = {
  name: "Secrets for a deploy job",
  description:
    "Decrypts SOPS files or reads the environment, masks and exports the values, and cleans up after itself.",
  icon: "lock",
  table: TABLE,
  outputs: [...OUTPUTS, ...SIGN_OUTPUTS],
  runs: { main: "dist/main.js", post: "dist/post.js" },
  source: "src/config/inputs.ts",
};

const APPLY_ACTION = {
  name: "Secrets into the cluster",
  description:
    "Applies Kubernetes Secrets from SOPS files and stores by server-side apply, syncs External Secrets, restarts what uses them.",
  icon: "upload-cloud",
  table: APPLY_TABLE,
  outputs: OUTPUTS,
  runs: { main: "../dist/apply.js", post: "../dist/post.js" },
  source: "src/cluster/inputs.ts",
};

const SIGN_ACTION = {
  name: "Sign and attest without keys",
  description:
    "Signs files and images with the job's identity, attests provenance and SBOMs; cosign, gh, Kyverno and policy-controller verify them.",
  icon: "check-circle",
  table: SIGN_TABLE,
  outputs: [...SIGN_OUTPUTS, ...OUTPUTS.filter(({ name }) => ["report", "skipped"].includes(name))],
  runs: { main: "../dist/sign.js", post: "../dist/post.js" },
  source: "src/signing/sign-inputs.ts",
};

const VERIFY_ACTION = {
  name: "Verify signatures before deploying",
  description:
    "Refuses files and images that the expected workflow did not sign: blobs, images, attestations, of cosign 2, cosign 3 and GitHub.",
  icon: "shield",
  table: VERIFY_TABLE,
  outputs: VERIFY_OUTPUTS,
  runs: { main: "../dist/verify.js" },
  source: "src/signing/verify-inputs.ts",
};

const SCAN_ACTION = {
  name: "No secret enters by a pull request",
  description:
    "Reads every commit that an event brings and blocks what adds a secret: works on forks, without any secret, permission or licence key.",
  icon: "search",
  table: SCAN_TABLE,
  outputs: SCAN_OUTPUTS,
  runs: { main: "../dist/scan.js" },
  source: "src/scan/inputs.ts",
};

const DOCTOR_ACTION = {
  name: "Health of the secrets' providers",
  description:
    "Asks every provider of the chain how it is, reads no value, and says what to do about the rest.",
  icon: "activity",
  table: DOCTOR_TABLE,
  outputs: DOCTOR_OUTPUTS,
  // What the login got is ended there, should the step be killed.
  runs: { main: "../dist/doctor.js", post: "../dist/post.js" },
  source: "src/config/doctor-inputs.ts",
};

const cell = (text) => text.replaceAll("|", "\\|");

function inputTable(table) {
  const rows = table.map((input) => {
    const values =
      "choices" in input
        ? ` (${input.choices
            .filter((choice) => choice !== "")
            .map((choice) => `\`${choice}\``)
            .join(", ")})`
        : "";
    return `| \`${input.name}\` | ${input.default ? `\`${input.default}\`` : ""} | ${cell(input.doc)}${values} |`;
  });
  return ["| input | default | what it is |", "|---|---|---|", ...rows].join("\n");
}

function flagTable(table) {
  const rows = flagsOf(table).map((flag) => {
    const values = flag.choices ? ` (${flag.choices.map((choice) => `\`${choice}\``).join(", ")})` : "";
    const times = isRepeatable(flag) ? " May stand several times." : "";
    return `| \`${flagUsage(flag)}\` | ${flag.default ? `\`${flag.default}\`` : ""} | ${cell(flag.doc)}${values}${times} |`;
  });
  return ["| flag | default | what it is |", "|---|---|---|", ...rows].join("\n");
}

const outputTable = (outputs) =>
  [
    "| output | what it is |",
    "|---|---|",
    ...outputs.map((output) => `| \`${output.name}\` | ${cell(output.doc)} |`),
  ].join("\n");

function fillMarkers(name, tables) {
  const file = path.join(root, name);
  if (!fs.existsSync(file)) return;
  let text = fs.readFileSync(file, "utf8");
  for (const [marker, table] of Object.entries(tables)) {
    const pattern = new RegExp(`(<!-- generated:${marker} -->)[\\s\\S]*?(<!-- /generated -->)`);
    text = text.replace(pattern, (_, open, close) => `${open}\n${table}\n${close}`);
  }
  emit(name, text);
}

// Nothing below reads the clock or the machine: the same tables give the same bytes.
emit("action.yml", actionYml(LOAD_ACTION));
emit("apply/action.yml", actionYml(APPLY_ACTION));
emit("sign/action.yml", actionYml(SIGN_ACTION));
emit("verify/action.yml", actionYml(VERIFY_ACTION));
emit("scan/action.yml", actionYml(SCAN_ACTION));
emit("docs/scan-rules.md", rulesMarkdown(RULES));
emit("doctor/action.yml", actionYml(DOCTOR_ACTION));
fillMarkers("README.md", { inputs: inputTable(INPUTS), outputs: outputTable(OUTPUTS) });
fillMarkers("docs/cluster.md", { "inputs-cluster": inputTable(CLUSTER_INPUTS) });
fillMarkers("docs/sign.md", {
  "sign-inputs": inputTable([...SIGN_INPUTS, ...SIGN_CORE_INPUTS]),
  "sign-outputs": outputTable(SIGN_OUTPUTS),
});
fillMarkers("docs/verify.md", {
  "verify-inputs": inputTable(VERIFY_TABLE),
  "verify-outputs": outputTable(VERIFY_OUTPUTS),
});
fillMarkers("docs/scan.md", {
  "inputs-scan": inputTable(SCAN_TABLE),
  "scan-outputs": outputTable(SCAN_OUTPUTS),
});
fillMarkers("docs/monitoring.md", {
  "doctor-inputs": inputTable(DOCTOR_INPUTS),
  "doctor-outputs": outputTable(DOCTOR_OUTPUTS),
});
for (const { id, inputs } of PROVIDERS)
  fillMarkers(`docs/providers/${id}.md`, { [`inputs-${id}`]: inputTable(inputs) });
fillMarkers("docs/terminal.md", {
  flags: flagTable(LOAD_TABLE),
  "flags-cluster": flagTable(CLUSTER_INPUTS),
  "flags-sign": flagTable([...SIGN_OWN, ...SIGN_INPUTS]),
  "flags-attest": flagTable(ATTEST_OWN),
  "flags-verify": flagTable(VERIFY_OWN),
});
emit("docs/report.schema.json", `${JSON.stringify(REPORT_SCHEMA, null, 2)}\n`);
if (check && differing > 0) process.exitCode = 1;
