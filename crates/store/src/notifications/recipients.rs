//! Who is told of something: found when it is spread. Whether they may know is decided when it is sent.

use std::collections::BTreeMap;

use domain::{
    id::{Id, Organization, Room, User},
    notification::MailChoice,
    signal::Severity,
    time::Time,
};
use uuid::Uuid;

use super::{Mailroom, mails::ADD};
use crate::{
    error::StoreError,
    facts::word,
    feed::{ask, run},
    notifications::WaitingNews,
    preferences::choice,
    value::Row,
    values,
};

/// Somebody who is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The organization.
    pub organization: Id<Organization>,
    /// The person.
    pub user: Id<User>,
    /// The time zone by IANA name.
    pub time_zone: String,
    /// How they want to be told.
    pub choice: MailChoice,
}

/// What makes tickets one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The key of a signal, or an issue.
    pub key: String,
    /// The open ticket of the same room that explains this one.
    pub ticket: Option<Uuid>,
    /// How bad the ticket is now.
    pub severity: Severity,
}

/// The people `held` reaches who are enabled and did not switch e-mail off.
macro_rules! people {
    () => {
        "u.tenant_id, u.user_id, u.time_zone, coalesce(p.gets_mail, true), coalesce(p.tells_given, true), \
         coalesce(p.digest_hour, 8), p.quiet_from, p.quiet_until, coalesce(p.at_once_from, 'important'), \
         coalesce(p.digest_from, 'recommended'), coalesce(p.mail_customers, '[]')"
    };
}

/// Members of assignments that send mail, groups of groups included, in the rooms `$2` that an assignment and its link cover.
const IN_ROOMS: &str = concat!(
    "with recursive held (room_id, home_id, member_id) as (\
       select r.room_id, m.home_id, m.member_id from rooms r \
       join assignments a on a.tenant_id = r.tenant_id \
       join assignment_members m on m.tenant_id = a.tenant_id and m.assignment_id = a.assignment_id \
       left join links l on l.tenant_id = a.tenant_id and l.link_id = a.link_id \
       where r.tenant_id = $1 and r.room_id {in $2} and a.sends_mail \
         and (a.starts_at is null or a.starts_at <= $3) and (a.ends_at is null or a.ends_at > $3) \
         and {covered:r a.scope_id} \
         and (a.link_id is null or (l.state = 'active' and {covered:r l.scope_id})) \
       union \
       select h.room_id, h.home_id, g.member_id from held h \
       join security_group_members g on g.tenant_id = h.home_id and g.group_id = h.member_id) \
     select h.room_id, ",
    people!(),
    " from held h join users u on u.tenant_id = h.home_id and u.user_id = h.member_id \
     left join preferences p on p.tenant_id = u.tenant_id and p.user_id = u.user_id \
     where u.enabled and coalesce(p.gets_mail, true)"
);

/// Those who were told of the tickets `$1`, or are about to be.
const TOLD: &str = concat!(
    "select distinct m.about_id, ",
    people!(),
    " from mails m join users u on u.tenant_id = m.tenant_id and u.user_id = m.user_id \
     left join preferences p on p.tenant_id = u.tenant_id and p.user_id = u.user_id \
     where m.about_id {in $1} and (m.outcome is null or m.outcome = 'sent') and u.enabled \
     and coalesce(p.gets_mail, true)"
);

/// Everybody whom some audience of the notice `$2` may include; which of them it does is decided when it is sent.
const AUDIENCE: &str = concat!(
    "with recursive held (member_id) as (\
       select d.member_id from directory_role_members d where d.tenant_id = $1 \
         and d.role in ('global_administrator', 'managed_service_administrator') \
       union select t.member_id from tenant_managers t join notices n on n.tenant_id = t.tenant_id \
         where t.tenant_id = $1 and n.notice_id = $2 \
         and n.audience in ('tenant_managers', 'managers_or_customer_agents', 'managers_or_delegation_agents') \
       union select m.member_id from notices n join assignment_members m on m.tenant_id = n.within_id \
         and m.home_id = n.tenant_id where n.tenant_id = $1 and n.notice_id = $2 \
         and n.audience in ('role_managers', 'role_managers_there') \
       union select m.member_id from notices n join security_groups a on a.tenant_id = n.tenant_id \
         and a.agent is not null join security_group_members m on m.tenant_id = a.tenant_id \
         and m.group_id = a.group_id where n.tenant_id = $1 and n.notice_id = $2 \
         and n.audience in ('customer_agents', 'request_agents', 'delegation_agents', 'event_agents', \
         'support_agents', 'managers_or_customer_agents', 'managers_or_delegation_agents') \
       union select n.to_id from notices n where n.tenant_id = $1 and n.notice_id = $2 and n.to_id is not null \
       union select o.user_id from notices n join users o on o.tenant_id = n.tenant_id \
         where n.tenant_id = $1 and n.notice_id = $2 and n.audience = 'operators' \
       union \
       select g.member_id from held h join security_group_members g on g.tenant_id = $1 and g.group_id = h.member_id) \
     select u.user_id, ",
    people!(),
    " from held h join users u on u.tenant_id = $1 and u.user_id = h.member_id \
     left join preferences p on p.tenant_id = u.tenant_id and p.user_id = u.user_id \
     where u.enabled and coalesce(p.gets_mail, true)"
);

