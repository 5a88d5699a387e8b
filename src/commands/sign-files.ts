import fs from "node:fs";
import path from "node:path";
import { bundleOf, legacyOf, statementsFile } from "../signing/subject-names.ts";
import { checkBundleTarget, checkLegacyTargets, writeBundle, writeLegacy } from "../signing/writing.ts";
import type { SignedPlace } from "../report/signed.ts";
import type { SignPlan } from "./sign-plan.ts";
import { type HashedFile, imagesOf, type Made } from "./sign-work.ts";
import type { SigningParts } from "./signing.ts";

/** Where bundles go that have no file to lie beside. */
const folderOf = ({ host, folder }: SigningParts, { inputs }: SignPlan): string =>
  inputs.bundlesFolder === "" ? folder : path.resolve(host.workspace, inputs.bundlesFolder);

/** What the bundle of a file lies beside, or would lie beside in the folder for bundles. */
function besideOf(parts: SigningParts, plan: SignPlan, { subject }: HashedFile): string {
  const isElsewhere = plan.inputs.bundlesFolder !== "" || subject.path === "-";
  return isElsewhere ? path.join(folderOf(parts, plan), subject.name) : subject.path;
}

/** Whether the bundles of files can be written, before anything is signed. Throws FILE_UNSAFE, FILE_EXISTS. */
export function checkTargets(parts: SigningParts, plan: SignPlan, files: readonly HashedFile[]): void {
  const roots = [parts.host.workspace, parts.host.temp];
  for (const file of files) {
    const beside = besideOf(parts, plan, file);
    checkBundleTarget(bundleOf(beside), roots);
    if (plan.inputs.legacyFiles) checkLegacyTargets(beside, roots);
  }
}

/** Writes the files of one signature; `taken` are the names of statements that this run has written. Throws FILE_*. */
export function writeFilesOf(
  parts: SigningParts,
  plan: SignPlan,
  made: Made,
  taken: Set<string>,
): SignedPlace[] {
  const roots = [parts.host.workspace, parts.host.temp];
  const folder = folderOf(parts, plan);
  const { bundle } = made.signed;
  const place = (form: SignedPlace["form"], file: string): SignedPlace => ({
    form,
    where: shown(parts, file),
  });
  if (made.kind === "message") {
    const beside = besideOf(parts, plan, made.file);
    fs.mkdirSync(path.dirname(beside), { recursive: true });
    const written = place("bundle", writeBundle(bundleOf(beside), bundle, roots));
    if (!plan.inputs.legacyFiles) return [written];
    writeLegacy(beside, made.signed, roots);
    const { signature, certificate } = legacyOf(beside);
    return [written, place(".sig", signature), place(".pem", certificate)];
  }
  const name = statementsFile(nameOf(made), taken);
  taken.add(name);
  fs.mkdirSync(folder, { recursive: true });
  return [place("statement", writeBundle(path.join(folder, name), bundle, roots))];
}

/** The image that a bundle is about, where it is one alone, and what is said of it. */
function nameOf(made: Exclude<Made, { kind: "message" }>): string {
  const [image, ...others] = imagesOf(made);
  const what = made.kind === "payload" ? "sig" : made.work.what;
  if (image === undefined || others.length > 0) return what;
  const { repository, digest } = image.reference;
  const short = digest.slice("sha256:".length, "sha256:".length + SHORT);
  return `${path.posix.basename(repository)}-${short}-${what.replace(/^[a-z]+:\/+/, "")}`;
}

const SHORT = 12;

/** Relative to the workspace, where it lies there. */
function shown({ host: { workspace } }: SigningParts, file: string): string {
  const relative = path.relative(fs.realpathSync(workspace), file);
  return relative.startsWith("..") || path.isAbsolute(relative) ? file : relative.replaceAll("\\", "/");
}
