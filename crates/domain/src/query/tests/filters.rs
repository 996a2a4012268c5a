//! Filters: what is accepted, and what an error says.

use super::*;

/// What the text is read as, printed.
fn reads(text: &str, printed: &str) {
    assert_eq!(filter(text).to_string(), printed, "{text}");
    assert_eq!(filter(printed), filter(text), "{text}");
}

/// §4.4: the filters that partner tools send.
#[test]
fn partner_tools_are_understood() {
    for text in [
        "status eq 'active'",
        "status ne 'terminated'",
        "startswith(status,'act')",
        "displayName eq 'O''Hare'",
        "displayName eq '안녕 🏢'",
        "startswith(displayName,'회의')",
        "customer/tenantId eq 0b1c9f2e-0000-4000-8000-00000000000a",
        "startswith(customer/tenantId,'0b1c')",
        "endDateTime ge 2026-03-01T09:00:00.000000Z and endDateTime lt 2026-04-01T00:00:00.000000Z",
        "(status eq 'active' or status eq 'created') and not (displayName eq null)",
        "status in ('active','created')",
    ] {
        reads(text, text);
    }
}

#[test]
fn every_way_of_writing_a_value_becomes_the_kind_of_its_property() {
    reads(
        "customer/tenantId eq '0B1C9F2E-0000-4000-8000-00000000000A'",
        "customer/tenantId eq 0b1c9f2e-0000-4000-8000-00000000000a",
    );
    reads("endDateTime gt 2026-03-01", "endDateTime gt 2026-03-01T00:00:00.000000Z");
    reads("endDateTime gt '2026-03-01T09:00:00.1234567+09:00'", "endDateTime gt 2026-03-01T00:00:00.123456Z");
    reads("duration eq P2Y", "duration eq duration'PT17520H'");
    assert_eq!(filter("duration eq P2Y"), filter("duration eq duration'P730D'"));
    assert_eq!(filter("duration eq 'P1D'"), filter("duration eq PT24H"));
    reads("duration lt -PT1.5S", "duration lt duration'-PT1.5S'");
    reads("capacity ge -3", "capacity ge -3");
    reads("load lt 1e2", "load lt 100");
    reads("load lt 7", "load lt 7");
    reads("isBlocked eq True", "isBlocked eq true");
    reads("displayName eq 'null'", "displayName eq 'null'");
}

#[test]
fn a_literal_may_stand_left() {
    reads("'active' eq status", "status eq 'active'");
    reads("5 lt capacity", "capacity gt 5");
    reads("5 ge capacity", "capacity le 5");
    reads("true ne isBlocked", "isBlocked ne true");
    reads("P1D le duration", "duration ge duration'PT24H'");
    reads("null eq displayName", "displayName eq null");
}

#[test]
fn folding_functions_change_nothing_since_text_is_compared_without_case() {
    reads("contains(tolower(displayName),'a')", "contains(displayName,'a')");
    reads("endswith(displayName, toupper(tolower('a')))", "endswith(displayName,'a')");
    reads("toupper(displayName) eq 'A'", "displayName eq 'A'");
    reads("'a' eq tolower(displayName)", "displayName eq 'a'");
}

#[test]
fn lambdas_reach_into_collections() {
    reads("tags/any(t:t eq 'x')", "tags/any(t: t eq 'x')");
    reads("tags/any()", "tags/any()");
    reads(
        "not tags/all(t: startswith(t,'x') or status eq 'active')",
        "not tags/all(t: startswith(t,'x') or status eq 'active')",
    );
    let role = "accessDetails/unifiedRoles/any(r: \
                r/roleDefinitionId eq 0b1c9f2e-0000-4000-8000-00000000000a)";
    reads(role, role);
    let nested = "accessDetails/unifiedRoles/any(r: r/names/all(n: n ne 'x' and r/names/any()))";
    reads(nested, nested);
}

