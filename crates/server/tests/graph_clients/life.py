"""The life of a granular relationship by the official Graph client for Python, unchanged.

Environment: BASE (address), CUSTOMER (a token), GROUP (a security group of the partner), and of the partner either PARTNER (a token of a
person) or TENANT, CLIENT_ID, CLIENT_SECRET and CA (an application, which gets its tokens by the official credential, unchanged). Each step
asserts what Graph's documents say; the exit code tells whether all held.
"""

import asyncio
import json
import os
import urllib.request

from azure.identity import ClientSecretCredential
from kiota_abstractions.authentication import (
    AccessTokenProvider,
    AllowedHostsValidator,
    BaseBearerTokenAuthenticationProvider,
)
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.headers_collection import HeadersCollection
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.models.delegated_admin_access_assignment import DelegatedAdminAccessAssignment
from msgraph.generated.models.delegated_admin_access_container import DelegatedAdminAccessContainer
from msgraph.generated.models.delegated_admin_access_container_type import DelegatedAdminAccessContainerType
from msgraph.generated.models.delegated_admin_access_details import DelegatedAdminAccessDetails
from msgraph.generated.models.delegated_admin_relationship import DelegatedAdminRelationship
from msgraph.generated.models.delegated_admin_relationship_request import DelegatedAdminRelationshipRequest
from msgraph.generated.models.delegated_admin_relationship_request_action import (
    DelegatedAdminRelationshipRequestAction,
)
from msgraph.generated.models.delegated_admin_relationship_status import DelegatedAdminRelationshipStatus
from msgraph.generated.models.o_data_errors.o_data_error import ODataError
from msgraph.generated.models.unified_role import UnifiedRole
from msgraph.generated.tenant_relationships.delegated_admin_relationships.delegated_admin_relationships_request_builder import (
    DelegatedAdminRelationshipsRequestBuilder as Relationships,
)

BASE = os.environ["BASE"]
READERS, TEAMS = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b", "69091246-20e8-4a56-aa4d-066075b2a7a8"


class Token(AccessTokenProvider):
    """A token that is there already."""

    async def get_authorization_token(self, uri, additional_authentication_context=None):
        return os.environ["PARTNER"]

    def get_allowed_hosts_validator(self):
        return AllowedHostsValidator(["127.0.0.1"])


def provider():
    if "CLIENT_ID" not in os.environ:
        return BaseBearerTokenAuthenticationProvider(Token())
    credential = ClientSecretCredential(
        os.environ["TENANT"],
        os.environ["CLIENT_ID"],
        os.environ["CLIENT_SECRET"],
        authority=BASE,
        disable_instance_discovery=True,
        connection_verify=os.environ["CA"],
    )
    return AzureIdentityAuthenticationProvider(credential, scopes=[f"{BASE}/.default"], allowed_hosts=["127.0.0.1"])


PROVIDER = provider()


def graph():
    adapter = GraphRequestAdapter(PROVIDER)
    adapter.base_url = f"{BASE}/v1.0"
    return GraphServiceClient(request_adapter=adapter)


def client():
    return graph().tenant_relationships


async def directory():
    """What is read of the directory beside the relationships."""
    people = await graph().users.get()
    person = next(it for it in people.value if it.user_principal_name == "pia@northwind.example")
    assert person.odata_type == "#microsoft.graph.user" and person.display_name == "Pia Primary"
    assert (await graph().users.by_user_id(person.id).get()).id == person.id
    groups = await graph().groups.get()
    assert os.environ["GROUP"] in [it.id for it in groups.value] and groups.value[0].security_enabled
    members = await graph().groups.by_group_id(os.environ["GROUP"]).members.get()
    assert all(it.odata_type in ("#microsoft.graph.user", "#microsoft.graph.group") for it in members.value)
    roles = await graph().directory_roles.get()
    role = next(it for it in roles.value if it.display_name == "Global Administrator")
    held = await graph().directory_roles.by_directory_role_id(role.role_template_id).members.get()
    assert "nora@northwind.example" in [it.user_principal_name for it in held.value]
    assert (await graph().users.by_user_id("pia@northwind.example").get()).mail == "pia@northwind.example"
    assert (await graph().directory_roles.by_directory_role_id(role.id).get()).role_template_id == role.role_template_id
    by_key = graph().directory_roles_with_role_template_id(role.role_template_id)
    assert (await by_key.get()).display_name == role.display_name
    users = await graph().groups.by_group_id(os.environ["GROUP"]).members.graph_user.get()
    assert all(it.odata_type == "#microsoft.graph.user" for it in users.value)
    await refused(graph().users.by_user_id("11111111-1111-4111-8111-111111111111").get(), 404, "itemNotFound")


def details(*roles):
    return DelegatedAdminAccessDetails(unified_roles=[UnifiedRole(role_definition_id=role) for role in roles])


def matching(etag):
    headers = HeadersCollection()
    headers.add("If-Match", etag)
    return RequestConfiguration(headers=headers)


def etag(thing):
    return thing.additional_data["@odata.etag"]


