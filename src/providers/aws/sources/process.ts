import { Failure } from "../../../kernel/errors.ts";
import { runQuietly, splitWords } from "../../../kernel/process.ts";
import type { Host } from "../../provider.ts";
import type { AwsCredentials } from "../credentials.ts";
import { credentialsOf, objectOf } from "./answer.ts";

/** The only version of the format. */
const VERSION = 1;

/**
 * The credentials that a profile's `credential_process` prints. Only for a terminal, where the user's own file says
 * what runs; without a shell, and what the program says on standard error is dropped.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 *
 * @throws Failure CREDENTIALS_MISSING, CREDENTIALS_REFUSED, STORE_ANSWER_INVALID
 */
export function processCredentials(command: string, profile: string, host: Host): AwsCredentials {
  const who = `The credential_process of the profile ${profile}`;
  const [file, ...args] = splitWords(command) ?? [];
  if (file === undefined || file === "")
    throw new Failure(
      "CREDENTIALS_MISSING",
      `${who} is no command line: a quote stays open, or it is empty.`,
      {
        fix: "Write the program and its arguments, quoted as in a shell; no pipes, variables or ~.",
      },
    );
  const { status, stdout } = runQuietly(file, args, host.env);
  if (status !== 0)
    throw new Failure(
      "CREDENTIALS_MISSING",
      status === null ? `${who} could not be run to its end.` : `${who} failed with status ${status}.`,
      { fix: `Run its command by hand to see why. It must end within 30 s and ask nothing.` },
    );
  const given = objectOf(stdout);
  if (given?.["Version"] !== VERSION)
    throw new Failure("STORE_ANSWER_INVALID", `${who} printed no credentials.`, {
      fix: 'It must print one JSON object: {"Version": 1, "AccessKeyId": …, "SecretAccessKey": …, "SessionToken": …, "Expiration": …}.',
    });
  return credentialsOf(
    {
      accessKeyId: given["AccessKeyId"],
      secretAccessKey: given["SecretAccessKey"],
      sessionToken: given["SessionToken"],
      expiration: given["Expiration"],
    },
    who,
    "Have its program get new credentials.",
    host,
  );
}