#[test]
fn and_binds_tighter_than_or_and_the_tree_leans_left() {
    reads(
        "capacity eq 1 or capacity eq 2 and capacity eq 3",
        "capacity eq 1 or capacity eq 2 and capacity eq 3",
    );
    reads(
        "(capacity eq 1 and capacity eq 2) and (capacity eq 3 and capacity eq 4)",
        "capacity eq 1 and capacity eq 2 and (capacity eq 3 and capacity eq 4)",
    );
    reads("not not(capacity eq 1)", "not not (capacity eq 1)");
}

#[test]
fn errors_say_where_what_and_what_instead() {
    for (text, position, sentence) in [
        ("", 0, "found the end, expected a condition"),
        ("status eq", 9, "found the end, expected a value"),
        ("status EQ 'active'", 7, "found `EQ`, expected an operator (eq, ne, gt, ge, lt, le, in)"),
        ("status eq 'active' und", 19, "found `und`, expected `and`, `or` or the end of the condition"),
        ("(status eq 'active'", 19, "found the end, expected `)`"),
        ("displayName eq '안녕", 18, "found the end, expected the closing quote"),
        ("displayName eq '안녕' &", 20, "found `&`, expected a condition"),
        ("displayName eq \"x\"", 15, "found `\"`, expected a condition"),
        ("displayName eq 'a\0'", 17, "found `U+0000`, expected text without the character U+0000"),
        (
            "status eq 'Active'",
            10,
            "`status` is never `'Active'`; it is one of created, approvalPending, active, terminated",
        ),
        ("status gt 'active'", 7, "`gt` cannot be used on `status` here; use eq or ne"),
        ("capacity gt null", 9, "`gt` cannot be used on `capacity` here; use eq or ne"),
        ("capacity eq 'x'", 12, "`capacity` is compared with a whole number, found `'x'`"),
        ("capacity eq 1.5", 12, "`capacity` is compared with a whole number, found `1.5`"),
        (
            "capacity eq 9223372036854775808",
            12,
            "found `9223372036854775808`, expected a number within range",
        ),
        ("load eq 1e999", 8, "found `1e999`, expected a number within range"),
        ("displayName eq 5", 15, "`displayName` is compared with a text in single quotes, found `5`"),
        ("displayName eq status", 15, "found `status`, expected a value"),
        ("customer/tenantId eq 'x'", 21, "`customer/tenantId` is compared with a GUID, found `'x'`"),
        (
            "endDateTime gt 2026-03-01T09:00:00",
            15,
            "found `2026-03-01T09:00:00`, expected a date, or a time with its offset such as 2026-03-01T09:00:00Z",
        ),
        (
            "endDateTime gt 2026-02-30",
            15,
            "found `2026-02-30`, expected a date, or a time with its offset such as 2026-03-01T09:00:00Z",
        ),
        (
            "duration eq duration'P1M'",
            21,
            "found `P1M`, expected a duration of at most 1000 years such as P1D or PT8H, without months",
        ),
        ("status in ()", 11, "found `)`, expected a value"),
        ("status in ('active',null)", 20, "found `null`, expected a value"),
        ("status in ('active' 'created')", 20, "found `'created'`, expected `,` or `)`"),
        (
            "not status eq 'active'",
            4,
            "found `status`, expected `(`, since `not` binds tighter than a comparison",
        ),
        (
            "substringof('a',displayName)",
            0,
            "there is no function `substringof`; the functions are contains, startswith, endswith, tolower, toupper",
        ),
        ("contains(capacity,'1')", 9, "`capacity` is a whole number, which has no text to look into"),
        ("startswith('a',displayName)", 11, "found `'a'`, expected the name of a property"),
        ("tags eq 'x'", 0, "`tags` is a collection, not a single value; use any or all"),
        ("displayName/any(x: x eq 'a')", 0, "`displayName` is no collection, so it has no any or all"),
        ("tags/all()", 9, "found `)`, expected the name of a variable"),
        (
            "tags/any(status: status eq 'a')",
            9,
            "the name `status` is in use already; choose another variable",
        ),
        (
            "tags/any(customer: customer eq 'a')",
            9,
            "the name `customer` is in use already; choose another variable",
        ),
        ("tags/any(t: t/x eq 'a')", 12, "there is no property `t/x`"),
        (
            "tags/any(t: t eq 'a') and t eq 'b'",
            26,
            "there is no property `t`; the properties are id, displayName, status, customer/tenantId, customer/displayName, capacity, load, isBlocked, endDateTime, duration, tags, accessDetails/unifiedRoles",
        ),
        (
            "accessDetails/unifiedRoles/any(r: r eq 'a')",
            34,
            "`r` is a record, not a single value; name one of its properties: roleDefinitionId, names, note",
        ),
        (
            "accessDetails/unifiedRoles/any(r: r/note eq 'a')",
            34,
            "`r/note` cannot be used to filter; what can be used so is roleDefinitionId, names",
        ),
    ] {
        let error = refused(text);
        assert_eq!((error.position, error.problem.to_string().as_str()), (position, sentence), "{text}");
        assert_eq!(error.option, "$filter");
    }
}

