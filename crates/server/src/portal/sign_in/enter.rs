//! The two steps: account name, then what the organization signs in with.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use service::{
    Refusal,
    sign_in::{Means, find_organization, identify, sign_in},
};

use super::visitor::Visitor;
use crate::{
    answer::{Faults, PageResult, html},
    caller::{SESSION_COOKIE, cookie, set_cookie},
    form::{Fields, Posted},
    portal::layout::Bare,
    web::{SamplePerson, Web},
};

/// For how long the browser keeps the cookie; the session itself may end sooner.
const WEEK: i64 = 7 * 24 * 3600;

#[derive(Template)]
#[template(path = "portal/sign_in/account.html")]
struct AccountPage {
    bare: Bare,
    csrf: String,
    next: String,
    account: String,
    faults: Faults,
    password_was_set: bool,
    people: Vec<(String, Vec<(usize, SamplePerson)>)>,
    people_password: String,
}

#[derive(Template)]
#[template(path = "portal/sign_in/password.html")]
struct PasswordPage {
    bare: Bare,
    csrf: String,
    next: String,
    account: String,
    faults: Faults,
}

/// The first step. Who is signed in goes on.
pub(super) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    headers: HeaderMap,
    fields: Fields,
) -> PageResult {
    if let Some(token) = cookie(&headers, SESSION_COOKIE)
        && identify(&web.app, &token).await?.is_some()
    {
        return Ok(Redirect::to(&safe(fields.text("next"))).into_response());
    }
    account_page(&web, &visitor, &fields, Faults::default())
}

/// Either step, posted.
pub(super) async fn step(State(web): State<Web>, visitor: Visitor, Posted(form): Posted) -> PageResult {
    if let Some(person) =
        form.text("person").parse().ok().and_then(|n: usize| web.options.sample_people.get(n))
    {
        let next = form.text("next");
        return enter(&web, &visitor, &person.upn, &person.password, next).await.map_err(Into::into);
    }
    let (account, next) = (form.text("account"), form.text("next"));
    if !form.has("password") {
        return match find_organization(&web.app, account).await {
            Ok(path) => match path.means {
                Means::Password => password_page(&web, &visitor, path.upn.as_str(), next, Faults::default()),
            },
            Err(refusal) => account_page(&web, &visitor, &form, Faults::of(&visitor.bare.t, refusal)?),
        };
    }
    match enter(&web, &visitor, account, form.exact("password"), next).await {
        Ok(response) => Ok(response),
        Err(refusal @ Refusal::Unauthenticated(_)) => {
            let faults = Faults::of(&visitor.bare.t, Refusal::Conflict(refusal.code(), None))?;
            password_page(&web, &visitor, account, next, faults)
        }
        Err(refusal) => password_page(&web, &visitor, account, next, Faults::of(&visitor.bare.t, refusal)?),
    }
}

async fn enter(
    web: &Web,
    visitor: &Visitor,
    account: &str,
    password: &str,
    next: &str,
) -> Result<Response, Refusal> {
    let signed_in = sign_in(&web.app, account, password, &visitor.visit).await?;
    let mut response = Redirect::to(&safe(next)).into_response();
    let value = set_cookie(web, SESSION_COOKIE, signed_in.token.reveal(), WEEK);
    let value = HeaderValue::from_str(&value).map_err(|error| Refusal::Bug(Box::new(error)))?;
    response.headers_mut().append(header::SET_COOKIE, value);
    Ok(response)
}

fn account_page(web: &Web, visitor: &Visitor, fields: &Fields, faults: Faults) -> PageResult {
    let mut people: Vec<(String, Vec<(usize, SamplePerson)>)> = Vec::new();
    for (number, person) in web.options.sample_people.iter().cloned().enumerate() {
        match people.last_mut().filter(|(organization, _)| *organization == person.organization) {
            Some((_, members)) => members.push((number, person)),
            None => people.push((person.organization.clone(), vec![(number, person)])),
        }
    }
    let page = AccountPage {
        bare: visitor.bare.clone(),
        csrf: visitor.csrf.clone(),
        next: fields.text("next").to_owned(),
        account: fields.text("account").to_owned(),
        faults,
        password_was_set: fields.has("password-set"),
        people,
        people_password: web.options.sample_people.first().map(|it| it.password.clone()).unwrap_or_default(),
    };
    Ok(visitor.greet(web, html(&page)?))
}

fn password_page(web: &Web, visitor: &Visitor, account: &str, next: &str, faults: Faults) -> PageResult {
    let page = PasswordPage {
        bare: visitor.bare.clone(),
        csrf: visitor.csrf.clone(),
        next: next.to_owned(),
        account: account.to_owned(),
        faults,
    };
    Ok(visitor.greet(web, html(&page)?))
}

/// An address of this portal; anything else leads to the start page.
fn safe(next: &str) -> String {
    let is_ours = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\r', '\n', '\t'])
        && !next.starts_with("/sign-");
    if is_ours { next.to_owned() } else { "/".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn the_way_back_stays_here() {
        assert_eq!(safe("/rooms?health=unhealthy"), "/rooms?health=unhealthy");
        for elsewhere in
            ["", "//evil.example", "https://evil.example", "/\\evil.example", "rooms", "/sign-out"]
        {
            assert_eq!(safe(elsewhere), "/", "{elsewhere}");
        }
    }
}
