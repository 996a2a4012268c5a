//! The other options, and what holds for all of them.

use super::*;

fn query(pairs: &[(&str, &str)]) -> Result<Query, QueryError> {
    Query::parse(pairs.iter().copied(), &SCHEMA)
}

fn error(pairs: &[(&str, &str)]) -> String {
    query(pairs).expect_err("a wrong query").to_string()
}

/// §4.2: the options of the collections, together.
#[test]
fn all_options_are_read_and_names_of_others_passed_over() {
    let read = query(&[
        ("filter", "not ours"),
        ("$filter", "status eq 'active'"),
        ("$orderBy", "status desc, displayName ,endDateTime asc"),
        ("$select", "id, customer,accessDetails/unifiedRoles"),
        ("$top", "300"),
        ("$count", "true"),
        ("$search", "\"main hall\" 회의"),
        ("$expand", "operations,requests"),
        ("$skipToken", "opaque"),
        ("_", "1"),
    ]);
    let order = |property, descending| Order { property, descending };
    let expected = Query {
        filter: Some(filter("status eq 'active'")),
        order_by: vec![order("status", true), order("displayName", false), order("endDateTime", false)],
        select: Some(vec!["id", "customer", "accessDetails/unifiedRoles"]),
        top: Some(300),
        count: true,
        search: Some(Search { terms: vec!["main hall".to_owned(), "회의".to_owned()] }),
        expand: vec!["operations", "requests"],
        skip_token: Some("opaque".to_owned()),
    };
    assert_eq!(read, Ok(expected));
    assert_eq!(query(&[]), Ok(Query::default()));
    assert_eq!(query(&[("$select", "*")]).map(|q| q.select), Ok(None));
    let lower = query(&[("$orderby", "status"), ("$skiptoken", "x")]);
    assert_eq!(
        lower.map(|q| (q.order_by, q.skip_token)),
        Ok((vec![order("status", false)], Some("x".to_owned())))
    );
}

/// §4.4: `$top` is at most 300, and other bad values of the options are refused with their place.
#[test]
fn bad_values_are_refused_with_option_and_place() {
    let range = "expected a whole number from 1 to 300";
    for top in ["0", "301", "-1", "+1", "x", "99999999999"] {
        assert_eq!(error(&[("$top", top)]), format!("$top, character 0: found `{top}`, {range}"));
    }
    for (option, value, sentence) in [
        ("$top", "", "character 0: found the end, expected a whole number from 1 to 300"),
        ("$count", "True", "character 0: found `True`, expected `true` or `false`"),
        ("$skiptoken", "", "character 0: found the end, expected the token of an @odata.nextLink"),
        ("$orderby", "", "character 0: found the end, expected the name of a property"),
        ("$orderby", "status,,id", "character 7: found `,`, expected the name of a property"),
        (
            "$orderby",
            "status, capacity",
            "character 8: `capacity` cannot be used to sort; what can be used so is displayName, status, endDateTime",
        ),
        ("$orderby", "status  down", "character 8: found `down`, expected `asc`, `desc`, `,` or the end"),
        ("$orderby", "status,status desc", "character 7: `status` is named twice"),
        (
            "$orderby",
            "이름",
            "character 0: there is no property `이름`; the properties are id, displayName, status, customer/tenantId, customer/displayName, capacity, load, isBlocked, endDateTime, duration, tags, accessDetails/unifiedRoles",
        ),
        ("$select", "id,id", "character 3: `id` is named twice"),
        ("$select", "id,", "character 3: found the end, expected the name of a property"),
        (
            "$expand",
            "requests,x",
            "character 9: `x` cannot be used to expand; what can be used so is requests, operations",
        ),
        ("$search", " ", "character 1: found the end, expected a word or a phrase in double quotes"),
        ("$search", "회의 \"x", "character 5: found the end, expected the closing quote"),
        ("$search", "a\"b\"", "character 1: found `\"b`, expected a blank between two terms"),
        ("$search", "\"b\"a", "character 3: found `a`, expected a blank between two terms"),
        ("$search", "a \" \"", "character 2: found `\"`, expected a word or a phrase in double quotes"),
        (
            "$search",
            "a OR b",
            "character 2: found `OR`, expected a word, or this one in double quotes (OR and NOT are not offered)",
        ),
        ("$search", "a\0", "character 1: found `U+0000`, expected text without the character U+0000"),
    ] {
        assert_eq!(error(&[(option, value)]), format!("{option}, {sentence}"));
    }
}

