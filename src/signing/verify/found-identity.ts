import { printableJson } from "../../kernel/printable.ts";
import type { CertificateFacts } from "../verified.ts";
import { GITHUB_ISSUER, repositoryAt, serverOf, workflowAt } from "./workflow-name.ts";

/** What stands in a line of YAML as it is; anything else is put in quotes. */
const PLAIN = /^[A-Za-z0-9._/@+:-]+$/;

/**
 * The inputs that would accept the identity of a certificate, as lines to paste: `repository`, `workflow` and `ref`
 * where it is a workflow's, else `identity` and `issuer`. Whether it ought to be trusted is for a person to say. Pure.
 */
export function identityLines(certificate: CertificateFacts): readonly string[] {
  const { san, issuer, sourceRef: ref } = certificate;
  const server = serverOf(issuer);
  const repository = repositoryAt(server, certificate.sourceRepository);
  const workflow = workflowAt(server, san);
  const issuerLine = issuer === undefined || issuer === GITHUB_ISSUER ? [] : [line("issuer", issuer)];
  if (repository === undefined || workflow === undefined || ref === undefined)
    return [line("identity", san), line("issuer", issuer ?? "")];
  const isOwn = workflow.repository === repository && workflow.ref === ref;
  return [
    line("repository", repository),
    line("workflow", isOwn ? workflow.path : `${workflow.repository}/${workflow.path}@${workflow.ref}`),
    line("ref", ref),
    ...issuerLine,
  ];
}

/** JSON's text is YAML's too, and on one line. */
const line = (name: string, value: string): string =>
  `${name}: ${PLAIN.test(value) ? value : printableJson(JSON.stringify(value))}`;
