//! For any text and any tree a machine can think of.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::time::Time;

/// Texts that look like filters far more often than noise would.
fn nearly_filters() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "(",
        ")",
        ",",
        "/",
        ":",
        "'",
        "''",
        " ",
        "and ",
        "or ",
        "not ",
        "eq ",
        "ne ",
        "gt ",
        "in ",
        "null",
        "true",
        "-",
        "P1D",
        "duration'",
        "duration",
        "2026-03-01",
        "T09:00:00Z",
        "1.5",
        "9",
        "e9",
        "0b1c9f2e-0000-4000-8000-00000000000a",
        "displayName",
        "status",
        "capacity",
        "load",
        "tags",
        "customer/tenantId",
        "accessDetails/unifiedRoles",
        "/any(",
        "/all(",
        "t",
        "t:",
        "r: r/names",
        "tolower(",
        "contains(",
        "'active'",
        "안",
        "\u{301}",
        "\0",
        "\"",
        "🏢",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-c' (),안ßİ]{0,6}", any::<String>()].prop_map(|text| text.replace('\0', ""))
}

fn duration() -> impl Strategy<Value = SignedDuration> {
    let longest = 1000 * 365 * 24 * 3600_i64;
    (-longest + 1..longest, 0..1_000_000_000_i32).prop_map(|(seconds, nanos)| {
        let nanos = if seconds < 0 { -nanos } else { nanos };
        SignedDuration::new(seconds, nanos)
    })
}

fn time() -> impl Strategy<Value = Time> {
    let (least, most) = (Timestamp::MIN.as_microsecond(), Timestamp::MAX.as_microsecond());
    (least..=most).prop_map(Time::from_micros)
}

/// A path with a value, given the number of lambdas around it, each over `tags`.
fn value(depth: usize) -> impl Strategy<Value = (Path, Literal)> {
    let own = |name| Just(Path::Own(name));
    let texts = if depth == 0 {
        own("displayName").boxed()
    } else {
        let element = (0..depth).prop_map(|i| Path::Element { variable: format!("v{i}"), property: None });
        prop_oneof![own("displayName"), element].boxed()
    };
    let words = prop::sample::select(STATUS.to_vec()).prop_map(|s| Literal::Text(s.to_owned()));
    let float = any::<f64>().prop_filter("finite", |f| f.is_finite());
    prop_oneof![
        (texts, text().prop_map(Literal::Text)),
        (own("status"), words),
        (own("capacity"), any::<i64>().prop_map(Literal::Integer)),
        (own("load"), float.prop_map(Literal::Decimal)),
        (own("isBlocked"), any::<bool>().prop_map(Literal::Boolean)),
        (own("endDateTime"), time().prop_map(Literal::Time)),
        (own("customer/tenantId"), any::<u128>().prop_map(|id| Literal::Id(Uuid::from_u128(id)))),
        (own("duration"), duration().prop_map(Literal::Duration)),
    ]
}

fn is_ordered(literal: &Literal, path: &Path) -> bool {
    let word = *path == Path::Own("status");
    !word && !matches!(literal, Literal::Null | Literal::Boolean(_) | Literal::Id(_))
}

fn leaf(lambdas: usize) -> BoxedStrategy<Filter> {
    use Comparison::*;
    let operator = prop::sample::select(vec![Eq, Ne, Gt, Ge, Lt, Le]);
    let compare = (value(lambdas), operator, any::<bool>()).prop_map(|((path, literal), op, null)| {
        let literal = if null { Literal::Null } else { literal };
        let operator = match op {
            op if is_ordered(&literal, &path) => op,
            Eq | Gt | Ge => Eq,
            _ => Ne,
        };
        Filter::Compare { path, operator, literal }
    });
    let list = (value(lambdas), 1..4_usize)
        .prop_map(|((path, literal), n)| Filter::In { path, literals: vec![literal; n] });
    let test = prop::sample::select(vec![TextTest::StartsWith, TextTest::EndsWith, TextTest::Contains]);
    let name = prop::sample::select(vec!["displayName", "status", "customer/tenantId"]);
    let text = (test, name, text()).prop_map(|(test, name, text)| Filter::Text {
        test,
        path: Path::Own(name),
        text,
    });
    prop_oneof![compare, list, text].boxed()
}

/// Trees of the given height inside the given number of lambdas.
fn tree(height: u32, lambdas: usize) -> BoxedStrategy<Filter> {
    if height == 0 {
        return leaf(lambdas);
    }
    let boxed = || tree(height - 1, lambdas).prop_map(Box::new);
    let lambda = || {
        tree(height - 1, lambdas + 1).prop_map(move |condition| Lambda {
            variable: format!("v{lambdas}"),
            condition: Box::new(condition),
        })
    };
    let tags = || Path::Own("tags");
    prop_oneof![
        leaf(lambdas),
        (boxed(), boxed()).prop_map(|(left, right)| Filter::And(left, right)),
        (boxed(), boxed()).prop_map(|(left, right)| Filter::Or(left, right)),
        boxed().prop_map(Filter::Not),
        prop::option::of(lambda()).prop_map(move |lambda| Filter::Any { collection: tags(), lambda }),
        lambda().prop_map(move |lambda| Filter::All { collection: tags(), lambda }),
    ]
    .boxed()
}

proptest! {
    #[test]
    fn what_is_printed_is_read_as_the_same_tree(tree in tree(4, 0)) {
        let printed = tree.to_string();
        prop_assert_eq!(Filter::parse(&printed, &SCHEMA), Ok(tree), "{}", printed);
    }

    /// Any text gives a filter or an error whose place lies inside the text, for each option.
    #[test]
    fn no_text_breaks_the_parser(text in prop_oneof![nearly_filters(), any::<String>()]) {
        for option in OPTIONS {
            match Query::parse([(option, text.as_str())], &SCHEMA) {
                Ok(query) => if let Some(filter) = query.filter {
                    prop_assert_eq!(filter.clone(), super::filter(&filter.to_string()));
                    filter.matches(&|_| None);
                },
                Err(error) => {
                    prop_assert!(error.position <= text.chars().count(), "{}", error);
                    prop_assert!(!error.to_string().is_empty());
                }
            }
        }
    }

    /// A parenthesis more changes nothing, and `not` turns what is certain.
    #[test]
    fn parentheses_and_double_negation_keep_the_meaning(tree in tree(3, 0)) {
        let again = super::filter(&format!("not (not ({tree}))"));
        prop_assert_eq!(again.matches(&|_| None), tree.matches(&|_| None));
    }
}