/// §4.4: an unknown property is refused; the names are compared with case.
#[test]
fn an_unknown_property_is_refused_with_the_known_ones_as_data() {
    let error = refused("status eq 'active' and displayname eq 'x'");
    let known = PROPERTIES.iter().map(|p| p.name).collect();
    let name = "displayname".to_owned();
    assert_eq!(error.problem, Problem::UnknownProperty { name, known });
    assert_eq!(error.position, 23);
    assert_eq!(
        refused("customer/displayName eq 'x'").problem.to_string(),
        "`customer/displayName` cannot be used to filter; what can be used so is id, displayName, \
         status, customer/tenantId, capacity, load, isBlocked, endDateTime, duration, tags, \
         accessDetails/unifiedRoles"
    );
}

#[test]
fn sixty_four_levels_are_read_and_one_more_is_refused() {
    for opening in ["(", "not (", "tolower("] {
        let text = |levels| {
            let (start, close) = (opening.repeat(levels), ")".repeat(levels));
            match opening {
                "tolower(" => format!("{start}displayName{close} eq 'a'"),
                _ => format!("{start}displayName eq 'a'{close}"),
            }
        };
        filter(&text(64));
        let error = refused(&text(65));
        assert_eq!(error.problem, Problem::TooDeep { limit: 64 });
        assert_eq!(error.position, opening.len() * 65 - 1);
    }
}

#[test]
fn deep_and_long_texts_are_refused_quickly_and_without_a_stack() {
    let started = std::time::Instant::now();
    for opening in ["(", "not (", "not ", "tolower(", "contains(tolower(", "tags/any(t: (", "-", "a/"] {
        refused(&opening.repeat(100_000));
    }
    refused(&format!("displayName eq {}", "tolower(".repeat(100_000)));
    refused(&format!("displayName in ({}", "'a',".repeat(100_000)));
    refused(&format!("displayName eq '{}", "''".repeat(100_000)));
    refused(&vec!["capacity eq 1"; 100_000].join(" or "));
    assert!(started.elapsed() < std::time::Duration::from_secs(2));
}

#[test]
fn a_filter_has_at_most_256_nodes() {
    let chain = |n: usize| vec!["capacity eq 1"; n].join(" and ");
    filter(&chain(128));
    assert_eq!(refused(&chain(129)).problem, Problem::TooMany { limit: 256 });
    let list = |n: usize| format!("capacity in ({})", vec!["1"; n].join(","));
    filter(&list(255));
    assert_eq!(refused(&list(256)).problem, Problem::TooMany { limit: 256 });
    filter(&format!("{}(capacity eq 1)", "not ".repeat(255)));
}
