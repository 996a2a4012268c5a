//! What a list of the API understands is what it shows: each property of its schema is in its answers, and each query
//! finds over HTTP what `Filter::matches` and `Search::matches` find in the items shown.
//!
//! Invariant: no query tells more than the answer to the query without it; nothing that is not shown can be asked for.

use domain::{
    query::{Comparison, Filter, Kind, Literal, Path, Property, Query, Schema, Value as Held},
    time::Time,
};
use serde_json::Value;
use testkit::http::Client;

/// A list as a client reads it.
pub struct List<'a> {
    pub client: &'a Client,
    pub path: &'a str,
    /// Its first property tells items apart.
    pub schema: &'static Schema,
}

/// The value of a property, as filters see it.
fn literal(kind: Kind, value: &Value) -> Option<Literal> {
    let text = || value.as_str();
    Some(match kind {
        Kind::Text | Kind::Enum(_) => Literal::Text(text()?.to_owned()),
        Kind::Id => Literal::Id(text()?.parse().unwrap()),
        Kind::Time => Literal::Time(text()?.parse::<Time>().unwrap()),
        Kind::Boolean => Literal::Boolean(value.as_bool()?),
        Kind::Integer => Literal::Integer(value.as_i64()?),
        other => panic!("a kind without literals here: {other}"),
    })
}

fn query(options: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(options).finish()
}

impl List<'_> {
    async fn page(&self, path: &str) -> Value {
        let answer = self.client.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.json()
    }

    /// All items under these options, page by page; the count of the first page is theirs.
    async fn all(&self, options: &[(&str, &str)]) -> Vec<Value> {
        let sign = if self.path.contains('?') { '&' } else { '?' };
        let mut next = Some(format!("{}{sign}{}", self.path, query(options)));
        let (mut items, mut count) = (Vec::new(), None);
        while let Some(path) = next {
            let page = self.page(&path).await;
            count = count.or_else(|| page["@odata.count"].as_u64());
            items.extend(page["value"].as_array().unwrap().iter().cloned());
            let link = page["@odata.nextLink"].as_str();
            next = link.map(|link| format!("/v1.0{}", link.split_once("/v1.0").unwrap().1));
        }
        if let Some(count) = count {
            assert_eq!(count, items.len() as u64, "{options:?}");
        }
        items
    }

    fn ids(&self, items: &[Value]) -> Vec<String> {
        let id = self.schema.properties[0].name;
        let mut ids: Vec<_> = items.iter().map(|item| item[id].as_str().unwrap().to_owned()).collect();
        ids.sort_unstable();
        ids
    }

    fn value(&self, item: &Value, path: &Path) -> Option<Held> {
        let Path::Own(name) = path else { return None };
        let property = self.schema.properties.iter().find(|property| property.name == *name).unwrap();
        literal(property.kind, &item[*name]).map(Held::One)
    }

    /// Asks for everything the schema offers, and compares.
    pub async fn means_what_it_shows(&self) {
        let all = self.all(&[("$count", "true")]).await;
        assert!(all.len() > 2, "{} items at {}", all.len(), self.path);
        for property in self.schema.properties {
            let shown = all.iter().all(|item| item.get(property.name).is_some());
            assert!(shown, "{} is not shown at {}", property.name, self.path);
            if property.filterable {
                for filter in filters(property, &all) {
                    self.finds(&all, &filter).await;
                }
            }
            if property.sortable {
                self.sorts(&all, property).await;
            }
        }
        self.searches(&all).await;
        let name = self.schema.properties[0].name;
        for item in self.all(&[("$select", name)]).await {
            assert!(
                item.as_object().unwrap().keys().all(|key| key == name || key.starts_with('@')),
                "{item}"
            );
        }
        let sign = if self.path.contains('?') { '&' } else { '?' };
        for (option, status) in [("$filter=nothing%20eq%201", 400), ("$skip=1", 400), ("$skiptoken=W10", 400)]
        {
            let answer = self.client.get(&format!("{}{sign}{option}", self.path)).await;
            assert_eq!(answer.status, status, "{option}: {}", answer.text());
        }
    }

    async fn finds(&self, all: &[Value], text: &str) {
        let parsed = Query::parse([("$filter", text)], self.schema).unwrap().filter.unwrap();
        let matches = |item: &&Value| parsed.matches(&|path| self.value(item, path));
        let expected: Vec<_> = all.iter().filter(matches).cloned().collect();
        let found = self.all(&[("$filter", text), ("$count", "true")]).await;
        assert_eq!(self.ids(&found), self.ids(&expected), "{text} at {}", self.path);
    }

    /// Page by page, each item comes once and none before its turn; no value comes before all others.
    async fn sorts(&self, all: &[Value], property: &Property) {
        let path = Path::Own(property.name);
        let size = (all.len() / 4).max(2).to_string();
        for direction in ["", " desc"] {
            let order = format!("{}{direction}", property.name);
            let found = self.all(&[("$orderby", &order), ("$top", &size)]).await;
            assert_eq!(self.ids(&found), self.ids(all), "{order} at {}", self.path);
            for pair in found.windows(2) {
                let (first, second) = if direction.is_empty() { (0, 1) } else { (1, 0) };
                let held = |at: usize| match self.value(&pair[at], &path) {
                    Some(Held::One(literal)) => Some(literal),
                    _ => None,
                };
                let (Some(low), high) = (held(first), held(second)) else { continue };
                let high = high.unwrap_or_else(|| panic!("{order}: no value after {low:?}"));
                let rest =
                    Filter::Compare { path: path.clone(), operator: Comparison::Le, literal: high.clone() };
                let in_turn = rest.matches(&|_| Some(Held::One(low.clone())));
                assert!(in_turn, "{order} at {}: {low:?}, {high:?}", self.path);
            }
        }
    }

    async fn searches(&self, all: &[Value]) {
        let searched: Vec<_> = self.schema.searched().collect();
        let texts = |item: &Value| -> Vec<String> {
            searched.iter().filter_map(|name| item[*name].as_str()).map(str::to_owned).collect()
        };
        assert!(!searched.is_empty(), "nothing is searched at {}", self.path);
        let mut words: Vec<String> = all.iter().flat_map(texts).map(|text| text.to_uppercase()).collect();
        words.extend(["example", "o", "%", "nobody"].map(str::to_owned));
        words.sort_unstable();
        words.dedup();
        let step = words.len().div_ceil(20);
        for word in words.iter().filter(|word| !word.is_empty()).step_by(step) {
            let phrase = format!("\"{word}\"");
            let search = Query::parse([("$search", &*phrase)], self.schema).unwrap().search.unwrap();
            let matches = |item: &&Value| {
                let texts = texts(item);
                search.matches(&texts.iter().map(String::as_str).collect::<Vec<_>>())
            };
            let expected: Vec<_> = all.iter().filter(matches).cloned().collect();
            let found = self.all(&[("$search", &phrase), ("$count", "true")]).await;
            assert_eq!(self.ids(&found), self.ids(&expected), "{phrase} at {}", self.path);
        }
    }
}