def approve(identifier):
    """The customer's approval is no Graph call: here it is what the page of the link does."""
    request = urllib.request.Request(
        f"{BASE}/v1.0/granularRelationships",
        data=json.dumps({"id": identifier}).encode(),
        headers={"Authorization": f"Bearer {os.environ['CUSTOMER']}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 201, answer.status


async def refused(call, status, code):
    try:
        await call
    except ODataError as error:
        assert (error.response_status_code, error.error.code) == (status, code), error
        assert error.error.message and error.error.inner_error.request_id, error
        return
    raise AssertionError(f"nothing was refused with {status} {code}")


async def until(read, wanted):
    for _ in range(400):
        found = await read()
        if found.status == wanted:
            return found
        await asyncio.sleep(0.05)
    raise AssertionError(f"{found.status} instead of {wanted}")


async def main():
    relationships = client().delegated_admin_relationships
    draft = DelegatedAdminRelationship(
        display_name="By Python", duration="P730D", auto_extend_duration="P180D", access_details=details(READERS, TEAMS)
    )
    made = await relationships.post(draft)
    assert made.status == DelegatedAdminRelationshipStatus.Created, made.status
    assert made.odata_type == "#microsoft.graph.delegatedAdminRelationship"
    assert made.duration.days == 730 and made.activated_date_time is None and made.created_date_time
    await refused(relationships.post(draft), 409, "nameAlreadyExists")
    one = relationships.by_delegated_admin_relationship_id(made.id)
    renamed = DelegatedAdminRelationship(display_name="By Python too")
    await refused(one.patch(renamed), 400, "badRequest")
    await refused(one.patch(renamed, matching('W/"77"')), 412, "resourceModified")
    changed = await one.patch(renamed, matching(etag(made)))
    assert changed.display_name == "By Python too" and etag(changed) != etag(made)
    # What was read is sent back whole, with one change.
    read = await one.get()
    version = etag(read)
    assert etag(await one.patch(read, matching(version))) == version
    read = await one.get()
    read.display_name = "By Python again"
    changed = await one.patch(read, matching(version))
    assert changed.display_name == "By Python again" and changed.duration.days == 730

    lock = DelegatedAdminRelationshipRequest(action=DelegatedAdminRelationshipRequestAction.LockForApproval)
    asked = await one.requests.post(lock)
    assert asked.action == DelegatedAdminRelationshipRequestAction.LockForApproval
    approve(made.id)
    active = await until(one.get, DelegatedAdminRelationshipStatus.Active)
    assert (active.end_date_time - active.activated_date_time).days == 730
    assert active.customer.display_name == "Tailspin Toys"

    group = DelegatedAdminAccessContainer(
        access_container_id=os.environ["GROUP"],
        access_container_type=DelegatedAdminAccessContainerType.SecurityGroup,
    )
    assignment = DelegatedAdminAccessAssignment(access_container=group, access_details=details(READERS))
    given = await one.access_assignments.post(assignment)
    await refused(one.access_assignments.post(assignment), 409, "conflict")
    at = one.access_assignments.by_delegated_admin_access_assignment_id(given.id)
    held = await until(at.get, type(given.status).Active)
    await at.patch(DelegatedAdminAccessAssignment(access_details=details(TEAMS)), matching(etag(held)))
    operations = await one.operations.get()
    operation = one.operations.by_delegated_admin_relationship_operation_id(operations.value[0].id)
    done = await until(operation.get, type(operations.value[0].status).Succeeded)
    assert json.loads(done.data)["accessDetails"]["unifiedRoles"][0]["roleDefinitionId"] == TEAMS
    customers = await client().delegated_admin_customers.get()
    assert [it.display_name for it in customers.value] == ["Tailspin Toys"]

    # Filter, order, pages and what comes with each.
    for number in range(4):
        await relationships.post(
            DelegatedAdminRelationship(display_name=f"Page-{number}", duration="P30D", access_details=details(READERS))
        )
    parameters = Relationships.DelegatedAdminRelationshipsRequestBuilderGetQueryParameters(
        filter="startswith(displayName,'Page')", orderby=["displayName desc"], top=3, count=True
    )
    page = await relationships.get(RequestConfiguration(query_parameters=parameters))
    assert page.odata_count == 4 and [it.display_name for it in page.value] == ["Page-3", "Page-2", "Page-1"]
    rest = await relationships.with_url(page.odata_next_link).get()
    assert [it.display_name for it in rest.value] == ["Page-0"] and rest.odata_next_link is None
    parameters = Relationships.DelegatedAdminRelationshipsRequestBuilderGetQueryParameters(
        filter="status eq 'active'", expand=["accessAssignments"], select=["id", "displayName"]
    )
    page = await relationships.get(RequestConfiguration(query_parameters=parameters))
    assert page.value[0].access_assignments[0].id == given.id and page.value[0].status is None
    parameters = Relationships.DelegatedAdminRelationshipsRequestBuilderGetQueryParameters(filter="color eq 'red'")
    await refused(relationships.get(RequestConfiguration(query_parameters=parameters)), 400, "badRequest")

    await at.delete(matching(etag(await at.get())))
    draft = (await relationships.get()).value[0]
    await relationships.by_delegated_admin_relationship_id(draft.id).delete(matching(etag(draft)))
    await refused(relationships.by_delegated_admin_relationship_id(draft.id).get(), 404, "itemNotFound")
    end = DelegatedAdminRelationshipRequest(action=DelegatedAdminRelationshipRequestAction.Terminate)
    await one.requests.post(end)
    await until(one.get, DelegatedAdminRelationshipStatus.Terminated)
    if "CLIENT_ID" in os.environ:
        await directory()
    print("lived")


asyncio.run(main())
