//! The reader, as the frame around every page shows them.

use domain::id::{Id, User};

use crate::{
    error::StoreError,
    sql::{Query, Read},
    values,
    view::View,
};

const READER: Read = Read::new(
    "select u.display_name, u.language, u.time_zone, o.name, p.all_tickets, p.folds_faults from users u \
     join organizations o on o.organization_id = u.tenant_id \
     left join preferences p on p.tenant_id = u.tenant_id and p.user_id = u.user_id where {person:u}",
);

const UNREAD: Read = Read::new(
    "select count(*) from notices n where {tenant:n.tenant_id} and n.audience {in $1} \
     and not exists (select 1 from notice_reads r where r.tenant_id = n.tenant_id \
     and r.notice_id = n.notice_id and r.user_id = $2)",
);

/// The reader's own record.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The person's name.
    pub name: String,
    /// The language tag.
    pub language: String,
    /// The time zone.
    pub time_zone: String,
    /// The organization's name.
    pub organization: String,
    /// Whether Incidents of customers opens with the tickets of all of them.
    pub all_tickets: bool,
    /// Whether it shows the same fault in many rooms as one line.
    pub folds_faults: bool,
}

/// The record of the person whose sight this is.
pub async fn reader(view: &mut View) -> Result<Option<Reader>, StoreError> {
    let row = view.find(&READER, values![]).await?;
    row.map(|row| {
        Ok(Reader {
            name: row.get(0)?,
            language: row.get(1)?,
            time_zone: row.get(2)?,
            organization: row.get(3)?,
            all_tickets: row.get::<Option<bool>>(4)?.unwrap_or(true),
            folds_faults: row.get::<Option<bool>>(5)?.unwrap_or(false),
        })
    })
    .transpose()
}

/// How many notices for these audiences the person has not read.
pub async fn unread(view: &mut View, audiences: Vec<String>, user: Id<User>) -> Result<i64, StoreError> {
    view.count(Query::new(&UNREAD, values![audiences, user])).await
}
