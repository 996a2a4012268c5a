// The life of a granular relationship by the official Graph client for JavaScript, unchanged. It speaks to Graph by https alone, so
// NODE_EXTRA_CA_CERTS names the certificate of the server. Environment: CLIENT (where the client is installed), BASE, PARTNER, CUSTOMER, GROUP.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";

const { BASE, CLIENT, CUSTOMER, GROUP, PARTNER } = process.env;
const { Client } = createRequire(`${CLIENT}/package.json`)("@microsoft/microsoft-graph-client");
const graph = Client.init({
  baseUrl: `${BASE}/`,
  defaultVersion: "v1.0",
  customHosts: new Set(["127.0.0.1"]),
  authProvider: (done) => done(null, PARTNER),
});
const all = "/tenantRelationships/delegatedAdminRelationships";
const readers = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b";
const teams = "69091246-20e8-4a56-aa4d-066075b2a7a8";
const details = (...roles) => ({ unifiedRoles: roles.map((roleDefinitionId) => ({ roleDefinitionId })) });

async function until(path, status) {
  let found;
  for (let tries = 0; tries < 400; tries += 1) {
    found = await graph.api(path).get();
    if (found.status === status) return found;
    await pause(50);
  }
  throw new Error(`${path}: ${found.status} instead of ${status}`);
}

async function refused(call, statusCode, code) {
  await assert.rejects(call, (error) => {
    assert.deepEqual([error.statusCode, error.code], [statusCode, code]);
    return true;
  });
}

const draft = { displayName: "By JavaScript", duration: "P365D", accessDetails: details(readers, teams) };
const made = await graph.api(all).post(draft);
assert.equal(made.status, "created");
await refused(graph.api(all).post(draft), 409, "nameAlreadyExists");
const one = `${all}/${made.id}`;
await refused(graph.api(one).patch({ displayName: "x" }), 400, "badRequest");
const changed = await graph.api(one).header("If-Match", made["@odata.etag"]).patch({ duration: "P2Y" });
assert.equal(changed.duration, "P730D");
await graph.api(`${one}/requests`).post({ action: "lockForApproval" });
const approved = await fetch(`${BASE}/v1.0/granularRelationships`, {
  method: "POST",
  headers: { authorization: `Bearer ${CUSTOMER}`, "content-type": "application/json" },
  body: JSON.stringify({ id: made.id }),
});
assert.equal(approved.status, 201);
await until(one, "active");
const accessContainer = { accessContainerId: GROUP, accessContainerType: "securityGroup" };
const given = await graph.api(`${one}/accessAssignments`).post({ accessContainer, accessDetails: details(readers) });
const at = `${one}/accessAssignments/${given.id}`;
const held = await until(at, "active");
await graph.api(at).header("If-Match", held["@odata.etag"]).patch({ accessDetails: details(teams) });
const operations = await graph.api(`${one}/operations`).get();
await until(`${one}/operations/${operations.value[0].id}`, "succeeded");
for (const displayName of ["Leaf-1", "Leaf-2", "Leaf-3"]) {
  await graph.api(all).post({ displayName, duration: "P30D", accessDetails: details(readers) });
}
const first = await graph.api(all).filter("startswith(displayName,'Leaf')").orderby("displayName").top(2).count(true).get();
assert.equal(first["@odata.count"], 3);
const rest = await graph.api(first["@odata.nextLink"]).get();
assert.deepEqual(rest.value.map((it) => it.displayName), ["Leaf-3"]);
const expanded = await graph.api(all).filter("status eq 'active'").expand("accessAssignments").select(["id", "displayName"]).get();
assert.equal(expanded.value[0].accessAssignments[0].id, given.id);
await graph.api(`${one}/requests`).post({ action: "terminate" });
await until(one, "terminated");
await refused(graph.api(`${all}/nothing`).get(), 404, "itemNotFound");
console.log("lived");
