import { Failure } from "../../kernel/errors.ts";
import type { Secret } from "../../kernel/secret.ts";
import { parseArn } from "./arn.ts";
import type { AwsInputs } from "./inputs.ts";

/** The one place that a run's first AWS credentials come from. */
export type CredentialSource =
  | { readonly kind: "oidc"; readonly role: string }
  | { readonly kind: "token-file"; readonly path: string; readonly role: string }
  | { readonly kind: "profile"; readonly name: string }
  | { readonly kind: "environment" | "container" | "instance" }
  | {
      readonly kind: "static";
      readonly accessKeyId: string;
      readonly secretAccessKey: Secret;
      readonly sessionToken: Secret | undefined;
    };

const PLAIN = new Set(["environment", "container", "instance", "static"]);
/** AWS takes more, but a name that is shown must be one line that nobody mistakes. */
const PROFILE_NAME = /^[\w+=,.@:/-]{1,128}$/;

/**
 * The credential source that the inputs name: they alone decide, and none is tried after another.
 *
 * @returns the source, or the INPUT_INVALID that says which inputs belong together
 */
export function parseSource(inputs: AwsInputs): CredentialSource | Failure {
  const { awsRole: role, awsCredentials, awsAccessKeyId, awsSecretAccessKey, awsSessionToken } = inputs;
  const [, word = "", rest = ""] = /^(\S*)\s*(.*)$/s.exec(awsCredentials.trim()) ?? [];
  const hasKeys = awsAccessKeyId !== "" || awsSecretAccessKey !== undefined || awsSessionToken !== undefined;
  if (hasKeys && word !== "static")
    return invalid(
      awsAccessKeyId === "" ? "aws-secret-access-key" : "aws-access-key-id",
      "aws-access-key-id, aws-secret-access-key and aws-session-token belong to aws-credentials: static.",
      role === ""
        ? "aws-credentials: static"
        : "Remove the keys: the role is got with the job's OIDC token. Or, to get it with these keys:\naws-credentials: static\naws-chain-roles: " +
            shownRole(role),
    );
  if (word === "") return role === "" ? nothing() : { kind: "oidc", role };
  if (word === "token-file") {
    if (rest === "")
      return invalid("aws-credentials", "token-file needs a path.", "aws-credentials: token-file PATH");
    if (role === "")
      return invalid(
        "aws-role",
        "A token file is exchanged for a role, and none is named.",
        "aws-role: arn:aws:iam::ACCOUNT:role/NAME",
      );
    return { kind: "token-file", path: rest, role };
  }
  if (word !== "profile" && !PLAIN.has(word)) return unknownSource();
  if (word === "profile" && !PROFILE_NAME.test(rest))
    return invalid(
      "aws-credentials",
      "profile needs the name of one profile.",
      "aws-credentials: profile NAME",
    );
  if (word !== "profile" && rest !== "") return unknownSource();
  if (role !== "")
    return invalid(
      "aws-role",
      `aws-role is the role for a token; with aws-credentials: ${word} there is none. Roles that these credentials assume are chained.`,
      `aws-chain-roles: ${shownRole(role)}\nand no aws-role.`,
    );
  if (word === "profile") return { kind: "profile", name: rest };
  if (word !== "static") return { kind: word as "environment" | "container" | "instance" };
  if (awsAccessKeyId === "" || awsSecretAccessKey === undefined || awsSecretAccessKey.isEmpty)
    return invalid(
      awsAccessKeyId === "" ? "aws-access-key-id" : "aws-secret-access-key",
      "aws-credentials: static needs both keys.",
      "aws-access-key-id: ${{ vars.AWS_ACCESS_KEY_ID }}\naws-secret-access-key: ${{ secrets.AWS_SECRET_ACCESS_KEY }}",
    );
  return {
    kind: "static",
    accessKeyId: awsAccessKeyId,
    secretAccessKey: awsSecretAccessKey,
    sessionToken: awsSessionToken?.isEmpty === true ? undefined : awsSessionToken,
  };
}

/** Whether STS is asked for the session, so that its name, length and policies are ours to choose. */
export const assumes = (source: CredentialSource, inputs: AwsInputs): boolean =>
  source.kind === "oidc" || source.kind === "token-file" || inputs.awsChainRoles.length > 0;

const invalid = (input: string, message: string, fix: string): Failure =>
  new Failure("INPUT_INVALID", message, { at: { input }, fix });

/** A role to paste; what is no ARN is not repeated. */
const shownRole = (role: string): string => (parseArn(role) === undefined ? "ARN" : role);

const nothing = (): Failure =>
  new Failure("INPUT_INVALID", "Nothing says which AWS credentials to use.", {
    at: { input: "aws-role" },
    fix: "With GitHub's OIDC token, and no stored key:\naws-role: arn:aws:iam::ACCOUNT:role/NAME\nOr from elsewhere:\naws-credentials: environment",
  });

const unknownSource = (): Failure =>
  invalid(
    "aws-credentials",
    "There is no such source of AWS credentials.",
    "One of: environment, static, container, instance, profile NAME, token-file PATH; for GitHub's OIDC token only aws-role, without aws-credentials.",
  );
