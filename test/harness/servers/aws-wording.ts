import crypto from "node:crypto";
import type { AwsServiceName, Principal } from "./aws-call.ts";
import { json } from "./control.ts";
import type { Reply } from "./control.ts";

/** An answer of AWS that is an error. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Takes a service and an error; returns it as that service's protocol writes it. */
export function errorReply(service: AwsServiceName, error: AwsError): Reply {
  const id = crypto.randomUUID();
  if (service !== "sts") {
    const key = service === "secretsmanager" ? "Message" : "message";
    const body = { __type: error.code, ...(error.message === "" ? {} : { [key]: error.message }) };
    const reply = json(error.status, body, "application/x-amz-json-1.1");
    return { ...reply, headers: { ...reply.headers, "x-amzn-requestid": id } };
  }
  const body = `<ErrorResponse xmlns="${STS_NAMESPACE}"><Error><Type>Sender</Type><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${id}</RequestId></ErrorResponse>`;
  return { status: error.status, headers: { "content-type": "text/xml", "x-amzn-requestid": id }, body };
}

export const STS_NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

/** Takes text; returns it for XML. */
export function escapeXml(value: string): string {
  return value.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** Why a signed request is refused. */
export type SignatureProblem =
  | { readonly kind: "missing" | "unknown" | "expired" | "mismatch" | "wrong-service" | "wrong-region" }
  | { readonly kind: "skewed"; readonly date: string; readonly now: string };

/** Takes a problem with a signature; returns the error that the service answers. */
export function signatureError(service: AwsServiceName, problem: SignatureProblem): AwsError {
  const sts = service === "sts";
  const refused = sts ? "SignatureDoesNotMatch" : "InvalidSignatureException";
  const status = sts ? 403 : 400;
  switch (problem.kind) {
    case "missing":
      return sts
        ? new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", 403)
        : new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token");
    case "unknown":
      return new AwsError(
        sts ? "InvalidClientTokenId" : "UnrecognizedClientException",
        `The security token included in the request is invalid${sts ? "" : "."}`,
        status,
      );
    case "expired":
      return new AwsError(
        sts ? "ExpiredToken" : "ExpiredTokenException",
        "The security token included in the request is expired",
        status,
      );
    case "skewed": {
      const early = problem.date > problem.now;
      const how = early ? "Signature not yet current" : "Signature expired";
      const than = early ? "is still later than" : "is now earlier than";
      return new AwsError(refused, `${how}: ${problem.date} ${than} ${problem.now}`, status);
    }
    case "wrong-service":
      return new AwsError(refused, `Credential should be scoped to correct service: '${service}'.`, status);
    case "wrong-region":
      return new AwsError(refused, "Credential should be scoped to a valid region.", status);
    case "mismatch":
      return new AwsError(
        refused,
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
        status,
      );
  }
}

/** Which rule says no; `kms` is one about the key, `kms-key` a key that is disabled or gone. */
export type DenialKind = "identity" | "explicit" | "scp" | "session" | "boundary" | "kms" | "kms-key";

/** Takes who, what and on what; returns AWS's refusal. `on` is left out for actions that have no resource. */
export function accessDenied(
  service: AwsServiceName,
  principal: Principal,
  action: string,
  on: string | undefined,
  kind: DenialKind = "identity",
): AwsError {
  if (kind === "kms") {
    return service === "secretsmanager"
      ? new AwsError("AccessDeniedException", "Access to KMS is not allowed")
      : new AwsError(
          "AccessDeniedException",
          "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
        );
  }
  if (kind === "kms-key") {
    return service === "secretsmanager"
      ? new AwsError(
          "DecryptionFailure",
          "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
        )
      : new AwsError("InvalidKeyId", "The query key ID isn't valid.");
  }
  const why = {
    identity: `because no identity-based policy allows the ${action} action`,
    session: `because no session policy allows the ${action} action`,
    boundary: `because no permissions boundary allows the ${action} action`,
    explicit: "with an explicit deny in an identity-based policy",
    scp: "with an explicit deny in a service control policy",
  }[kind];
  const where = on === undefined ? "" : ` on resource: ${on}`;
  const message = `User: ${principal.arn} is not authorized to perform: ${action}${where} ${why}`;
  return service === "sts"
    ? new AwsError("AccessDenied", message, 403)
    : new AwsError("AccessDeniedException", message);
}

export const NOT_FOUND = "Secrets Manager can't find the specified secret.";
export const DELETED = "You can't perform this operation on the secret because it was marked for deletion.";

/** Takes a version or a stage that a secret does not have; returns AWS's words for it. */
export function noValue(versionId: string | undefined, stage: string | undefined): AwsError {
  const which =
    versionId === undefined ? `staging label: ${stage ?? "AWSCURRENT"}` : `VersionId: ${versionId}`;
  return new AwsError(
    "ResourceNotFoundException",
    `Secrets Manager can't find the specified secret value for ${which}`,
  );
}
