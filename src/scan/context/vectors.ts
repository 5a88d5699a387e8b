import buffer from "node:buffer";
import type { Finding } from "../finding.ts";
import { ASSIGNMENT } from "./assignment.ts";
import { doubted } from "./finding-at.ts";

/** So often one name stands in a table of test vectors, never in a configuration. */
const OFTEN = 3;
const HEX = /^[0-9a-fA-F]{16,}$/;

/**
 * Takes the values of tables of test vectors for placeholders: long hexadecimal ones, all different, that are given to one name
 * again and again (numbers in the name aside).
 *
 * @param findings of one file
 */
export function doubtVectors(findings: readonly Finding[]): readonly Finding[] {
  const counts = new Map<string, number>();
  const names = findings.map((finding) => {
    const text = buffer.Buffer.from(finding.secret).toString("latin1");
    const name =
      finding.rule === ASSIGNMENT.id && HEX.test(text) ? finding.sight.replaceAll(/\d+/g, "") : undefined;
    if (name !== undefined) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return name;
  });
  return findings.map((finding, at) => {
    const often = (counts.get(names[at] ?? "") ?? 0) >= OFTEN;
    return often
      ? doubted(finding, "one name is given many values like it: a table of test vectors")
      : finding;
  });
}
