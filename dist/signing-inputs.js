import { y as printable, E as shortDigests, G as shortIdentity, H as minuteOf, B as table, z as code, x as middleOut, w as escapeMarkdown, F as Failure, t as together, I as printableJson, l as loadYaml, p as parseYaml, S as Secret, i as systemClock, r as randomUuid, d as createFile } from "./kernel-base.js";
import { n as nearest, f as compileRe2, g as POLICY_INPUTS, h as VERIFY_INPUTS } from "./providers-list.js";
import { j as judgeEvent, b as judgeCheckouts, a as readInputs, c as checkoutFacts, l as lazyHttp, d as loggedHttp, r as runMasks, e as readCa } from "./commands-prepare.js";
const lazyBuiltin = (id) => {
  let loaded;
  const load = () => loaded ??= process.getBuiltinModule(id);
  return new Proxy(/* @__PURE__ */ Object.create(null), {
    get: (_, key) => key === "__esModule" ? void 0 : load()[key],
    has: (_, key) => key in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, key) => {
      const found = Reflect.getOwnPropertyDescriptor(load(), key);
      return found && { ...found, configurable: true };
    }
  });
};
const crypto = lazyBuiltin("node:crypto");
const path = lazyBuiltin("node:path");
const verdictRows = ({ subjects }) => subjects.flatMap(
  ({ subject, digest, needs }) => needs.flatMap(({ need, policies }) => policies.map((under) => ({ subject, digest, need, ...under })))
).toSorted((a, b) => Number(a.passed) - Number(b.passed));
const hasPolicies = ({ subjects }) => new Set(
  subjects.flatMap(({ needs }) => needs.flatMap(({ policies }) => policies.map(({ policy }) => policy)))
).size > 1;
function explaining({ candidates, candidatesLeftOut = 0 }, most) {
  const isOther = ({ mismatches }) => mismatches[0]?.check === "need";
  const near = candidates.filter((one) => !isOther(one));
  const causes2 = new Map(
    (near.length > 0 ? near : candidates).map((one) => [
      JSON.stringify([one.identity, one.mismatches, one.error]),
      one
    ])
  );
  const shown2 = [...causes2.values()].slice(0, most);
  return { shown: shown2, others: candidates.length + candidatesLeftOut - shown2.length };
}
const MAX_CAUSES$1 = 5;
function verdictLines(verdict) {
  const named = hasPolicies(verdict);
  return verdictRows(verdict).flatMap((row) => [
    printable(headLine(row, named)),
    ...row.passed ? byLines(row) : whyLines(row)
  ]);
}
function headLine({ subject, digest, need, passed, policy }, named) {
  const by = subject.endsWith(digest) ? "" : `   ${digest}`;
  const under = named ? `   (${policy})` : "";
  return `${passed ? "\u2713" : "\u2717"} ${passed ? need : `no accepted ${need}`}   ${subject}${by}${under}`;
}
function byLines({ candidates }) {
  const by = candidates.find(({ passed }) => passed);
  if (by === void 0) return [];
  const facts = [
    timeOf(by),
    ...by.logIndex === void 0 ? [] : [`log ${by.logIndex}`],
    shortDigests(by.where)
  ];
  return [printable(`    by ${shortIdentity(by.identity ?? "")}`), printable(`    ${facts.join(" \xB7 ")}`)];
}
function whyLines(row) {
  const { shown: shown2, others } = explaining(row, MAX_CAUSES$1);
  if (shown2.length === 0) return ["    nothing was found"];
  return [
    ...shown2.flatMap((one) => [
      printable(
        `    ${shortDigests(one.where)}${one.identity === void 0 ? "" : `   by ${shortIdentity(one.identity)}`}`
      ),
      ...whyNot$1(one).map((why) => printable(`        ${why}`))
    ]),
    ...others > 0 ? [`    \u2026 and ${others} more, in the verdict`] : []
  ];
}
const timeOf = ({ signedAt }) => signedAt?.[0] === void 0 ? "no time" : minuteOf(new Date(signedAt[0]));
const whyNot$1 = ({ error, mismatches }) => error === void 0 ? mismatches.map(
  ({ check, expected, found, note }) => check === "need" ? `it is ${found}, which is no ${expected}` : `${check} is ${shortDigests(found)}, not ${shortDigests(expected)}${note === void 0 ? "" : ` (${note})`}`
) : [error.message];
const MAX_ROWS = 200;
const MAX_CAUSES = 2;
const MAX_TEXT$1 = 120;
function verdictMarkdown(verdict) {
  const { passed, subjects } = verdict;
  const rows = verdictRows(verdict);
  const named = hasPolicies(verdict);
  const head = [
    "",
    "Subject",
    "Needs",
    ...named ? ["Policy"] : [],
    passed ? "Signed by" : "Signed by, or why not"
  ];
  const good = subjects.filter((one) => one.passed).length;
  return `${[
    `### ${passed ? "\u2705 Verified" : "\u274C Not verified"}: ${good} of ${subjects.length}`,
    ...table(
      head,
      rows.slice(0, MAX_ROWS).map((row) => cells(row, named))
    ),
    ...rows.length > MAX_ROWS ? ["", `\u2026 and ${rows.length - MAX_ROWS} more in the output verdict.`] : []
  ].join("\n")}

