import fs from "node:fs";
import path from "node:path";
import { asFailure, Failure } from "../../kernel/errors.ts";
import type { FieldNode, FieldTree } from "../../references/content.ts";
import type { DocumentNode } from "../../references/document.ts";
import { decrypt } from "../../sops/decrypt.ts";
import { formatOf } from "../../sops/format.ts";
import { MAX_BINARY_BYTES } from "../../sops/limits.ts";
import type { Documents, Format } from "../../sops/tree.ts";
import type { AgeIdentity } from "../../sops/age.ts";
import type { Content, Health, Host, Outcome, Session } from "../provider.ts";
import { contentOf } from "./content.ts";
import { documentsOf } from "./documents.ts";
import type { SopsLocator } from "./index.ts";
import { ageIdentities } from "./identities.ts";
import type { SopsInputs } from "./inputs.ts";

interface Opened {
  readonly content: Content;
  readonly documents: readonly DocumentNode[];
  readonly date: Date;
  readonly notices: readonly string[];
}

interface SopsSettings {
  /** Relative paths count from here. */
  readonly workspace: string;
  readonly sopsFiles: readonly string[];
  /** The keys of the run, got once. */
  readonly identities: () => Promise<readonly AgeIdentity[]>;
}

/** Reads and verifies each file once, however many references name it. */
export function openSession(inputs: SopsInputs, host: Host, signal: AbortSignal): Session<SopsLocator> {
  let identities: Promise<readonly AgeIdentity[]> | undefined;
  const settings: SopsSettings = {
    workspace: host.workspace,
    sopsFiles: inputs.sopsFiles,
    identities: () => (identities ??= ageIdentities(inputs, host, signal)),
  };
  const opened = new Map<string, Promise<Opened>>();
  const openFile = (file: string, format: Format): Promise<Opened> => {
    const key = `${format}:${file}`;
    const present = opened.get(key) ?? readFile(settings, file, format);
    opened.set(key, present);
    return present;
  };
  return {
    read: async (locators) => {
      const outcomes = new Map<string, Outcome>();
      for (const locator of locators) {
        try {
          outcomes.set(
            locator.id,
            locator.file
              ? found(await openFile(locator.file.path, locator.file.format))
              : await bare(settings, locator.bare ?? "", openFile),
          );
        } catch (error) {
          outcomes.set(locator.id, { is: "failed", error: asFailure(error) });
        }
      }
      return outcomes;
    },
    documents: async ({ file }) =>
      file === undefined ? [] : (await openFile(file.path, file.format)).documents,
    health: async () => healthOf(settings.sopsFiles, openFile),
    close: async () => opened.clear(),
  };
}

/** Whether each of the `sops-files` is there, opens with a key of the run, and is what was encrypted. */
async function healthOf(
  files: readonly string[],
  openFile: (file: string, format: Format) => Promise<Opened>,
): Promise<Health> {
  const details = await Promise.all(
    files.map(async (file): Promise<Health["details"][number]> => {
      try {
        const { date } = await openFile(file, formatOf(file));
        return {
          name: file,
          ok: true,
          text: `opens and verifies, encrypted ${date.toISOString().slice(0, 10)}`,
        };
      } catch (error) {
        const { message, fix } = asFailure(error);
        return { name: file, ok: false, text: message, ...(fix === undefined ? {} : { fix }) };
      }
    }),
  );
  const ok = details.every((detail) => detail.ok);
  return { status: ok ? "healthy" : "unhealthy", authenticated: ok, details };
}

const found = ({ content, date, notices }: Opened): Outcome => ({
  is: "found",
  value: content,
  date,
  notices,
});

/** Of several files the later overrides the earlier. A missing file stops; a missing field is not found. */
async function bare(
  settings: SopsSettings,
  wanted: string,
  openFile: (file: string, format: Format) => Promise<Opened>,
): Promise<Outcome> {
  let winner: { readonly node: FieldNode; readonly opened: Opened; readonly file: string } | undefined;
  const notices: string[] = [];
  for (const file of settings.sopsFiles) {
    const opened = await openFile(file, formatOf(file));
    if (opened.content.kind !== "fields") continue;
    const node = lookUp(opened.content.fields, wanted);
    if (node === undefined) continue;
    if (winner !== undefined) notices.push(`${wanted}: ${file} overrides ${winner.file}.`);
    winner = { node, opened, file };
  }
  if (winner === undefined) return { is: "missing", why: "no such field" };
  const { node, opened, file } = winner;
  if (node.kind === "null") return { is: "missing", why: `null in ${file}` };
  const value: Content =
    node.kind === "leaf"
      ? { kind: "text", text: node.value, clear: node.clear }
      : {
          kind: "fields",
          nulls: "absent",
          fields: node.kind === "map" ? node.fields : new Map(),
          whole: node.whole,
        };
  return { is: "found", value, date: opened.date, version: file, notices: [...opened.notices, ...notices] };
}

/** The nested path, else the last part in upper case: at the top, or in a Kubernetes Secret's stringData or data. */
function lookUp(fields: FieldTree, wanted: string): FieldNode | undefined {
  const parts = wanted.split("/");
  let node: FieldNode | undefined;
  let inside: FieldTree | undefined = fields;
  for (const part of parts) {
    node = inside?.get(part);
    inside = node?.kind === "map" ? node.fields : undefined;
  }
  if (node !== undefined) return node;
  const name = (parts.at(-1) ?? "").toUpperCase().replace(/[.-]/g, "_");
  const places = [
    fields,
    ...["stringData", "data"]
      .map((key) => fields.get(key))
      .flatMap((place) => (place?.kind === "map" ? [place.fields] : [])),
  ];
  for (const place of places) if (place.has(name)) return place.get(name);
  return undefined;
}

async function readFile(settings: SopsSettings, file: string, format: Format): Promise<Opened> {
  const full = path.resolve(settings.workspace, file);
  const stat = fs.statSync(full, { throwIfNoEntry: false });
  if (!stat?.isFile())
    throw new Failure("FILE_NOT_FOUND", "There is no such file in the workspace.", {
      at: { file },
      fix: "Run actions/checkout before this step, and name the file relative to the workspace.",
    });
  if (stat.size > MAX_BINARY_BYTES)
    throw new Failure("LIMIT_EXCEEDED", "The file is larger than any SOPS file that is read.", {
      at: { file },
      fix: "Split the file; secrets are small.",
    });
  const decrypted = await decrypt({
    bytes: fs.readFileSync(full),
    format,
    file,
    identities: await settings.identities(),
  });
  const content = contentOf(decrypted, format);
  if (content instanceof Failure) throw content;
  const dates = decrypted.info.map((info) => info.lastModified.getTime());
  const notices = [...decrypted.notices, ...quotedNotices(format, decrypted.documents)];
  return {
    content,
    get documents() {
      return documentsOf(decrypted);
    },
    date: new Date(Math.max(...dates)),
    notices: notices.map((notice) => `${file}: ${notice}`),
  };
}

/** sops knows no quotes in a dotenv file, and who writes them seldom means them as part of the value. */
function quotedNotices(format: Format, documents: Documents): string[] {
  if (format !== "dotenv") return [];
  const quoted = documents
    .flatMap(({ items }) => items)
    .flatMap((item) =>
      "key" in item && item.value.kind === "str" && /^(["'])[^]*\1$/.test(item.value.value) ? [item.key] : [],
    );
  return quoted.length === 0
    ? []
    : [`the quotes around ${quoted.join(", ")} are part of the value, as in sops.`];
}
