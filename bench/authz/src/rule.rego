package authz

import rego.v1

default allow := false

allow if {
	room := data.rooms[input.room]
	id := data.relationship_of[room.customer][input.partner]
	relationship := data.relationships[id]
	relationship.active
	covers(relationship.scope, input.room, room)
	some principal in data.principals[input.user]
	some assignment in relationship.assignments[principal]
	data.roles[assignment.role][input.perm]
	covers(assignment.scope, input.room, room)
}

covers(scope, _, _) if scope.kind == "all"

covers(scope, _, room) if {
	scope.kind == "groups"
	some group in room.groups
	scope.ids[group]
}

covers(scope, id, _) if {
	scope.kind == "rooms"
	scope.ids[id]
}