`;
}
function cells(row, named) {
  const [name] = row.subject.split(/@(?=sha256:[0-9a-f]{64}$)/);
  return [
    row.passed ? "\u2705" : "\u274C",
    `${code(middleOut(name, MAX_TEXT$1))}<br>${code(shortDigests(row.digest))}`,
    escapeMarkdown(middleOut(row.need, MAX_TEXT$1)),
    ...named ? [escapeMarkdown(middleOut(row.policy, MAX_TEXT$1))] : [],
    row.passed ? signedBy(row) : whyNot(row)
  ];
}
function signedBy({ candidates }) {
  const by = candidates.find(({ passed }) => passed);
  if (by === void 0) return "";
  const facts = [
    timeOf(by),
    ...by.logIndex === void 0 ? [] : [`log ${by.logIndex}`],
    shortDigests(by.where)
  ];
  return `${identityOf(by)}<br>${facts.map((fact) => escapeMarkdown(middleOut(fact, MAX_TEXT$1))).join(" \xB7 ")}`;
}
const identityOf = ({ identity = "" }) => code(middleOut(shortIdentity(identity), MAX_TEXT$1));
function whyNot(row) {
  const { shown: shown2, others } = explaining(row, MAX_CAUSES);
  if (shown2.length === 0) return "nothing was found";
  return [...shown2.map(causes), ...others > 0 ? [`\u2026 and ${others} more`] : []].join("<br>");
}
function causes(one) {
  const text = (some) => code(middleOut(shortDigests(some), MAX_TEXT$1));
  const why = one.error === void 0 ? one.mismatches.map(
    ({ check, expected, found, note }) => check === "need" ? `only ${text(found)} was found` : `<b>${escapeMarkdown(check)}</b> is ${text(found)}, not ${text(expected)}${note === void 0 ? "" : ` (${escapeMarkdown(note)})`}`
  ) : [escapeMarkdown(one.error.message)];
  const whose = one.identity === void 0 ? [] : [`by ${identityOf(one)}`];
  const where = escapeMarkdown(middleOut(shortDigests(one.where), MAX_TEXT$1));
  return [...why, [...whose, where].join(" \xB7 ")].join("<br>");
}
const DOCKER_HUB = "index.docker.io";
const HOST = /^(?:localhost|[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:]+\])(?::\d{1,5})?$/;
const PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const MAX_REPOSITORY = 255;
function parseImageReference(text) {
  const bare = text.replace(/^oci:\/\//, "");
  const [named, digest, ...more] = bare.split("@");
  const slash = (named ?? "").indexOf("/");
  const first = slash < 0 ? "" : named.slice(0, slash);
  const hasHost = /[.:]|^localhost$/.test(first) || first.startsWith("[");
  const host = hasHost ? first.toLowerCase() : DOCKER_HUB;
  const rest = hasHost ? named.slice(slash + 1) : named ?? "";
  const colon = rest.lastIndexOf(":");
  const tag = colon < 0 ? void 0 : rest.slice(colon + 1);
  const path2 = colon < 0 ? rest : rest.slice(0, colon);
  const registry = host === "docker.io" || host === "registry-1.docker.io" ? DOCKER_HUB : host;
  const repository = registry === DOCKER_HUB && !path2.includes("/") ? `library/${path2}` : path2;
  const valid = more.length === 0 && HOST.test(registry) && repository.length <= MAX_REPOSITORY && repository.split("/").every((part) => PART.test(part)) && (tag === void 0 || TAG.test(tag)) && (digest === void 0 || DIGEST.test(digest));
  if (!valid || tag === void 0 && digest === void 0)
    throw new Failure(
      "SUBJECT_REFUSED",
      valid ? "The image has neither a tag nor a digest." : "The image reference is not REGISTRY/REPOSITORY@sha256:DIGEST.",
      { fix: "oci://ghcr.io/OWNER/NAME@${{ steps.push.outputs.digest }}" }
    );
  return {
    registry,
    repository,
    ...tag === void 0 ? {} : { tag },
    ...digest === void 0 ? {} : { digest }
  };
}
const repositoryOf = ({ registry, repository }) => `${registry}/${repository}`;
const printImage = (reference) => reference.digest === void 0 ? `${repositoryOf(reference)}:${reference.tag ?? ""}` : `${repositoryOf(reference)}@${reference.digest}`;
const MAX_SHOWN = 300;
function shown(value) {
  if (value === void 0) return "nothing";
  const text = printable(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
}
function mismatch(check, expected, found) {
  const isCase = found !== void 0 && found.toLowerCase() === expected.toLowerCase();
  return {
    check,
    expected: shown(expected),
    found: shown(found),
    ...isCase ? { note: "Only upper and lower case differ; both count." } : {}
  };
}
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";
const GITHUB = "https://github.com";
const REPOSITORY$1 = /^[A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+$/;
const NAME = /^([^/]+\/[^/]+)\/(\.github\/workflows\/[^/]+?)@(refs\/.+|[0-9a-f]{40}|[0-9a-f]{64})$/;
function serverOf(issuer) {
  const own = /^(https:\/\/[a-z0-9.-]+(?::\d+)?)\/_services\/token$/.exec(issuer ?? "");
  if (own !== null) return own[1];
  const tenant = /^https:\/\/token\.actions\.([a-z0-9-]+\.ghe\.com)(?:\/|$)/.exec(issuer ?? "");
  return tenant === null ? GITHUB : `https://${tenant[1]}`;
}
const below = (server, url) => url?.startsWith(`${server}/`) ? url.slice(server.length + 1) : void 0;
function repositoryAt(server, url) {
  const name = below(server, url);
  return name !== void 0 && REPOSITORY$1.test(name) ? name : void 0;
}
function workflowAt(server, url) {
  const match = NAME.exec(below(server, url) ?? "");
  if (match === null || !REPOSITORY$1.test(match[1])) return void 0;
  return { repository: match[1], path: match[2], ref: match[3] };
}
function signerMismatches(certificate, { signer }) {
  if (signer === "key")
    return certificate === void 0 ? [] : [mismatch("certificate", "a signature by the given key", "a signature by an identity")];
  if (certificate === void 0)
    return [mismatch("certificate", "a signature by an identity", "a signature by a key")];
  const server = serverOf(certificate.issuer);
  const { sourceRepository } = certificate;
  return [
    ...compare("issuer", signer.issuer, certificate.issuer),
    ...signer.identities.flatMap((identity) => compare("identity", identity, certificate.san)),
    ...compare(
      "repository",
      signer.repository,
      repositoryAt(server, sourceRepository),
      // A URL of another server is shown whole.
      sourceRepository
    ),
    ...workflowMismatches(signer.workflow, certificate, server),
    ...compare("ref", signer.ref, certificate.sourceRef),
    ...compare("repository-id", signer.repositoryId, certificate.sourceRepositoryId),
    ...compare("owner-id", signer.ownerId, certificate.sourceOwnerId),
    ...compare("trigger", signer.trigger, certificate.trigger),
    ...compare("commit", signer.commit, certificate.sourceDigest),
    ...compare("runner", signer.runner, certificate.runner)
  ];
}
const compare = (check, expected, found, whole) => expected === void 0 || found !== void 0 && expected.matches(found) ? [] : [mismatch(check, expected.text, found ?? whole)];
function workflowMismatches(expected, certificate, server) {
  if (expected === void 0) return [];
  const { san, sourceRef } = certificate;
  const found = workflowAt(server, san);
  if (expected.kind === "any")
    return found === void 0 ? [mismatch("workflow", `a workflow of ${server}`, san)] : [];
  const repository = repositoryAt(server, certificate.sourceRepository);
  const isOwn = found !== void 0 && found.repository === repository && found.ref === sourceRef;
  const matches = found !== void 0 && expected.path.matches(found.path) && (expected.kind === "own" ? isOwn : expected.repository.matches(found.repository) && expected.ref.matches(found.ref));
  if (matches) return [];
  if (expected.kind === "own" && isOwn) return [mismatch("workflow", expected.path.text, found.path)];
  const text = expected.kind === "own" ? `${expected.path.text} of the repository itself, at its ref` : expected.text;
  return [
    mismatch("workflow", text, found === void 0 ? san : `${found.repository}/${found.path}@${found.ref}`)
  ];
}
const SIGNER_CHECKS = /* @__PURE__ */ new Set([
  "certificate",
  "issuer",
  "identity",
  "repository",
  "workflow",
  "ref",
  "repository-id",
  "owner-id",
  "trigger",
  "commit",
  "runner"
]);
const WHERE = "   # in the workflow that builds it";
const IMAGE = /@sha256:[0-9a-f]{64}$/;
function failureOf(verdict) {
  if (verdict.passed) return void 0;
  const failures = verdict.subjects.flatMap(
    (subject) => subject.needs.flatMap(
      (need) => need.policies.flatMap((under) => under.passed ? [] : [failureFor(subject, need, under)])
    )
  );
  const [first, ...more] = failures;
  return first === void 0 ? new Failure("SIGNATURE_MISSING", "Nothing was verified.", {
    fix: "verify: oci://ghcr.io/OWNER/NAME@sha256:DIGEST"
  }) : together([first, ...more]);
}
function failureFor(subject, need, under) {
  const what = need.need === "signature" ? "signature" : `statement ${need.need}`;
  const [nearest2] = under.candidates;
  const fail = (code2, message, fix) => new Failure(code2, `${subject.subject}: ${message}`, { at: { input: "verify", line: subject.line }, fix });
  if (nearest2 === void 0)
    return fail("SIGNATURE_MISSING", `no ${what} was found.`, signHint(subject, need));
  if (nearest2.error !== void 0)
    return fail(
      "SIGNATURE_INVALID",
      `what was found does not hold (${nearest2.where}): ${nearest2.error.message}`,
      "Sign it again, or look whether it is another Sigstore's: sigstore: auto|public|github|private"
    );
  const { mismatches, lines = [] } = nearest2;
  if (mismatches[0]?.check === "need")
    return fail(
      "SIGNATURE_MISSING",
      `no ${what} was found, only ${[...new Set(under.candidates.flatMap(({ content }) => content ?? []))].slice(0, 5).join(", ")}.`,
      signHint(subject, need)
    );
  if (mismatches[0]?.check === "subject")
    return fail(
      "SIGNATURE_INVALID",
      `what was found is of another subject (${nearest2.where}).`,
      "Look whether the bundle is that of this very file or image, and sign it again if not."
    );
  const isSigner = mismatches.some(({ check }) => SIGNER_CHECKS.has(check));
  const whose = `the ${what} at ${nearest2.where} does not meet the policy (${under.policy})`;
  return isSigner ? fail(
    "IDENTITY_MISMATCH",
    `${whose}: ${reasons(nearest2)}`,
    ["# Only if this is whom you trust:", ...lines].join("\n")
  ) : fail(
    "POLICY_UNMET",
    `${whose}: ${reasons(nearest2)}`,
    "Sign what the policy asks for, or change the policy."
  );
}
function signHint({ subject }, { need }) {
  const word = IMAGE.test(subject) ? `oci://${subject}` : /[\s,"]/.test(subject) ? `"${subject}"` : subject;
  if (need === "signature") return `sign: |${WHERE}
  ${word}`;
  return `attest: |${WHERE}
  ${need === "provenance" ? need : `${need} = FILE`} for ${word}`;
}
const reasons = ({ mismatches }) => mismatches.map(
  ({ check, expected, found, note }) => `${check} is ${found}, not ${expected}.${note === void 0 ? "" : ` ${note}`}`
).join(" ");
const BUNDLE_MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const IN_TOTO_TYPE = "application/vnd.in-toto+json";
const SIGNATURE_PREDICATE = "https://sigstore.dev/cosign/sign/v1";
class LineProblem {
  message;
  fix;
  constructor(message, fix) {
    this.message = message;
    this.fix = fix;
  }
}
const WORD = /\s*(?:(#(?:\s.*)?$)|"([^"]*)"(?=[\s,]|$)|([^\s"]+)(?=\s|$))/suy;
const UNPRINTABLE$3 = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
const MAX_LINES = 1e4;
function readLines(input, text, read) {
  const lines = [];
  const problems = [];
  const all2 = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  if (all2.length > MAX_LINES) {
    const problem = new Failure("LIMIT_EXCEEDED", `There are more than ${MAX_LINES} lines.`, {
      at: { input }
    });
    return { lines, problems: [problem] };
  }
  for (const [i, raw] of all2.entries()) {
    const words = wordsOf(raw.trim());
    if (!(words instanceof LineProblem) && !isSome(words)) continue;
    const found = words instanceof LineProblem ? words : read(words, i + 1);
    if (!(found instanceof LineProblem)) lines.push(found);
    else problems.push(problemAt(found, input, i + 1));
  }
  return { lines, problems };
}
function problemAt({ message, fix }, input, line2) {
  return new Failure("INPUT_INVALID", message, {
    at: { input, line: line2 },
    ...fix === void 0 ? {} : { fix }
  });
}
const isSome = (words) => words.length > 0;
function wordsOf(line2) {
  if (UNPRINTABLE$3.test(line2.replaceAll("	", " ")))
    return new LineProblem("This line holds a control character or an invisible one.");
  const words = [];
  for (let at = 0; at < line2.length; ) {
    WORD.lastIndex = at;
    const match = WORD.exec(line2);
    if (match === null)
      return new LineProblem(
        "A double quote in this line is not closed, or does not stand around a whole word.",
        '"my file.tgz"'
      );
    at = WORD.lastIndex;
    if (match[1] !== void 0) break;
    words.push({ text: match[2] ?? match[3], quoted: match[2] !== void 0 });
  }
  return words;
}
const isKeyword = (word, keyword) => word !== void 0 && !word.quoted && word.text === keyword;
function itemsOf(words, example) {
  const wrong = new LineProblem("This is not a list with commas between its parts.", example);
  const items = [];
  let wanted = true;
  for (const piece of words.flatMap(piecesOf)) {
    if (piece === void 0 === wanted) return wrong;
    if (piece !== void 0) items.push(piece);
    wanted = piece === void 0;
  }
  const [first, ...more] = items;
  return wanted || first === void 0 ? wrong : [first, ...more];
}
const piecesOf = ({ text, quoted }) => quoted ? [text] : text.split(/(,)/).filter((piece) => piece !== "").map((piece) => piece === "," ? void 0 : piece);
const NAMED = /* @__PURE__ */ new Map([
  ["slsaprovenance1", "https://slsa.dev/provenance/v1"],
  ["slsaprovenance02", "https://slsa.dev/provenance/v0.2"],
  ["slsaprovenance", "https://slsa.dev/provenance/v0.2"],
  ["spdxjson", "https://spdx.dev/Document"],
  ["spdx", "https://spdx.dev/Document"],
  ["cyclonedx", "https://cyclonedx.org/bom"],
  ["link", "https://in-toto.io/Link/v1"],
  ["vuln", "https://cosign.sigstore.dev/attestation/vuln/v1"],
  ["openvex", "https://openvex.dev/ns"],
  ["custom", "https://cosign.sigstore.dev/attestation/v1"]
]);
const OWN = /* @__PURE__ */ new Map([
  ["provenance", "https://slsa.dev/provenance/v1"],
  ["signature", SIGNATURE_PREDICATE]
]);
const PREDICATE_NAMES = [...OWN.keys(), ...NAMED.keys()];
const URI = /^[a-z][a-z0-9+.-]*:[\w~:/?#[\]@!$&()*+,;=.%-]+$/i;
const MAX_URI = 2048;
function predicateTypeOf(name) {
  const known = OWN.get(name) ?? NAMED.get(name);
  if (known !== void 0) return known;
  if (name.length > MAX_URI || !URI.test(name) || !URL.canParse(name)) return void 0;
  if (/^https?:/i.test(name) && !/^https?:\/\/[^/?#]/i.test(name)) return void 0;
  return name;
}
function predicateName(uri) {
  for (const [name, type] of NAMED) if (type === uri) return name;
  return uri;
}
const cosignTypeOf = (uri) => {
  const name = predicateName(uri);
  return name === "link" || name === "vuln" ? uri : name;
};
const SCHEME = /^[a-z][a-z0-9+.-]+:\/\//i;
const EXAMPLE$2 = "oci://ghcr.io/OWNER/NAME@sha256:DIGEST";
function parseSubject(text) {
  if (text === "-") return { kind: "stdin" };
  if (text === "") return new LineProblem("The name of what is meant is empty.", "dist/*.tgz");
  if (text.startsWith("oci://")) {
    try {
      return { kind: "image", reference: parseImageReference(text) };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return new LineProblem(error.message, error.fix);
    }
  }
  if (SCHEME.test(text)) return new LineProblem("Images begin with oci://, files have no scheme.", EXAMPLE$2);
  if (/@sha(?:256|512):[0-9a-f]*$/.test(text))
    return new LineProblem("An image needs oci:// before it: without, it is a file.", EXAMPLE$2);
  return { kind: "files", pattern: text };
}
const SIGNATURE = { kind: "signature" };
const EXAMPLE$1 = "oci://ghcr.io/OWNER/NAME@sha256:DIGEST has signature, provenance";
const parseVerifyLines = (text) => readLines("verify", text, (words, line2) => {
  const [first, has, ...list] = words;
  const subject = first.quoted && first.text === "-" ? FILE_NAMED_DASH : parseSubject(first.text);
  if (subject instanceof LineProblem) return subject;
  if (has === void 0) return { line: line2, subject, needs: [SIGNATURE] };
  if (!isKeyword(has, "has"))
    return new LineProblem(
      "This line is not SUBJECT has NEED, ...; names with spaces stand in double quotes.",
      EXAMPLE$1
    );
  const items = itemsOf(list, EXAMPLE$1);
  if (items instanceof LineProblem) return items;
  const needs = /* @__PURE__ */ new Map();
  for (const item of items) {
    const need = needOf(item);
    if (need instanceof LineProblem) return need;
    needs.set(need.kind === "signature" ? SIGNATURE_PREDICATE : need.predicateType, need);
  }
  return { line: line2, subject, needs: [...needs.values()] };
});
const FILE_NAMED_DASH = { kind: "files", pattern: "-" };
function needOf(name) {
  const predicateType = predicateTypeOf(name);
  if (predicateType === SIGNATURE_PREDICATE) return SIGNATURE;
  if (predicateType !== void 0) return { kind: "statement", name, predicateType };
  const near = nearest(name, PREDICATE_NAMES);
  return new LineProblem(
    "What is needed is neither `signature`, one of cosign's names of a type, nor a URI.",
    near === void 0 ? EXAMPLE$1 : `Did you mean ${near}?`
  );
}
const needName = (need) => need.kind === "signature" ? "signature" : need.name;
const PLAIN = /^[A-Za-z0-9._/@+:-]+$/;
function identityLines(certificate) {
  const { san, issuer, sourceRef: ref } = certificate;
  const server = serverOf(issuer);
  const repository = repositoryAt(server, certificate.sourceRepository);
  const workflow = workflowAt(server, san);
  const issuerLine = issuer === void 0 || issuer === GITHUB_ISSUER ? [] : [line("issuer", issuer)];
  if (repository === void 0 || workflow === void 0 || ref === void 0)
    return [line("identity", san), line("issuer", issuer ?? "")];
  const isOwn = workflow.repository === repository && workflow.ref === ref;
  return [
    line("repository", repository),
    line("workflow", isOwn ? workflow.path : `${workflow.repository}/${workflow.path}@${workflow.ref}`),
    line("ref", ref),
    ...issuerLine
  ];
}
const line = (name, value) => `${name}: ${PLAIN.test(value) ? value : printableJson(JSON.stringify(value))}`;
const V1 = "https://slsa.dev/provenance/v1";
const V0_2 = "https://slsa.dev/provenance/v0.2";
const PROVENANCE_TYPES = /* @__PURE__ */ new Set([V1, V0_2]);
const GITHUB_BUILD = "https://actions.github.io/buildtypes/workflow/v1";
function provenanceOf({ predicateType, predicate }) {
  const read = new Reader();
  const found = predicateType === V1 ? readV1(read, predicate) : readV02(read, predicate);
  return read.isWrong || found.builder === "" ? void 0 : found;
}
class Reader {
  isWrong = false;
  object(value, ...path2) {
    const found = this.#at(value, path2);
    if (typeof found === "object" && found !== null && !Array.isArray(found))
      return found;
    if (found !== void 0 && found !== null) this.isWrong = true;
    return {};
  }
  text(value, ...path2) {
    const found = this.#at(value, path2);
    if (typeof found === "string") return found;
    if (typeof found === "number") return String(found);
    if (found !== void 0 && found !== null) this.isWrong = true;
    return void 0;
  }
  material(value) {
    const uri = this.text(value, "uri");
    const digest = this.object(value, "digest");
    const digests = Object.keys(digest).map((name) => `${name}:${this.text(digest, name) ?? ""}`);
    return uri === void 0 ? void 0 : { uri, digests };
  }
  materials(value, name) {
    const found = this.#at(value, [name]);
    if (found !== void 0 && found !== null && !Array.isArray(found)) this.isWrong = true;
    return Array.isArray(found) ? found.flatMap((item) => this.material(item) ?? []) : [];
  }
  #at(value, path2) {
    let at = value;
    for (const name of path2) {
      if (at === void 0 || at === null) return void 0;
      if (typeof at !== "object" || Array.isArray(at)) {
        this.isWrong = true;
        return void 0;
      }
      at = Object.hasOwn(at, name) ? at[name] : void 0;
    }
    return at;
  }
}
function readV1(read, predicate) {
  const definition = read.object(predicate, "buildDefinition");
  const external = read.object(definition, "externalParameters");
  const repository = read.text(external, "workflow", "repository");
  const github = read.object(definition, "internalParameters", "github");
  const source = typeof external["source"] === "object" ? read.material(external["source"]) : void 0;
  return {
    builder: read.text(predicate, "runDetails", "builder", "id") ?? "",
    isGitHub: read.text(definition, "buildType") === GITHUB_BUILD,
    sources: [
      ...repository === void 0 ? [] : [{ uri: repository, digests: [] }],
      ...source === void 0 ? [] : [source]
    ],
    ref: read.text(external, "workflow", "ref"),
    path: read.text(external, "workflow", "path"),
    run: read.text(predicate, "runDetails", "metadata", "invocationId"),
    trigger: read.text(github, "event_name"),
    repositoryId: read.text(github, "repository_id"),
    ownerId: read.text(github, "repository_owner_id"),
    runner: read.text(github, "runner_environment"),
    materials: read.materials(definition, "resolvedDependencies")
  };
}
function readV02(read, predicate) {
  const config = read.object(predicate, "invocation", "configSource");
  const source = read.material(config);
  const entryPoint = read.text(config, "entryPoint");
  return {
    builder: read.text(predicate, "builder", "id") ?? "",
    isGitHub: false,
    sources: source === void 0 ? [] : [source],
    ref: void 0,
    // Of other builders it is a Dockerfile, a target or a task.
    path: entryPoint?.startsWith(".github/workflows/") ? entryPoint : void 0,
    run: read.text(predicate, "metadata", "buildInvocationId") ?? read.text(predicate, "metadata", "buildInvocationID"),
    trigger: void 0,
    repositoryId: void 0,
    ownerId: void 0,
    runner: void 0,
    materials: read.materials(predicate, "materials")
  };
}
function gitSource(uri) {
  const match = /^(?:git\+)?(https?:\/\/[^@#\s]+?)(?:\.git)?(?:@(\S+)|#([^:\s]*)(?::\S*)?)?$/.exec(uri);
  if (match === null) return void 0;
  const behind = (match[2] ?? match[3]) || void 0;
  const isCommit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(behind ?? "");
  return {
    repository: match[1],
    ref: isCommit ? void 0 : behind,
    commit: isCommit ? behind : void 0
  };
}
function disagreements(provenance, certificate) {
  const server = serverOf(certificate.issuer);
  const started = workflowAt(server, certificate.buildConfig);
  const sources = provenance.sources.map(({ uri }) => ({ uri, ...gitSource(uri) }));
  const commits = [
    ...provenance.sources,
    ...provenance.materials.filter((material) => isSource(material, certificate))
  ].flatMap(commitsOf);
  return [
    ...builderDisagrees(provenance, certificate, server),
    ...sources.flatMap(
      ({ uri, repository }) => differ("repository", certificate.sourceRepository, repository ?? uri)
    ),
    ...[provenance.ref, ...sources.map(({ ref }) => ref)].flatMap(
      (ref) => differ("ref", certificate.sourceRef, ref)
    ),
    ...differ("workflow", started?.path, provenance.path),
    ...commits.flatMap((commit) => differ("commit", certificate.sourceDigest, commit)),
    ...runDisagrees(provenance, certificate.run),
    ...differ("trigger", certificate.trigger, provenance.trigger),
    ...differ("repository-id", certificate.sourceRepositoryId, provenance.repositoryId),
    ...differ("owner-id", certificate.sourceOwnerId, provenance.ownerId),
    ...differ("runner", certificate.runner, provenance.runner)
  ];
}
const differ = (what, fact, stated) => fact === void 0 || stated === void 0 || fact === stated ? [] : [mismatch("agreement", `${what} ${fact}, as in the certificate`, `${what} ${stated}`)];
function builderDisagrees({ builder, isGitHub }, certificate, server) {
  const signer = certificate.buildSigner ?? certificate.san;
  if (/\/actions\/runs\/\d/.test(builder))
    return isSameRun(builder, certificate.run) ? [] : differ("builder", certificate.run, builder);
  const isWorkflow = builder.includes("/.github/workflows/");
  if (!isGitHub && !isWorkflow) return [];
  if (workflowAt(server, signer) === void 0) return [];
  return !isGitHub && !builder.includes("@") && signer.startsWith(`${builder}@`) ? [] : differ("builder", signer, builder);
}
function runDisagrees({ run, isGitHub }, fact) {
  if (run === void 0 || isSameRun(run, fact)) return [];
  const isRun = isGitHub || /\/actions\/runs\/\d/.test(run) || /^\d+-\d+$/.test(run);
  return isRun ? differ("run", fact, run) : [];
}
function isSameRun(stated, fact) {
  if (fact === void 0) return false;
  const match = /^(.+\/actions\/runs\/(\d+))\/attempts\/(\d+)$/.exec(fact);
  return stated === fact || match !== null && (stated === match[1] || stated === `${match[2]}-${match[3]}`);
}
function isSource({ uri }, { sourceRepository, sourceRef }) {
  const source = gitSource(uri);
  return source !== void 0 && source.repository === sourceRepository && (source.ref === void 0 || source.ref === sourceRef);
}
function commitsOf({ uri, digests }) {
  const named = gitSource(uri)?.commit;
  const beside = digests.flatMap((digest) => /^(?:gitCommit|sha1):(.*)$/s.exec(digest)?.[1] ?? []);
  return named === void 0 ? beside : [named, ...beside];
}
const digestOf = (subject) => subject.kind === "image" ? { algorithm: "sha256", hex: subject.reference.digest.replace(/^sha256:/, "") } : subject.digest;
const contentName = ({ content }) => content.kind === "statement" ? content.statement.predicateType : `a ${content.kind} signature`;
function needMismatch({ content, ...rest }, need, subject) {
  const { algorithm, hex } = digestOf(subject);
  const wanted = need.kind === "signature" ? SIGNATURE_PREDICATE : need.predicateType;
  const other = mismatch("need", needName(need), contentName({ content, ...rest }));
  const elsewhere = (found) => mismatch("subject", `${algorithm}:${hex}`, found);
  switch (content.kind) {
    case "statement":
      if (content.statement.predicateType !== wanted) return other;
      return namesSubject(content.statement, subject) ? void 0 : elsewhere("other subjects");
    case "simple-signing":
      if (need.kind !== "signature" || subject.kind !== "image") return other;
      return content.imageDigest === `sha256:${hex}` ? void 0 : elsewhere(content.imageDigest);
    case "message": {
      if (need.kind !== "signature" || subject.kind === "image") return other;
      const { digest } = content;
      const isOther = digest.algorithm === algorithm && digest.hex !== hex;
      return isOther ? elsewhere(`${digest.algorithm}:${digest.hex}`) : void 0;
    }
  }
}
function subjectsMeant(statement, subject) {
  const { algorithm, hex } = digestOf(subject);
  return statement.subjects.filter(
    ({ digest }) => Object.hasOwn(digest, algorithm) && digest[algorithm] === hex
  );
}
function namesSubject(statement, subject) {
  const { algorithm } = digestOf(subject);
  return subjectsMeant(statement, subject).length > 0 || subject.kind !== "image" && statement.subjects.some(({ digest }) => !Object.hasOwn(digest, algorithm));
}
const UNPRINTABLE$2 = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
const pattern = (text, matches) => ({
  text,
  matches: (value) => value !== "" && !UNPRINTABLE$2.test(value) && matches(value)
});
const anyText = () => pattern("any", () => true);
const exactly = (text) => pattern(text, (value) => value === text);
const oneOf = (texts) => pattern(texts.join(", "), (value) => texts.includes(value));
function glob(text) {
  const parts = text.split("/");
  return pattern(text, (value) => {
    const found = value.split("/");
    return found.length === parts.length && parts.every((part, i) => matchesPart(part, found[i]));
  });
}
function matchesPart(part, text) {
  if (part === "*") return text !== "";
  let star = -1;
  let mark = 0;
  let p = 0;
  for (let t = 0; t < text.length; ) {
    if (part[p] === "*") {
      star = p++;
      mark = t;
    } else if (p < part.length && part[p] === text[t]) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else return false;
  }
  while (part[p] === "*") p++;
  return p === part.length;
}
async function wholeRegexp(text, name) {
  await compileRe2(text, "INPUT_INVALID", name);
  const regex = await compileRe2(String.raw`\A(?:${text})\z`, "INPUT_INVALID", name);
  return pattern(text, (value) => regex.search(value));
}
function predicateMismatches(provenance, policy, server) {
  const { builder, source, materials } = policy;
  const wrong = [];
  if (builder !== void 0 && !builder.matches(provenance.builder))
    wrong.push(mismatch("builder", builder.text, provenance.builder));
  if (source !== void 0) {
    const expected = source.text.includes("://") ? source : glob(`${server}/${source.text}`);
    const stated = provenance.sources.map(({ uri }) => ({ uri, repository: gitSource(uri)?.repository }));
    const other = stated.find(({ repository }) => repository === void 0 || !expected.matches(repository));
    if (stated.length === 0 || other !== void 0)
      wrong.push(mismatch("source", expected.text, other?.repository ?? other?.uri));
  }
  for (const { uri, digest } of materials)
    if (!provenance.materials.some((found) => uri.matches(found.uri) && hasDigest(found, digest)))
      wrong.push(
        mismatch(
          "materials",
          digest === void 0 ? uri.text : `${uri.text} ${digest}`,
          `${provenance.materials.length} others`
        )
      );
  return wrong;
}
const hasDigest = ({ digests }, digest) => digest === void 0 || digests.includes(digest);
function judge(verified, policy, subject, need) {
  const other = needMismatch(verified, need, subject);
  if (other !== void 0) return [other];
  return [
    ...signerMismatches(verified.certificate, policy),
    ...need.kind === "signature" ? annotationMismatches(verified, policy, subject) : provenanceMismatches(verified, policy)
  ];
}
function annotationMismatches({ content }, { annotations }, subject) {
  const carried = content.kind === "statement" ? subjectsMeant(content.statement, subject).map((meant) => meant.annotations ?? {}) : content.kind === "simple-signing" ? [content.annotations] : [];
  const [least] = (carried.length === 0 ? [{}] : carried).map((found) => missing(annotations, found)).toSorted((a, b) => a.length - b.length);
  return least;
}
const missing = (annotations, carried) => [...annotations].flatMap(([key, value]) => {
  const found = Object.hasOwn(carried, key) ? carried[key] : void 0;
  if (found === value) return [];
  const text = typeof found === "string" ? found : JSON.stringify(found);
  return [mismatch("annotations", `${key}=${value}`, found === void 0 ? void 0 : `${key}=${text}`)];
});
function provenanceMismatches({ content, certificate }, { predicate }) {
  if (content.kind !== "statement" || !PROVENANCE_TYPES.has(content.statement.predicateType)) return [];
  const provenance = provenanceOf(content.statement);
  if (provenance === void 0)
    return [
      {
        check: "predicate",
        expected: `a predicate as ${shown(content.statement.predicateType)} specifies it`,
        found: "another structure"
      }
    ];
  return [
    ...certificate === void 0 ? [] : disagreements(provenance, certificate),
    ...predicate === void 0 ? [] : predicateMismatches(provenance, predicate, serverOf(certificate?.issuer))
  ];
}
const MAX_CANDIDATES = 20;
function verdictOf(examined, policies) {
  const subjects = examined.map((one) => {
    const needs = one.needs.map((need) => {
      const results = policies.map((policy) => underPolicy(one, policy, need));
      return { need: needName(need), passed: all(results), policies: results };
    });
    const { algorithm, hex } = digestOf(one.subject);
    return {
      line: one.line,
      subject: shown(subjectName(one.subject)),
      digest: `${algorithm}:${hex}`,
      passed: all(needs),
      needs
    };
  });
  return { version: 1, passed: all(subjects), subjects };
}
const all = (parts) => parts.length > 0 && parts.every(({ passed }) => passed);
const subjectName = (subject) => subject.kind === "image" ? printImage(subject.reference) : subject.name;
function underPolicy({ subject, candidates }, policy, need) {
  const judged = candidates.map((candidate) => judgeCandidate(candidate, policy, subject, need)).toSorted((a, b) => distance(a) - distance(b));
  return {
    policy: policy.name,
    passed: judged.some(({ passed }) => passed),
    candidates: judged.slice(0, MAX_CANDIDATES),
    candidatesLeftOut: Math.max(0, judged.length - MAX_CANDIDATES)
  };
}
function distance({ passed, mismatches, error }) {
  if (passed) return 0;
  if (error !== void 0) return 1e3;
  const [first] = mismatches;
  return first?.check === "need" ? 3e3 : first?.check === "subject" ? 2e3 : mismatches.length;
}
function judgeCandidate({ where, outcome }, policy, subject, need) {
  if ("failure" in outcome) {
    const { code: code2, message } = outcome.failure;
    return { where: shown(where), passed: false, mismatches: [], error: { code: code2, message } };
  }
  const { verified } = outcome;
  const { certificate, log } = verified;
  const mismatches = judge(verified, policy, subject, need);
  return {
    where: shown(where),
    passed: mismatches.length === 0,
    content: shown(contentName(verified)),
    identity: certificate === void 0 ? "a key" : shown(certificate.san),
    ...certificate?.issuer === void 0 ? {} : { issuer: shown(certificate.issuer) },
    signedAt: verified.signedAt.map((date) => date.toISOString()),
    ...log === void 0 ? {} : { logIndex: shown(log.index) },
    mismatches,
    ...certificate === void 0 ? {} : { lines: identityLines(certificate) }
  };
}
function parseSignaturesIn(text) {
  if (text === "") return void 0;
  try {
    const { registry, repository, tag } = parseImageReference(`${text}:x`);
    if (tag === "x" && !text.includes("@")) return { registry, repository };
  } catch {
  }
  return new Failure("INPUT_INVALID", "The input signatures-in is no repository of a registry.", {
    at: { input: "signatures-in" },
    fix: "signatures-in: ghcr.io/OWNER/signatures"
  });
}
const LINE = /^([^=\s]+)\s*=\s*(.*)$/u;
const UNPRINTABLE$1 = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
function parseAnnotations(text) {
  const annotations = /* @__PURE__ */ new Map();
  const problems = [];
  for (const [i, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line2 = raw.trim();
    if (line2 === "" || /^#(?:\s|$)/.test(line2)) continue;
    const match = UNPRINTABLE$1.test(line2) ? null : LINE.exec(line2);
    const message = match === null ? "This line is not KEY=VALUE." : annotations.has(match[1]) ? "This key stands twice." : void 0;
    if (message === void 0) annotations.set(match[1], match[2]);
    else
      problems.push(
        new Failure("INPUT_INVALID", message, {
          at: { input: "annotations", line: i + 1 },
          fix: "environment=production"
        })
      );
  }
  return { annotations, problems };
}
const SIGNER_FIELDS = [
  "repository",
  "workflow",
  "ref",
  "identity",
  "identityRegexp",
  "issuer",
  "issuerRegexp",
  "repositoryId",
  "ownerId",
  "commit"
];
const TEXT_FIELDS = [...SIGNER_FIELDS, "builder", "source"];
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
const MAX_TEXT = 2e3;
const REPOSITORY = /^[\w.*-]+\/[\w.*-]+$/;
const OWN_WORKFLOW = /^\.github\/workflows\/[^/@]+\.ya?ml$/;
const REUSABLE = /^([\w.*-]+\/[\w.*-]+)\/(\.github\/workflows\/[^/]+?\.ya?ml)@(.+)$/;
const REF = /^refs\/[^\s]+$/;
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const MATERIAL = /^(\S+)(?:\s+([A-Za-z0-9]+:[0-9a-f]+))?$/;
const FIXES = {
  repository: "repository: OWNER/NAME",
  workflow: "workflow: .github/workflows/FILE.yml",
  ref: "ref: refs/heads/main"
};
const NOBODY = ["https://nobody.invalid/a/b/.github/workflows/c.yml@refs/heads/d", "nobody@nobody.invalid"];
async function buildPolicy(fields) {
  const problems = [];
  const refuse = (input, message, fix) => {
    const isListed = fields.listed !== void 0;
    const place = { input: isListed ? "policies" : input };
    const label = isListed ? `Policy ${fields.listed}, ${input}: ` : "";
    problems.push(new Failure("INPUT_INVALID", `${label}${message}`, { at: place, fix }));
    return void 0;
  };
  for (const field of TEXT_FIELDS)
    if (UNPRINTABLE.test(fields[field]) || fields[field].length > MAX_TEXT)
      refuse(dashed(field), "This holds a control character, or is too long.", FIXES.repository);
  if (problems.length > 0) return { policy: void 0, problems };
  const predicate = predicateOf(fields, refuse);
  const signer = fields.key ? keyOnly(fields, refuse) : await signerOf(fields, refuse);
  if (problems.length > 0 || signer === void 0) return { policy: void 0, problems };
  return { policy: { name: fields.name, signer, annotations: fields.annotations, predicate }, problems };
}
const dashed = (camel) => camel.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
function keyOnly(fields, refuse) {
  const given = SIGNER_FIELDS.find((field) => fields[field] !== "");
  if (given !== void 0 || fields.trigger.length > 0 || fields.runner !== "any")
    return refuse(
      "key",
      "A signature by a key has no identity to compare.",
      "policies: |   # for signatures by an identity besides"
    );
  return "key";
}
async function signerOf(fields, refuse) {
  const hasIdentity = fields.identity !== "" || fields.identityRegexp !== "";
  const hasIssuer = fields.issuer !== "" || fields.issuerRegexp !== "";
  if (hasIdentity && !hasIssuer)
    refuse("issuer", "An identity means something only with its issuer.", `issuer: ${GITHUB_ISSUER}`);
  if (!hasIdentity) {
    for (const field of ["repository", "workflow", "ref"])
      if (fields[field] === "")
        refuse(
          field,
          `It is not said whom to trust: ${field} is missing. Where it does not matter, write \`any\`.`,
          FIXES[field]
        );
  }
  const identities = [
    ...fields.identity === "" ? [] : [exactly(fields.identity)],
    ...await regexp(fields.identityRegexp, "identity-regexp", refuse)
  ];
  if (fields.repository === "" && identities.length > 0 && NOBODY.every((nobody) => identities.every(({ matches }) => matches(nobody))))
    refuse(
      "identity-regexp",
      "This expression matches everybody.",
      "identity-regexp: https://github[.]com/OWNER/NAME/.*"
    );
  const issuers = [
    ...fields.issuer === "" ? [] : [exactly(fields.issuer)],
    ...await regexp(fields.issuerRegexp, "issuer-regexp", refuse)
  ];
  if (issuers.length > 1)
    refuse("issuer", "issuer and issuer-regexp exclude each other.", `issuer: ${GITHUB_ISSUER}`);
  const workflow = fields.workflow === "" ? void 0 : workflowOf(fields.workflow, refuse);
  if (!hasIdentity) namesSomebody(fields, workflow, issuers, refuse);
  const digits = (input, text) => text === "" ? void 0 : /^[1-9]\d{0,19}$/.test(text) ? exactly(text) : refuse(input, "This is not a number.", `${input}: 123456789`);
  return {
    issuer: issuers[0] ?? exactly(GITHUB_ISSUER),
    identities,
    repository: textPattern("repository", fields.repository, REPOSITORY, refuse),
    workflow,
    ref: textPattern("ref", fields.ref, REF, refuse),
    repositoryId: digits("repository-id", fields.repositoryId),
    ownerId: digits("owner-id", fields.ownerId),
    trigger: fields.trigger.length === 0 ? void 0 : oneOf(fields.trigger),
    commit: fields.commit === "" ? void 0 : COMMIT.test(fields.commit) ? exactly(fields.commit) : refuse("commit", "This is not a whole commit in lower case.", "commit: ${{ github.sha }}"),
    runner: fields.runner === "any" ? void 0 : exactly(fields.runner)
  };
}
async function regexp(text, input, refuse) {
  if (text === "") return [];
  try {
    return [await wholeRegexp(text, input)];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    refuse(input, error.message, error.fix ?? "");
    return [];
  }
}
function textPattern(input, text, syntax, refuse) {
  if (text === "") return void 0;
  if (text === "any") return anyText();
  if (text.includes("**")) return refuse(input, "There is no `**`: `*` stops at the next `/`.", FIXES[input]);
  if (!syntax.test(text))
    return refuse(
      input,
      input === "ref" ? "A ref stands in full, or is `any`." : "This is not OWNER/NAME, nor `any`.",
      FIXES[input]
    );
  return glob(text);
}
function workflowOf(text, refuse) {
  if (text === "any") return { kind: "any" };
  if (text.includes("**"))
    return refuse("workflow", "There is no `**`: `*` stops at the next `/`.", FIXES.workflow);
  if (OWN_WORKFLOW.test(text)) return { kind: "own", path: glob(text) };
  const match = REUSABLE.exec(text);
  const ref = match?.[3];
  if (match === null || ref === void 0 || !(ref === "any" || REF.test(ref) || COMMIT.test(ref)))
    return refuse(
      "workflow",
      "This is neither a path below .github/workflows nor a reusable workflow with its ref in full.",
      `${FIXES.workflow}   # or OWNER/NAME/.github/workflows/FILE.yml@refs/tags/v1`
    );
  return {
    kind: "reusable",
    repository: glob(match[1]),
    path: glob(match[2]),
    ref: ref === "any" ? anyText() : glob(ref),
    text
  };
}
function namesSomebody(fields, workflow, issuers, refuse) {
  const isOpen = fields.repository === "any" || fields.repository.split("/")[0].includes("*");
  const owner = workflow?.kind === "reusable" ? workflow.text.split("/")[0] : "*";
  const isPinned = fields.repositoryId !== "" || fields.ownerId !== "" || // An expression that lets GitHub's issuer pass is as open as that.
  issuers.length > 0 && !issuers.some(({ matches }) => matches(GITHUB_ISSUER)) || !owner.includes("*");
  if (isOpen && !isPinned)
    refuse(
      "repository",
      "With this repository anyone on GitHub could have signed.",
      "owner-id: 123456   # or repository: OWNER/*"
    );
}
function predicateOf(fields, refuse) {
  if (fields.builder === "" && fields.source === "" && fields.materials.length === 0) return void 0;
  const isSource2 = (text) => REPOSITORY.test(text) || /^https?:\/\/[^\s@#]+$/.test(text);
  if ([fields.builder, fields.source, ...fields.materials].some((text) => text.includes("**")))
    return refuse("builder", "There is no `**`: `*` stops at the next `/`.", FIXES.repository);
  if (fields.source !== "" && !isSource2(fields.source))
    return refuse("source", "This is neither OWNER/NAME nor a URL.", "source: OWNER/NAME");
  const materials = fields.materials.map((line2) => MATERIAL.exec(line2));
  if (materials.some((match) => match === null))
    return refuse(
      "materials",
      "A line is not URI [ALGORITHM:DIGEST].",
      "git+https://github.com/OWNER/NAME@refs/heads/main"
    );
  return {
    builder: fields.builder === "" ? void 0 : glob(fields.builder),
    source: fields.source === "" ? void 0 : glob(fields.source),
    materials: materials.map((match) => ({ uri: glob(match[1]), digest: match[2] }))
  };
}
const KEYS = ["name", ...POLICY_INPUTS.map(({ name }) => name)];
const LISTS = /* @__PURE__ */ new Set(["trigger", "materials"]);
const IDS = /* @__PURE__ */ new Set(["repository-id", "owner-id"]);
const MAX_POLICIES = 50;
const EXAMPLE = "policies: |\n  - repository: OWNER/NAME\n    workflow: .github/workflows/FILE.yml\n    ref: refs/heads/main";
async function readPolicyList(text) {
  if (text.trim() === "") return { count: 0, fields: [], problems: [] };
  const at = { input: "policies" };
  await loadYaml();
  let list;
  try {
    list = parseYaml(text);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return {
      count: 1,
      fields: [],
      problems: [new Failure(error.code, error.message, { at: { ...error.at, ...at } })]
    };
  }
  if (!Array.isArray(list) || list.length === 0 || list.length > MAX_POLICIES) {
    const problem = new Failure(
      "INPUT_INVALID",
      `This is not a YAML list of 1 to ${MAX_POLICIES} policies.`,
      {
        at,
        fix: EXAMPLE
      }
    );
    return { count: 1, fields: [], problems: [problem] };
  }
  const read = list.map((item, i) => readOne(item, i + 1, at));
  return {
    count: list.length,
    fields: read.flatMap(({ fields }) => fields ?? []),
    problems: read.flatMap(({ problems }) => problems)
  };
}
function readOne(item, number, at) {
  const problems = [];
  const refuse = (message, fix) => {
    problems.push(
      new Failure("INPUT_INVALID", `Policy ${number}: ${message}`, {
        at,
        ...fix === void 0 ? {} : { fix }
      })
    );
  };
  if (!(item instanceof Map)) {
    refuse("this is not a map.", EXAMPLE);
    return { fields: void 0, problems };
  }
  const texts = /* @__PURE__ */ new Map();
  const lists = /* @__PURE__ */ new Map();
  let annotations = /* @__PURE__ */ new Map();
  for (const [key, value] of item) {
    if (typeof key !== "string" || !KEYS.includes(key)) {
      const near = typeof key === "string" ? nearest(key, KEYS) : void 0;
      refuse("it has a key that is none of a policy's.", near === void 0 ? KEYS.join(", ") : `${near}:`);
    } else if (key === "annotations") {
      if (value instanceof Map && [...value.entries()].every((pair) => pair.every(isText)))
        annotations = value;
      else refuse("annotations is not a map of texts.", 'annotations: { environment: "production" }');
    } else if (LISTS.has(key) && Array.isArray(value) && value.every(isText)) lists.set(key, value);
    else if (isText(value) && LISTS.has(key)) lists.set(key, [value]);
    else if (isText(value)) texts.set(key, value);
    else if (IDS.has(key) && Number.isSafeInteger(value)) texts.set(key, String(value));
    else refuse(`${key} is not a text.`, `${key}: "..."`);
  }
  const runner = texts.get("runner") ?? "any";
  if (runner !== "any" && runner !== "github-hosted" && runner !== "self-hosted") {
    refuse("runner is none of its words.", "runner: github-hosted");
    return { fields: void 0, problems };
  }
  if (problems.length > 0) return { fields: void 0, problems };
  const text = (key) => texts.get(key) ?? "";
  const fields = {
    name: texts.get("name") ?? `policy ${number}`,
    listed: number,
    key: false,
    repository: text("repository"),
    workflow: text("workflow"),
    ref: text("ref"),
    identity: text("identity"),
    identityRegexp: text("identity-regexp"),
    issuer: text("issuer"),
    issuerRegexp: text("issuer-regexp"),
    repositoryId: text("repository-id"),
    ownerId: text("owner-id"),
    trigger: lists.get("trigger") ?? [],
    commit: text("commit"),
    runner,
    annotations,
    builder: text("builder"),
    source: text("source"),
    materials: lists.get("materials") ?? []
  };
  return { fields, problems };
}
const isText = (value) => typeof value === "string" && value.trim() !== "";
const OWN_NAME = "inputs";
async function readPolicies(inputs) {
  const { annotations, problems } = parseAnnotations(inputs.annotations);
  const listed = await readPolicyList(inputs.policies);
  const materials = inputs.materials.split(/\r\n|\r|\n/).map((line2) => line2.trim()).filter((line2) => line2 !== "" && !/^#(?:\s|$)/.test(line2));
  const own = {
    ...inputs,
    annotations,
    materials,
    name: OWN_NAME,
    listed: void 0,
    key: inputs.key !== ""
  };
  const isWanted = isGiven(own) || listed.count === 0;
  const built = await Promise.all([...isWanted ? [own] : [], ...listed.fields].map(buildPolicy));
  const names = new Set(built.map(({ policy }) => policy?.name));
  return {
    policies: built.flatMap(({ policy }) => policy ?? []),
    problems: [
      ...problems,
      ...listed.problems,
      ...built.flatMap((one) => one.problems),
      ...names.size < built.filter(({ policy }) => policy !== void 0).length ? [new Failure("INPUT_INVALID", "Two policies have one name.", { at: { input: "policies" } })] : []
    ]
  };
}
const isGiven = (fields) => fields.key || fields.runner !== "any" || fields.trigger.length > 0 || fields.materials.length > 0 || fields.annotations.size > 0 || TEXT_FIELDS.some((text) => fields[text] !== "");
const isProvenance = (need) => need.kind === "statement" && PROVENANCE_TYPES.has(need.predicateType);
function uncheckable(lines, policies) {
  const at = (line2) => ({ input: "verify", line: line2 });
  return lines.flatMap(({ line: line2, needs }) => [
    ...policies.some(({ predicate }) => predicate !== void 0) && !needs.some(isProvenance) ? [
      new Failure(
        "INPUT_INVALID",
        "`builder`, `source` and `materials` are about provenance, which this line does not need.",
        {
          at: at(line2),
          fix: "SUBJECT has signature, provenance"
        }
      )
    ] : [],
    ...policies.some(({ annotations }) => annotations.size > 0) && !needs.some(({ kind }) => kind === "signature") ? [
      new Failure(
        "INPUT_INVALID",
        "`annotations` are those of a signature, which this line does not need.",
        {
          at: at(line2),
          fix: "SUBJECT has signature, provenance"
        }
      )
    ] : []
  ]);
}
async function planVerifying(inputs) {
  const { lines, problems } = parseVerifyLines(inputs.verify);
  const read = await readPolicies(inputs);
  const found = [...problems, ...read.problems];
  if (lines.length === 0 && problems.length === 0)
    found.push(
      new Failure("INPUT_INVALID", "Nothing was asked for: the input verify is empty.", {
        at: { input: "verify" },
        fix: "verify: oci://ghcr.io/OWNER/NAME@sha256:DIGEST"
      })
    );
  if (read.problems.length === 0) found.push(...uncheckable(lines, read.policies));
  for (const { line: line2, subject } of lines)
    if (subject.kind === "stdin")
      found.push(
        new Failure("INPUT_INVALID", "Stdin has no signature beside it: name a file.", {
          at: { input: "verify", line: line2 },
          fix: "verify: dist/app.tgz"
        })
      );
  const signaturesIn = parseSignaturesIn(inputs.signaturesIn);
  if (signaturesIn instanceof Failure) found.push(signaturesIn);
  return {
    plan: {
      lines,
      policies: read.policies,
      signaturesIn: signaturesIn instanceof Failure ? void 0 : signaturesIn
    },
    problems: found
  };
}
const MS_PER_SECOND = 1e3;
async function verify(parts, signal) {
  const { runner } = parts;
  const given = parts.readInputs();
  for (const { name, near } of given.unknown)
    runner.annotate("warning", `Unknown input ${name}.${near ? ` Did you mean ${near}?` : ""}`);
  const inputs = given.providers.get("verifying").values;
  const { plan, problems } = await planVerifying(inputs);
  const judgement = judgeEvent(runner.event());
  const files = parts.trustFiles(inputs);
  const found = [...given.problems, ...problems];
  if (judgement.kind === "privileged" && files.length > 0)
    found.push(...judgeCheckouts(judgement, parts.checkouts(files)));
  const [first, ...rest] = found;
  if (first !== void 0) throw together([first, ...rest]);
  const { timeout } = given.inputs;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(timeout * MS_PER_SECOND)]);
  const { examine } = await import("./signing-verify.js").then(function(n) {
    return n.a;
  });
  const examined = await examine(parts, inputs, plan, limited).catch((error) => {
    throw error instanceof Error && error.name === "TimeoutError" ? tooLate(timeout) : error;
  });
  const verdict = verdictOf(examined, plan.policies);
  for (const line2 of verdictLines(verdict)) runner.info(line2);
  if (given.inputs.summary) runner.summary(verdictMarkdown(verdict));
  const file = parts.keep(`${JSON.stringify(verdict, null, 2)}
`, inputs);
  const failed = new Set(verdict.subjects.filter((one) => !one.passed).map(({ subject }) => subject));
  const subjects = examined.map(({ subject }) => subject);
  const images = verdict.passed ? subjects.flatMap((subject) => subject.kind === "image" ? [printImage(subject.reference)] : []) : [];
  runner.setOutputs(
    /* @__PURE__ */ new Map([
      ["images", Secret.of([...new Set(images)].join("\n"))],
      [
        "digests",
        Secret.of(
          JSON.stringify(
            Object.fromEntries(
              verdict.subjects.filter(({ subject }) => !failed.has(subject)).map(({ subject, digest }) => [subject, digest])
            )
          )
        )
      ],
      ["verdict", Secret.of(file)]
    ])
  );
  const failure = failureOf(verdict);
  if (failure !== void 0) throw failure;
  return verdict;
}
const tooLate = (seconds) => new Failure("WAIT_EXPIRED", `The ${seconds} seconds of timeout were over before all was read.`, {
  at: { input: "timeout" },
  fix: `timeout: "${seconds * 2}"`
});
var verify$1 = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  verify
});
const MIN_MASK_LENGTH = 4;
function verifyParts(runner, given) {
  const { workspace, temp } = runner;
  const read = readInputs(given, [{ id: "verifying", inputs: VERIFY_INPUTS }]);
  const host = hostOf(
    runner,
    () => read.inputs.caCert === "" ? void 0 : readCa(runner, read.inputs.caCert)
  );
  return {
    runner,
    clock: systemClock,
    readInputs: () => read,
    checkouts: (files) => checkoutFacts(workspace, files, runner.env),
    trustFiles: ({ trustedRoot, tufRoot, key }) => [trustedRoot, tufRoot, key].filter((text) => text !== "" && !/^\s*(?:\{|-----BEGIN)/.test(text)),
    look: async (inputs, plan) => (await looking()).lookParts(runner, host, inputs, plan),
    trusts: async (inputs, signal) => (await looking()).trustsOf(runner, host, inputs, signal),
    hashing: () => {
      const hash = crypto.createHash("sha256");
      return {
        update: (chunk) => void hash.update(chunk),
        end: () => ({ digest: { algorithm: "sha256", hex: hash.digest("hex") } })
      };
    },
    keep: (text, { report }) => {
      const file = report === "" ? path.join(temp, `secrets-action-verdict-${randomUuid()}.json`) : report;
      return createFile(path.resolve(workspace, file), Buffer.from(text), {
        roots: [workspace, temp],
        overwrite: true
      });
    }
  };
}
function hostOf(runner, ca) {
  const http = lazyHttp(runner.env, ca);
  const logged = loggedHttp(http, "verify", runner);
  return {
    http: logged,
    registryHttp: logged,
    clock: systemClock,
    env: runner.env,
    workspace: runner.workspace,
    temp: runner.temp,
    idToken: async () => {
      throw new Error("Verifying asks for no identity.");
    },
    born: (secrets) => runner.mask(runMasks(secrets, MIN_MASK_LENGTH).forms),
    warn: (text) => runner.annotate("warning", text),
    debug: runner.debug
  };
}
const looking = async () => await import("./signing.js").then(function(n) {
  return n.J;
});
var verifyParts$1 = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  verifyParts
});
const BILLS_OF_MATERIALS = /* @__PURE__ */ new Set([
  "https://spdx.dev/Document",
  "https://cyclonedx.org/bom"
]);
const OWN_PROVENANCE = "provenance";
const ATTEST_EXAMPLE = "spdxjson = api.spdx.json for oci://ghcr.io/OWNER/NAME@sha256:DIGEST";
const parseSignLines = (text) => {
  let stdin = 0;
  return readLines("sign", text, (words, line2) => {
    const [first, equals, name, ...more] = words;
    const subject = parseSubject(first.text);
    if (subject instanceof LineProblem) return subject;
    if (subject.kind === "stdin" && !first.quoted) {
      if (!isKeyword(equals, "=") || name === void 0 || more.length > 0 || !isPlainName(name.text))
        return new LineProblem("Stdin needs a name, which is relative and without `..`.", "- = NAME.tgz");
      if (stdin++ > 0) return new LineProblem("Stdin can be read only once.");
      return { line: line2, subject: { kind: "stdin", name: name.text } };
    }
    if (equals !== void 0)
      return new LineProblem(
        "One subject a line; a name with spaces stands in double quotes.",
        '"my file.tgz"'
      );
    return { line: line2, subject: subject.kind === "stdin" ? { kind: "files", pattern: "-" } : subject };
  });
};
const isPlainName = (name) => /^[^/\\:][^\\:]*$/.test(name) && name.split("/").every((part) => !["", ".", ".."].includes(part));
const parseAttestLines = (text) => readLines("attest", text, (words, line2) => {
  const [type, ...rest] = spaced(words);
  const predicateType = type.quoted ? void 0 : predicateTypeOf(type.text);
  if (predicateType === void 0) return unknownType(type.text);
  if (predicateType === SIGNATURE_PREDICATE)
    return new LineProblem(
      "A signature is made by `sign`; `attest` is for statements.",
      "sign: dist/*.tgz"
    );
  const hasFile = isKeyword(rest[0], "=");
  const file = hasFile ? rest[1] : void 0;
  if (hasFile && (file === void 0 || file.text === "" || isKeyword(file, "for")))
    return new LineProblem("After the = stands no file.", ATTEST_EXAMPLE);
  const tail = rest.slice(hasFile ? 2 : 0);
  if (tail.length > 0 && !isKeyword(tail[0], "for"))
    return new LineProblem("This line is not TYPE = FILE for SUBJECT, ...", ATTEST_EXAMPLE);
  if (type.text === OWN_PROVENANCE && file !== void 0)
    return new LineProblem("The provenance of this run is built, not read from a file.", "provenance");
  if (type.text !== OWN_PROVENANCE && file === void 0)
    return new LineProblem("This type needs a file with the predicate.", ATTEST_EXAMPLE);
  const subjects = tail.length === 0 ? void 0 : subjectsOf(tail.slice(1));
  if (subjects instanceof LineProblem) return subjects;
  return { line: line2, name: type.text, predicateType, file: file?.text, subjects };
});
function spaced(words) {
  const [first, ...rest] = words;
  const match = first.quoted ? null : /^([A-Za-z0-9]+)=(.*)$/.exec(first.text);
  if (match === null) return words;
  const bare = (text) => ({ text, quoted: false });
  return [bare(match[1]), bare("="), ...match[2] === "" ? [] : [bare(match[2])], ...rest];
}
function subjectsOf(words) {
  const items = itemsOf(words, ATTEST_EXAMPLE);
  if (items instanceof LineProblem) return items;
  const subjects = [];
  for (const item of items) {
    const subject = parseSubject(item);
    if (subject instanceof LineProblem) return subject;
    subjects.push(subject);
  }
  return subjects;
}
function unknownType(text) {
  const near = nearest(text, PREDICATE_NAMES);
  return new LineProblem(
    "This type is neither one of cosign's names nor a URI.",
    near === void 0 ? `One of ${PREDICATE_NAMES.join(", ")}, or https://...` : `Did you mean ${near}?`
  );
}
function ambiguousBill({ predicateType, subjects, line: line2 }, signed) {
  const isBill = [...BILLS_OF_MATERIALS].some(
    (type) => predicateType === type || predicateType.startsWith(`${type}/`)
  );
  if (!isBill || subjects !== void 0 || signed < 2) return void 0;
  return new Failure("INPUT_INVALID", "It is not said which of the subjects this SBOM is of.", {
    at: { input: "attest", line: line2 },
    fix: ATTEST_EXAMPLE
  });
}
function planSigning({ providers }) {
  const inputs = providers.get("signing").values;
  const signs = parseSignLines(inputs.sign);
  const attests = parseAttestLines(inputs.attest);
  const annotations = parseAnnotations(inputs.annotations);
  const problems = [...signs.problems, ...attests.problems, ...annotations.problems];
  const several = signs.lines.length > 1 || signs.lines.some(({ subject }) => subject.kind === "files" && /[*?[]/.test(subject.pattern));
  for (const line2 of attests.lines) {
    const problem = ambiguousBill(line2, several ? signs.lines.length + 1 : signs.lines.length);
    if (problem !== void 0) problems.push(problem);
  }
  const signaturesIn = parseSignaturesIn(inputs.signaturesIn);
  if (signaturesIn instanceof Failure) problems.push(signaturesIn);
  if (inputs.publish.length > 0 && inputs.attest.trim() !== "")
    problems.push(
      new Failure(
        "INPUT_INVALID",
        "publish pushes what an earlier run made; nothing new is attested beside it.",
        {
          at: { input: "publish" },
          fix: "Leave attest out here, and name in sign the images that the bundles are for."
        }
      )
    );
  const nobody = signs.lines.length === 0 && inputs.checksums.length === 0;
  for (const { line: line2, subjects } of attests.lines)
    if (subjects === void 0 && nobody)
      problems.push(
        new Failure("INPUT_INVALID", "This line does not say what it is about, and nothing is signed.", {
          at: { input: "attest", line: line2 },
          fix: "provenance for dist/*.tgz"
        })
      );
  if (inputs.checksums.length > 0 && attests.lines.length === 0 && inputs.fileFormat === "bundle")
    problems.push(
      new Failure(
        "INPUT_INVALID",
        "Lines of checksums are subjects of statements, and no statement is asked for.",
        {
          at: { input: "checksums" },
          fix: "attest: provenance"
        }
      )
    );
  return {
    plan: {
      inputs,
      lines: signs.lines,
      attests: attests.lines,
      annotations: Object.fromEntries(annotations.annotations),
      signaturesIn: signaturesIn instanceof Failure ? void 0 : signaturesIn
    },
    problems
  };
}
function signingJob(parts, context) {
  const { plan, problems } = planSigning(context.given);
  return {
    problems,
    files: parts.trustFiles(plan.inputs),
    check: async (signal) => plan.inputs.publish.length > 0 ? (await import("./signing-make.js").then(function(n) {
      return n.a;
    })).checkPublishing(parts, plan, signal) : (await import("./signing-make.js").then(function(n) {
      return n.s;
    })).checkSigning(parts, plan, signal)
  };
}
var signing = /* @__PURE__ */ Object.freeze({
  __proto__: null,
  signingJob
});
export {
  BUNDLE_MEDIA_TYPE as B,
  IN_TOTO_TYPE as I,
  PREDICATE_NAMES as P,
  SIGNATURE_PREDICATE as S,
  planSigning as a,
  printImage as b,
  cosignTypeOf as c,
  predicateName as d,
  verifyParts as e,
  verify$1 as f,
  verifyParts$1 as g,
  predicateTypeOf as p,
  repositoryOf as r,
  signing as s,
  verify as v
};
