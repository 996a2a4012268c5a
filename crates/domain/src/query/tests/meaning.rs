//! What filters mean for items in memory.

use super::*;
use Literal::*;

/// A room-like item without display name, load and roles.
fn item(path: &Path) -> Option<Value> {
    let text = |text: &str| Value::One(Text(text.to_owned()));
    let Path::Own(name) = path else { return None };
    Some(match *name {
        "id" => text("ÄÖ-Straße"),
        "displayName" => Value::One(Null),
        "status" => text("active"),
        "customer/tenantId" => Value::One(Id(uuid::Uuid::from_u128(0xa))),
        "capacity" => Value::One(Integer(8)),
        "isBlocked" => Value::One(Boolean(false)),
        "endDateTime" => Value::One(Time("2026-03-01T09:00:00+09:00".parse().ok()?)),
        "duration" => Value::One(Duration(jiff::SignedDuration::from_hours(48))),
        "tags" => Value::List(vec![text("Red"), text("blue"), Value::One(Null)]),
        _ => return None,
    })
}

fn roles(path: &Path) -> Option<Value> {
    let record = |id, names: &[&str]| {
        let name = |n: &&str| Value::One(Text((*n).to_owned()));
        Value::Record(vec![
            ("roleDefinitionId", Value::One(Id(uuid::Uuid::from_u128(id)))),
            ("names", Value::List(names.iter().map(name).collect())),
        ])
    };
    match path {
        Path::Own("accessDetails/unifiedRoles") => Some(Value::List(vec![record(1, &["a"]), record(2, &[])])),
        other => item(other),
    }
}

#[test]
fn values_of_each_kind_are_compared() {
    for (text, expected) in [
        ("id eq 'äö-STRAßE'", true),
        ("startswith(id,'äö') and endswith(id,'E') and contains(id,'SS')", false),
        ("startswith(id,'äö') and endswith(id,'E') and contains(id,'str')", true),
        ("id gt 'Zebra'", true),
        ("status in ('created','active')", true),
        ("status ne 'active'", false),
        ("startswith(status,'ACT')", true),
        ("customer/tenantId eq '00000000-0000-0000-0000-00000000000A'", true),
        ("endswith(customer/tenantId,'0A')", true),
        ("capacity ge 8 and capacity le 8 and not (capacity gt 8) and not (capacity lt 8)", true),
        ("9 gt capacity", true),
        ("isBlocked eq false", true),
        ("endDateTime eq 2026-03-01", true),
        ("endDateTime lt 2026-03-01T00:00:00.000001Z", true),
        ("duration gt P1D and duration lt P1W", true),
        ("capacity eq 8 or capacity eq 9 and capacity eq 10", true),
    ] {
        assert_eq!(filter(text).matches(&item), expected, "{text}");
    }
}

/// OData: null equals null alone, nothing is greater or less than null, and a function of null is unknown.
#[test]
fn absent_values_follow_odata() {
    for (text, expected) in [
        ("displayName eq null", true),
        ("displayName ne null", false),
        ("status eq null", false),
        ("displayName eq 'a'", false),
        ("displayName ne 'a'", true),
        ("displayName in ('a')", false),
        ("not (displayName in ('a'))", true),
        ("load gt 1", false),
        ("not (load gt 1)", true),
        ("contains(displayName,'a')", false),
        ("not contains(displayName,'a')", false),
        ("not (contains(displayName,'a') and capacity eq 1)", true),
        ("not (contains(displayName,'a') or capacity eq 1)", false),
        ("contains(displayName,'a') or capacity eq 8", true),
        ("capacity eq 8 and not contains(displayName,'a')", false),
    ] {
        assert_eq!(filter(text).matches(&item), expected, "{text}");
    }
}

#[test]
fn lambdas_look_at_each_element() {
    for (text, expected) in [
        ("tags/any()", true),
        ("tags/any(t: t eq 'RED')", true),
        ("tags/any(t: t eq 'green')", false),
        ("tags/any(t: t eq null)", true),
        ("tags/all(t: t ne 'green')", true),
        ("tags/all(t: t eq 'red')", false),
        ("tags/all(t: contains(t,'e'))", false),
        ("tags/any(t: contains(t,'blu') and status eq 'active')", true),
        ("accessDetails/unifiedRoles/any()", false),
        ("accessDetails/unifiedRoles/any(r: r/roleDefinitionId ne null)", false),
        ("accessDetails/unifiedRoles/all(r: r/roleDefinitionId eq null)", true),
    ] {
        assert_eq!(filter(text).matches(&item), expected, "{text}");
    }
    for (text, expected) in [
        (
            "accessDetails/unifiedRoles/any(r: r/roleDefinitionId eq '00000000-0000-0000-0000-000000000002')",
            true,
        ),
        ("accessDetails/unifiedRoles/any(r: r/names/any(n: n eq 'A'))", true),
        ("accessDetails/unifiedRoles/all(r: r/names/any(n: n eq 'A'))", false),
        ("accessDetails/unifiedRoles/all(r: r/names/all(n: n eq 'A' and r/names/any()))", true),
        ("accessDetails/unifiedRoles/any(r: r/names/any(n: n eq 'a' and tags/any(t: t eq 'red')))", true),
    ] {
        assert_eq!(filter(text).matches(&roles), expected, "{text}");
    }
}