/// Conditions on a property by the first two values that items have of it.
fn filters(property: &Property, all: &[Value]) -> Vec<String> {
    let name = property.name;
    let written = |value: &Value| match (property.kind, value) {
        (_, Value::Null) => None,
        (Kind::Text | Kind::Enum(_), value) => Some(format!("'{}'", value.as_str()?.replace('\'', "''"))),
        (_, Value::String(text)) => Some(text.clone()),
        (_, value) => Some(value.to_string()),
    };
    let mut values: Vec<String> = all.iter().filter_map(|item| written(&item[name])).collect();
    values.sort_unstable();
    values.dedup();
    values.truncate(2);
    let ordered = matches!(property.kind, Kind::Text | Kind::Integer | Kind::Time);
    let operators: &[&str] = if ordered { &["eq", "ne", "gt", "ge", "lt", "le"] } else { &["eq", "ne"] };
    let mut filters = vec![format!("{name} eq null"), format!("not ({name} eq null)")];
    for value in &values {
        filters.extend(operators.iter().map(|operator| format!("{name} {operator} {value}")));
    }
    if !values.is_empty() {
        filters.push(format!("{name} in ({})", values.join(",")));
    }
    if matches!(property.kind, Kind::Text | Kind::Enum(_) | Kind::Id) {
        for value in &values {
            let inner = value.trim_matches('\'');
            let piece: String = inner.chars().skip(1).take(3).collect();
            let start: String = inner.chars().take(2).collect();
            filters.push(format!("contains({name},'{}')", piece.to_uppercase()));
            filters.push(format!("not startswith({name},'{start}') or endswith({name},'x')"));
        }
    }
    filters
}
