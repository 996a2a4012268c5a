//! What a page offers, read from its text: links, downloads and forms, as a browser without script would find
//! them, and besides them what htmx asks for.

use std::collections::BTreeSet;

use testkit::http::{Answer, Browser};

use crate::tags::{Tag, plain, tag};

/// Something that a form sends when one of its buttons is pressed, or when htmx asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Where it goes.
    pub action: String,
    /// The fields, filled in as a person could.
    pub fields: Vec<(String, String)>,
    /// Whether a file goes with it.
    pub has_file: bool,
}

impl Sent {
    /// Sends it.
    pub async fn send(&self, browser: &mut Browser) -> Answer {
        if self.has_file {
            return browser.upload(&self.action, "sample.txt", b"A sample of a log").await;
        }
        let fields = self.fields.iter().filter(|(name, _)| name != "csrf");
        let fields: Vec<_> = fields.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.post(&self.action, &fields).await
    }

    /// The button that sends it, where it has a word of its own.
    pub fn button(&self) -> &str {
        self.fields.iter().rev().find(|(name, _)| name == "go").map_or("", |(_, value)| value)
    }
}

/// What a page offers.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Addresses that a click opens or a form asks for.
    pub links: Vec<String>,
    /// What can be sent.
    pub sent: Vec<Sent>,
    /// The rows of its tables: the text of the first cell's link or the cell, and the cells by label.
    pub rows: Vec<Row>,
    /// The figures above a list of rooms: the address of each tile and its figure.
    pub tiles: Vec<(String, String)>,
    /// The sentence that says how much is shown.
    pub shown: String,
    /// The elements it is made of, each with its classes and part, to tell pages of different make apart.
    pub make: BTreeSet<String>,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What it is about.
    pub head: String,
    /// Its cells by label.
    pub cells: Vec<(String, String)>,
}

#[derive(Clone, Debug, Default)]
struct Form {
    id: String,
    method: String,
    action: String,
    fields: Vec<(String, String)>,
    /// Every choice of its selects.
    choices: Vec<(String, String)>,
    buttons: Vec<Button>,
    has_file: bool,
}

#[derive(Clone, Debug, Default)]
struct Button {
    /// Where it sends to instead.
    elsewhere: Option<String>,
    /// The field of its own.
    own: Option<(String, String)>,
}

impl Page {
    /// Reads a page that stands at an address.
    pub fn read(here: &str, html: &str) -> Self {
        let mut reader = Reader { here: here.to_owned(), ..Reader::default() };
        reader.run(html);
        reader.end()
    }
}

#[derive(Default)]
struct Reader {
    here: String,
    page: Page,
    forms: Vec<Form>,
    open: Option<usize>,
    /// Buttons that stand outside of their form, and what htmx sends with the fields of the form around.
    outside: Vec<(String, Option<String>)>,
    htmx: Vec<(Option<usize>, String)>,
    select: Option<(String, Vec<(String, bool)>)>,
    area: Option<String>,
    row: Option<Row>,
    cell: Option<Option<String>>,
    tile: bool,
    shown: bool,
}

impl Reader {
    fn run(&mut self, html: &str) {
        let mut rest = html;
        while let Some((words, part)) = rest.split_once('<') {
            self.words(&plain(words));
            rest = if let Some(end) = part.strip_prefix('/') {
                let (name, after) = end.split_once('>').unwrap_or((end, ""));
                self.close(name);
                after
            } else if part.starts_with('!') {
                part.split_once('>').map_or("", |(_, after)| after)
            } else {
                let (tag, after) = tag(part);
                self.open(&tag);
                after
            };
        }
    }

