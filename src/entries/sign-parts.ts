import type { SigningContext, SigningJob } from "../commands/signing-job.ts";
import { asksSigning } from "../commands/signing-job.ts";
import type { SigningParts } from "../commands/signing.ts";
import type { Runner } from "../runner/runner.ts";

type JobOf = (context: SigningContext) => Promise<SigningJob | undefined>;

/** What a run signs. Nothing of it loads where nothing is asked to be signed. */
export const signingJobOf = (runner: Runner): JobOf => signingJobWith(runner, (parts) => parts);

/** The same with parts of another face in place of an action's. */
export const signingJobWith =
  (runner: Runner, of: (parts: SigningParts) => SigningParts): JobOf =>
  async (context) => {
    if (!asksSigning(context.given)) return undefined;
    const [{ signingJob }, { signingParts }] = await Promise.all([
      import("../commands/signing.ts"),
      import("./sign-host.ts"),
    ]);
    return signingJob(of(signingParts(runner, context)), context);
  };