#[test]
fn unknown_and_repeated_options_are_refused() {
    let options = "there is no such option; the options are \
        $filter, $orderby, $select, $top, $count, $search, $expand, $skiptoken";
    for name in ["$skip", "$Filter", "$FILTER", "$", "$apply"] {
        assert_eq!(error(&[(name, "x")]), format!("{name}, character 0: {options}"));
    }
    assert_eq!(
        error(&[("$orderby", "status"), ("$orderBy", "status")]),
        "$orderBy, character 0: the option is given twice"
    );
}

#[test]
fn search_terms_are_words_and_phrases_all_of_which_must_be_found() {
    let search = |text: &str| query(&[("$search", text)]).map(|q| q.search.expect("a search"));
    let terms = |text: &str| search(text).map(|s| s.terms);
    let plain = |terms: &[&str]| Ok(terms.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>());
    assert_eq!(terms("a AND b and (2F)"), plain(&["a", "b", "and", "(2F)"]));
    assert_eq!(terms(r#""a \"b\" \\c \d""#), plain(&[r#"a "b" \c \d"#]));
    assert_eq!(terms("\"OR\" AND"), plain(&["OR", "AND"]));
    let found = search("HALL \"main st\"").expect("a search");
    assert!(found.matches(&["Big hall", "12 Main Street"]));
    assert!(!found.matches(&["Big hall", "12 Main Road"]));
    assert_eq!(
        terms(&"a ".repeat(11)).map_err(|e| (e.position, e.problem)),
        Err((20, Problem::TooMany { limit: 10 }))
    );
    assert_eq!(terms(&"a".repeat(513)).map_err(|e| e.problem), Err(Problem::TooLong { limit: 512 }));
}

#[test]
fn a_resource_without_searchable_properties_has_no_search_and_one_without_expansions_no_expand() {
    static PLAIN: Schema = Schema::new(&[Property::new("id", Kind::Id)], 999);
    let refused = |pair| Query::parse([pair], &PLAIN).map_err(|e| e.to_string());
    assert_eq!(
        refused(("$search", "x")),
        Err("$search, character 0: this resource has no search".to_owned())
    );
    assert_eq!(
        refused(("$expand", "x")),
        Err("$expand, character 0: `x` cannot be used to expand; nothing here can".to_owned())
    );
    let large = Query::parse([("$top", "999")], &PLAIN);
    assert_eq!(large.map(|q| q.top), Ok(Some(999)));
}

#[test]
fn all_options_together_have_at_most_8_kb() {
    let text = |n: usize| format!("displayName eq '{}'", "é".repeat(n));
    let exact = text((MAX_LENGTH - 17) / 2);
    let rest = MAX_LENGTH - exact.len();
    let token = "x".repeat(rest + 1);
    query(&[("$filter", &exact), ("$skiptoken", token.get(..rest).unwrap_or(""))]).expect("8 KB");
    let error = query(&[("$filter", &exact), ("$skiptoken", &token)]).expect_err("more");
    let problem = Problem::TooLong { limit: MAX_LENGTH };
    assert_eq!((error.position, error.problem), (rest, problem));
}

#[test]
fn messages_repeat_at_most_forty_characters_of_what_was_written() {
    let long = "x".repeat(5_000);
    let call = format!("{long}(");
    let path = format!("{long}/{long} eq 1");
    let value = format!("status eq '{long}'");
    let variable = format!("tags/any({long}: {long}/a eq 1)");
    for text in [&long, &call, &path, &value, &variable] {
        assert!(error(&[("$filter", text)]).len() < 400, "{text}");
    }
    assert!(error(&[(&format!("${long}"), "")]).len() < 400);
}

/// The examples of the document are what the parser does.
#[test]
fn the_document_tells_the_truth() {
    let document = include_str!("../../../../../docs/api-query.md");
    let (_, examples) = document.split_once("```odata\n").expect("examples");
    let (examples, _) = examples.split_once("```").expect("the end of the examples");
    assert!(examples.lines().map(filter).count() >= 10);
    let mut errors = 0;
    for row in document.lines().filter_map(|line| line.strip_prefix("| `$")) {
        let cells: Vec<_> = row.trim_end_matches(" |").split(" | ").collect();
        let [option, value, sentence] = cells[..] else { continue };
        let option = format!("${}", option.trim_matches('`'));
        let value = value.trim_matches('`');
        assert_eq!(error(&[(&option, value)]), sentence, "{option}={value}");
        errors += 1;
    }
    assert!(errors >= 10);
    for limit in [MAX_LENGTH, MAX_DEPTH, MAX_NODES, MAX_SEARCH, MAX_TERMS] {
        assert!(document.contains(&format!("| {limit} |")), "{limit}");
    }
}