/// What makes tickets one cause: the issue they belong to, or the signal of the open ticket that explains them, or their own.
const CAUSES: &str = "select t.ticket_id, coalesce(c.signal, t.signal), t.issue_id, c.ticket_id, t.severity \
     from tickets t \
     left join tickets c on c.tenant_id = t.tenant_id and c.ticket_id = t.cause_id \
     and c.state in ('new', 'investigating') where t.tenant_id = $1 and t.ticket_id {in $2}";

impl Mailroom {
    /// Who is told of what happens in rooms of an organization, by room.
    pub async fn in_rooms(
        &mut self,
        tenant: Id<Organization>,
        rooms: Vec<Id<Room>>,
    ) -> Result<BTreeMap<Uuid, Vec<Recipient>>, StoreError> {
        by_subject(&ask(&mut self.tx, IN_ROOMS, values![tenant, rooms, self.now]).await?)
    }

    /// Who was told of tickets, by ticket.
    pub async fn told(&mut self, tickets: Vec<Uuid>) -> Result<BTreeMap<Uuid, Vec<Recipient>>, StoreError> {
        by_subject(&ask(&mut self.tx, TOLD, values![tickets]).await?)
    }

    /// Who may be told of a notice in an organization.
    pub async fn audience(
        &mut self,
        tenant: Id<Organization>,
        notice: Uuid,
    ) -> Result<Vec<Recipient>, StoreError> {
        ask(&mut self.tx, AUDIENCE, values![tenant, notice])
            .await?
            .iter()
            .map(|row| recipient(row, 1))
            .collect()
    }

    /// What makes tickets of an organization one cause.
    pub async fn causes(
        &mut self,
        tenant: Id<Organization>,
        tickets: Vec<Uuid>,
    ) -> Result<BTreeMap<Uuid, Cause>, StoreError> {
        let rows = ask(&mut self.tx, CAUSES, values![tenant, tickets]).await?;
        let cause = |row: &Row| {
            let issue: Option<Uuid> = row.get(2)?;
            let key = issue.map_or_else(|| row.get(1), |issue| Ok(issue.to_string()))?;
            let severity = word(row, 4, Severity::from_key)?;
            Ok((row.get(0)?, Cause { key, ticket: row.get(3)?, severity }))
        };
        rows.iter().map(cause).collect()
    }

    /// Lets somebody be told at a moment, at once or in the digest.
    pub async fn add(
        &mut self,
        to: &Recipient,
        of: &WaitingNews,
        cause: &str,
        (is_urgent, due_at): (bool, Time),
    ) -> Result<(), StoreError> {
        let (id, news) = (self.draw(), &of.news);
        let values = values![
            to.organization,
            to.user,
            id,
            news.tenant,
            news.occasion.key(),
            news.about,
            cause,
            is_urgent,
            of.at,
            due_at
        ];
        run(&mut self.tx, ADD, values).await.map(drop)
    }
}

fn by_subject(rows: &[Row]) -> Result<BTreeMap<Uuid, Vec<Recipient>>, StoreError> {
    let mut found: BTreeMap<Uuid, Vec<Recipient>> = BTreeMap::new();
    for row in rows {
        found.entry(row.get(0)?).or_default().push(recipient(row, 1)?);
    }
    Ok(found)
}

fn recipient(row: &Row, first: usize) -> Result<Recipient, StoreError> {
    Ok(Recipient {
        organization: row.get(first)?,
        user: row.get(first + 1)?,
        time_zone: row.get(first + 2)?,
        choice: choice(row, first + 3)?,
    })
}
