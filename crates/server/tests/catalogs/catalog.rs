//! Reads a catalog: every message of a language with its values and plural forms.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use domain::organization::Language;
use fluent_syntax::{
    ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
};

use crate::sources::{files, root};

/// One message of a catalog.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Message {
    pub file: String,
    pub text: String,
    pub variables: BTreeSet<String>,
    /// The keys of every choice by `$count`.
    pub plurals: Vec<BTreeSet<String>>,
}

impl Message {
    fn read(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.text.push_str(value),
                PatternElement::Placeable { expression } => self.expression(expression),
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                if matches!(selector, InlineExpression::VariableReference { id } if id.name == "count") {
                    let keys = variants.iter().map(|variant| match variant.key {
                        VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name } => name,
                    });
                    self.plurals.push(keys.map(str::to_owned).collect());
                }
                for variant in variants {
                    self.read(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::FunctionReference { arguments, .. } => self.arguments(arguments),
            InlineExpression::TermReference { arguments, .. } => {
                if let Some(arguments) = arguments {
                    self.arguments(arguments);
                }
            }
            InlineExpression::StringLiteral { .. }
            | InlineExpression::NumberLiteral { .. }
            | InlineExpression::MessageReference { .. } => {}
        }
    }

    fn arguments(&mut self, arguments: &CallArguments<&str>) {
        let named = arguments.named.iter().map(|argument| &argument.value);
        for argument in arguments.positional.iter().chain(named) {
            self.inline(argument);
        }
    }
}

/// Every message of a language by key.
pub fn catalog(language: Language) -> BTreeMap<String, Message> {
    let mut catalog = BTreeMap::new();
    for path in files(&root().join("locales").join(language.tag()), &["ftl"]) {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let resource = parser::parse(text.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{} cannot be read: {errors:?}", path.display()));
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let mut found = Message { file: file.clone(), ..Message::default() };
            found.read(message.value.as_ref().unwrap());
            let before = catalog.insert(message.id.name.to_owned(), found);
            assert!(before.is_none(), "{}: {} is defined twice", path.display(), message.id.name);
        }
    }
    assert!(!catalog.is_empty(), "no messages for {}", language.tag());
    catalog
}
