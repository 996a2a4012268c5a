//! The query options of a collection as OpenAPI describes them, from its schema.

use domain::query::{Kind, Property, Schema};
use utoipa::{
    IntoParams, PartialSchema,
    openapi::{
        Required,
        path::{Parameter, ParameterBuilder, ParameterIn},
    },
};

use super::{Asking, Item, Narrowing};

impl<T: Item> IntoParams for Asking<T> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let schema = T::SCHEMA;
        let mut options = narrowing::<T>();
        let sortable = names(schema, |property| property.sortable, |property| property.name.to_owned());
        if !sortable.is_empty() {
            options.push(option::<String>("$orderby", &sortable));
        }
        if !schema.properties.is_empty() {
            options.push(option::<String>("$select", "Which properties"));
            options.push(option::<bool>("$count", "Whether to count all of them"));
        }
        if !schema.expandable.is_empty() {
            let names = schema.expandable.join(", ");
            options.push(option::<String>("$expand", &format!("What comes with each: {names}")));
        }
        let most = format!("How many on a page, at most {}", schema.top_limit);
        options.push(option::<u32>("$top", &most));
        options.push(option::<String>("$skiptoken", "Where to go on; from @odata.nextLink"));
        options
    }
}

impl<T: Item> IntoParams for Narrowing<T> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        narrowing::<T>()
    }
}

fn narrowing<T: Item>() -> Vec<Parameter> {
    let mut options = Vec::new();
    let filterable = names(T::SCHEMA, |property| property.filterable, with_values);
    if !filterable.is_empty() {
        options.push(option::<String>("$filter", &format!("By {filterable}; for instance {}", T::EXAMPLE)));
    }
    let searched = T::SCHEMA.searched().collect::<Vec<_>>().join(", ");
    if !searched.is_empty() {
        options.push(option::<String>("$search", &format!("In {searched}")));
    }
    options
}

fn option<T: PartialSchema>(name: &str, description: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(T::schema()))
        .build()
}

fn names(schema: &Schema, is_meant: fn(&Property) -> bool, named: fn(&Property) -> String) -> String {
    let names: Vec<String> =
        schema.properties.iter().filter(|property| is_meant(property)).map(named).collect();
    names.join(", ")
}

/// A property with the words that its values are, where they are few.
fn with_values(property: &Property) -> String {
    match property.kind {
        Kind::Enum(words) => format!("{} ({})", property.name, words.join(", ")),
        Kind::List(_) => format!("{} (any, all)", property.name),
        _ => property.name.to_owned(),
    }
}