    fn words(&mut self, text: &str) {
        if let (Some(row), Some(cell)) = (&mut self.row, &self.cell) {
            match cell {
                None if row.head.is_empty() => row.head = text.trim().to_owned(),
                Some(label) => match row.cells.iter_mut().find(|(known, _)| known == label) {
                    Some((_, words)) => words.push_str(text.trim()),
                    None => row.cells.push((label.clone(), text.trim().to_owned())),
                },
                None => {}
            }
        }
        if self.tile
            && let Some((_, figure)) = self.page.tiles.last_mut()
        {
            figure.push_str(text.trim());
            figure.push(' ');
        }
        if self.shown {
            self.page.shown.push_str(text.trim());
        }
        if let (Some(name), Some(form)) = (self.area.take(), self.open) {
            self.forms[form].fields.push((name, text.to_owned()));
        }
    }

    fn open(&mut self, tag: &Tag) {
        let said: Vec<&str> = tag.attributes.iter().map(|(name, _)| name.as_str()).collect();
        let part = format!("{}.{}({})", tag.name, tag.text("class"), said.join(" "));
        self.page.make.insert(part);
        self.asked(tag);
        match tag.name.as_str() {
            // Opens a program of the reader, no page.
            "a" if tag.text("href").starts_with("mailto:") => {}
            "a" => {
                let address = resolve(&self.here, &tag.text("href"));
                if tag.text("class").contains("count-tile") {
                    self.page.tiles.push((address.clone(), String::new()));
                    self.tile = true;
                }
                self.link(address);
            }
            "img" => self.link(resolve(&self.here, &tag.text("src"))),
            "form" => {
                let method = tag.text("method");
                let action = tag.get("action").unwrap_or(&self.here).to_owned();
                let action = resolve(&self.here, &action);
                self.open = Some(self.forms.len());
                self.forms.push(Form { id: tag.text("id"), method, action, ..Form::default() });
            }
            "input" => self.input(tag),
            "button" => self.button(tag),
            "select" => self.select = Some((tag.text("name"), Vec::new())),
            "option" => {
                if let Some((_, options)) = &mut self.select {
                    options.push((tag.text("value"), tag.has("selected")));
                }
            }
            "textarea" => self.area = Some(tag.text("name")),
            "tr" => self.row = Some(Row::default()),
            "th" | "td" if self.row.is_some() => self.cell = Some(tag.get("data-label").map(str::to_owned)),
            "span" if tag.get("id") == Some("shown") => self.shown = true,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "form" => self.open = None,
            "select" => {
                if let (Some((name, options)), Some(form)) = (self.select.take(), self.open) {
                    let chosen = options.iter().find(|(_, chosen)| *chosen).or(options.first());
                    let value = chosen.map(|(value, _)| value.clone()).unwrap_or_default();
                    let choices = options.iter().map(|(value, _)| (name.clone(), value.clone()));
                    self.forms[form].choices.extend(choices);
                    self.forms[form].fields.push((name, value));
                }
            }
            "tr" => self.page.rows.extend(self.row.take()),
            "th" | "td" => self.cell = None,
            "a" => self.tile = false,
            "span" => self.shown = false,
            _ => {}
        }
    }

    /// What htmx asks for.
    fn asked(&mut self, tag: &Tag) {
        if let Some(address) = tag.get("hx-get") {
            let address = resolve(&self.here, address);
            // A field that searches asks with what was typed.
            match tag.get("name") {
                Some(name) => self.link(with(&address, &[(name.to_owned(), "zz".to_owned())])),
                None => self.link(address),
            }
        }
        if let Some(address) = tag.get("hx-post") {
            self.htmx.push((self.open, resolve(&self.here, address)));
        }
    }

    fn link(&mut self, address: String) {
        if address.starts_with('/') && !self.page.links.contains(&address) {
            self.page.links.push(address);
        }
    }

