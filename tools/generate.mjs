// Writes everything that follows from the tables in src/: action.yml, the tables in the docs, the JSON schema
// of the report. `--check` writes nothing and fails where a file differs.
import fs from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import { flagsOf, flagUsage, isRepeatable } from "../src/config/flags.ts";
import { INPUTS, OUTPUTS } from "../src/config/inputs.ts";
import { TABLE } from "../src/entries/inputs-table.ts";
import { PROVIDERS } from "../src/providers/list.ts";
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
  else fs.writeFileSync(file, text);
}

function actionYml() {
  const inputs = Object.fromEntries(
    TABLE.map((input) => [
      input.name,
      {
        description: input.doc,
        required: false,
        ...(input.default === undefined ? {} : { default: input.default }),
      },
    ]),
  );
  const outputs = Object.fromEntries(OUTPUTS.map((output) => [output.name, { description: output.doc }]));
  const body = {
    name: "Secrets for a deploy job",
    description:
      "Decrypts SOPS files or reads the environment, masks and exports the values, and cleans up after itself.",
    author: "LIQUID-HIVE",
    branding: { icon: "lock", color: "yellow" },
    inputs,
    outputs,
    runs: { using: "node24", main: "dist/main.js", post: "dist/post.js" },
  };
  return `# Made by tools/generate.mjs from src/config/inputs.ts.\n${stringify(body, { lineWidth: 0 })}`;
}

const cell = (text) => text.replaceAll("|", "\\|");

function inputTable(table) {
  const rows = table.map((input) => {
    const values =
      "choices" in input ? ` (${input.choices.map((choice) => `\`${choice}\``).join(", ")})` : "";
    return `| \`${input.name}\` | ${input.default === undefined ? "" : `\`${input.default}\``} | ${cell(input.doc)}${values} |`;
  });
  return ["| input | default | what it is |", "|---|---|---|", ...rows].join("\n");
}

function flagTable() {
  const rows = flagsOf(TABLE).map((flag) => {
    const values = flag.choices ? ` (${flag.choices.map((choice) => `\`${choice}\``).join(", ")})` : "";
    const times = isRepeatable(flag) ? " May stand several times." : "";
    return `| \`${flagUsage(flag)}\` | ${flag.default === undefined ? "" : `\`${flag.default}\``} | ${cell(flag.doc)}${values}${times} |`;
  });
  return ["| flag | default | what it is |", "|---|---|---|", ...rows].join("\n");
}

const outputTable = () =>
  [
    "| output | what it is |",
    "|---|---|",
    ...OUTPUTS.map((output) => `| \`${output.name}\` | ${cell(output.doc)} |`),
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
emit("action.yml", actionYml());
fillMarkers("README.md", { inputs: inputTable(INPUTS), outputs: outputTable() });
for (const { id, inputs } of PROVIDERS)
  fillMarkers(`docs/providers/${id}.md`, { [`inputs-${id}`]: inputTable(inputs) });
fillMarkers("docs/terminal.md", { flags: flagTable() });
emit("docs/report.schema.json", `${JSON.stringify(REPORT_SCHEMA, null, 2)}\n`);
if (check && differing > 0) process.exitCode = 1;
