import { D as splitWords, F as Failure, h as runQuietly } from "./kernel-base.js";
import { o as objectOf, c as credentialsOf } from "./providers-aws-sources-answer.js";
const VERSION = 1;
function processCredentials(command, profile, host) {
  const who = `The credential_process of the profile ${profile}`;
  const [file, ...args] = splitWords(command) ?? [];
  if (file === void 0 || file === "")
    throw new Failure(
      "CREDENTIALS_MISSING",
      `${who} is no command line: a quote stays open, or it is empty.`,
      {
        fix: "Write the program and its arguments, quoted as in a shell; no pipes, variables or ~."
      }
    );
  const { status, stdout } = runQuietly(file, args, host.env);
  if (status !== 0)
    throw new Failure(
      "CREDENTIALS_MISSING",
      status === null ? `${who} could not be run to its end.` : `${who} failed with status ${status}.`,
      { fix: `Run its command by hand to see why. It must end within 30 s and ask nothing.` }
    );
  const given = objectOf(stdout);
  if (given?.["Version"] !== VERSION)
    throw new Failure("STORE_ANSWER_INVALID", `${who} printed no credentials.`, {
      fix: 'It must print one JSON object: {"Version": 1, "AccessKeyId": \u2026, "SecretAccessKey": \u2026, "SessionToken": \u2026, "Expiration": \u2026}.'
    });
  return credentialsOf(
    {
      accessKeyId: given["AccessKeyId"],
      secretAccessKey: given["SecretAccessKey"],
      sessionToken: given["SessionToken"],
      expiration: given["Expiration"]
    },
    who,
    "Have its program get new credentials.",
    host
  );
}
export {
  processCredentials
};