    /// A field with what it holds; an empty one is filled in, a box is ticked, of several choices the first is taken.
    fn input(&mut self, tag: &Tag) {
        let (Some(form), Some(name)) = (self.open, tag.get("name")) else { return };
        let fields = &mut self.forms[form].fields;
        let known = fields.iter().position(|(field, _)| field == name);
        let value = tag.text("value");
        match tag.get("type").unwrap_or("text") {
            "radio" => match known {
                Some(at) if tag.has("checked") => fields[at].1 = value,
                Some(_) => {}
                None => fields.push((name.to_owned(), value)),
            },
            "checkbox" => {
                if tag.has("checked") || known.is_none() {
                    fields.push((name.to_owned(), value));
                }
            }
            "file" => self.forms[form].has_file = true,
            "search" => fields.push((name.to_owned(), "zz".to_owned())),
            "hidden" => fields.push((name.to_owned(), value)),
            _ if value.is_empty() && tag.has("required") => {
                fields.push((name.to_owned(), "Sample".to_owned()));
            }
            _ => fields.push((name.to_owned(), value)),
        }
    }

    fn button(&mut self, tag: &Tag) {
        if tag.text("type") == "button" {
            return;
        }
        let elsewhere = tag.get("formaction").map(|address| resolve(&self.here, address));
        if let Some(form) = tag.get("form") {
            self.outside.push((form.to_owned(), elsewhere));
        } else if let Some(form) = self.open {
            let own = tag.get("name").map(|name| (name.to_owned(), tag.text("value")));
            self.forms[form].buttons.push(Button { elsewhere, own });
        }
    }

    fn end(mut self) -> Page {
        for (id, elsewhere) in std::mem::take(&mut self.outside) {
            if let Some(form) = self.forms.iter_mut().find(|form| form.id == id) {
                form.buttons.push(Button { elsewhere, own: None });
            }
        }
        for (form, action) in std::mem::take(&mut self.htmx) {
            let fields = form.map(|form| self.forms[form].fields.clone()).unwrap_or_default();
            self.send(Sent { action, fields, has_file: false });
        }
        for form in std::mem::take(&mut self.forms) {
            if !form.method.eq_ignore_ascii_case("post") {
                self.ask(&form);
                continue;
            }
            for Button { elsewhere, own } in form.buttons {
                let mut fields = form.fields.clone();
                fields.extend(own);
                let action = elsewhere.unwrap_or_else(|| form.action.clone());
                self.send(Sent { action, fields, has_file: form.has_file });
            }
        }
        self.page
    }

    /// What a form that searches asks for: as it stands, with each other choice, and so that nothing is found.
    fn ask(&mut self, form: &Form) {
        self.link(with(&form.action, &form.fields));
        let other = |name: &str, value: &str| {
            let fields = form.fields.iter().map(|(field, held)| {
                let value = if field == name { value } else { held };
                (field.clone(), value.to_owned())
            });
            fields.collect::<Vec<_>>()
        };
        for (name, value) in &form.choices {
            let narrowed = other(name, value);
            let narrowed: Vec<_> = narrowed.into_iter().filter(|(field, _)| !is_search(field)).collect();
            self.link(with(&form.action, &narrowed));
        }
        for (name, _) in form.fields.iter().filter(|(field, _)| is_search(field)) {
            self.link(with(&form.action, &other(name, "nowhere")));
        }
    }

    fn send(&mut self, sent: Sent) {
        if !self.page.sent.contains(&sent) {
            self.page.sent.push(sent);
        }
    }
}

fn is_search(field: &str) -> bool {
    matches!(field, "q" | "find")
}

/// An address with fields behind it; empty ones are left out.
fn with(address: &str, fields: &[(String, String)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(fields.iter().filter(|(_, value)| !value.is_empty()));
    let query = query.finish();
    let path = address.split('?').next().unwrap_or_default();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// The whole address that a link stands for.
fn resolve(here: &str, link: &str) -> String {
    let path = here.split('?').next().unwrap_or_default();
    let link = link.split('#').next().unwrap_or_default();
    match link {
        "" => here.to_owned(),
        _ if link.starts_with('?') => format!("{path}{link}"),
        _ => link.to_owned(),
    }
}
