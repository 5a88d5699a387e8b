import { expect, test } from "vitest";
import { otherForm, parseSubject } from "../../../src/identity/subject.ts";

test.for([
  ["repo:o-1/r.x_y:ref:refs/heads/feature/a@b", "names"],
  ["repo:o/r:ref:refs/tags/v1", "names"],
  ["repo:o/r:pull_request", "names"],
  ["repo:o/r:environment:prod%3Aeu west", "names"],
  ["repo:o@1/r@22:environment:prod", "ids"],
  ["repo:o@1/r@22:pull_request", "ids"],
  ["repo:o@1/r:pull_request", "custom"],
  ["repo:o/r@2:pull_request", "custom"],
  ["repo:o/r:environment:prod:job_workflow_ref:o/w/.github/workflows/x.yml@refs/heads/main", "custom"],
  ["repo:o/r:ref:refs/heads/main:actor:x", "custom"],
  ["repository_owner:o:repository_visibility:private", "custom"],
  ["repo:o/r", "custom"],
  ["system:serviceaccount:ns:name", "custom"],
  ["", "custom"],
] as const)("%s has the form %s", ([sub, form]) => {
  expect(parseSubject(sub).form).toBe(form);
});

test("a sub with ids is read into its parts", () => {
  expect(parseSubject("repo:octo@123/my-repo@456:ref:refs/heads/main")).toEqual({
    form: "ids",
    owner: "octo",
    ownerId: "123",
    name: "my-repo",
    nameId: "456",
    context: "ref:refs/heads/main",
  });
});

const CLAIMS = {
  iss: "https://token.actions.githubusercontent.com",
  sub: "repo:o/r:ref:refs/heads/main",
  repository: "o/r",
  repository_id: "22",
  repository_owner_id: "1",
};

test.for<readonly [string, Record<string, unknown>, string | undefined]>([
  ["both ids", {}, "repo:o@1/r@22:ref:refs/heads/main"],
  ["ids as numbers", { repository_id: 22, repository_owner_id: 1 }, "repo:o@1/r@22:ref:refs/heads/main"],
  ["no id of the owner", { repository_owner_id: undefined }, undefined],
  ["no id of the repository", { repository_id: undefined }, undefined],
  ["an id that is none", { repository_id: "*" }, undefined],
  ["a customised sub", { sub: "repo:o/r:environment:prod:ref:refs/heads/main" }, undefined],
  ["the ids are there", { sub: "repo:o@1/r@22:ref:refs/heads/main" }, undefined],
  ["another repository is claimed", { repository: "o/x" }, undefined],
  ["a server of one's own", { iss: "https://github.example.com/_services/token" }, undefined],
  ["no sub", { sub: undefined }, undefined],
])("the other form, %s", ([, claims, other]) => {
  expect(otherForm({ ...CLAIMS, ...claims })).toBe(other);
});
