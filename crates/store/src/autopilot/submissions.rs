//! What was submitted for several devices at once, and what became of each.

use domain::{
    autopilot::{Outcome, RuleSet, SubmissionKind},
    id::{AutopilotBatch, AutopilotDevice, AutopilotSubmission, Id, Organization},
    time::Time,
};

use crate::{
    change::Batch,
    error::StoreError,
    facts::{maybe_word, word},
    sql::{Query, Read, Write},
    value::Row,
    values,
    view::View,
};

/// How many submissions are listed.
const MOST_SHOWN: i64 = 50;

/// A new submission.
#[derive(Clone, Debug)]
pub struct Submitted {
    /// The submission.
    pub id: Id<AutopilotSubmission>,
    /// Of what kind.
    pub kind: SubmissionKind,
    /// The batch to which devices were added.
    pub batch: Option<Id<AutopilotBatch>>,
    /// The organization that submitted it.
    pub made_by: Id<Organization>,
}

/// A submission.
#[derive(Clone, Debug)]
pub struct SubmissionRow {
    /// The submission.
    pub id: Id<AutopilotSubmission>,
    /// Of what kind.
    pub kind: SubmissionKind,
    /// When.
    pub at: Time,
    /// How many devices it is about.
    pub devices: i64,
    /// For how many of them it was not done.
    pub faults: i64,
}

/// What became of one device of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultRow {
    /// The line of the file, or the place in the list, from 1.
    pub line: i64,
    /// The device, if there is one.
    pub device: Option<Id<AutopilotDevice>>,
    /// Its serial number as it was told.
    pub serial_number: String,
    /// Its product key as it was told.
    pub product_key: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The rule set that did not allow it.
    pub rules: Option<RuleSet>,
}

const SUBMIT: Write = Write::new(
    "insert into autopilot_submissions (tenant_id, submission_id, kind, batch_id, made_by, at) \
     values ({target}, $1, $2, $3, $4, {now})",
);
const RESULT: Write = Write::new(
    "insert into autopilot_results (tenant_id, submission_id, line, device_id, serial_number, product_key, outcome, rules) \
     values ({target}, $1, $2, $3, $4, $5, $6, $7)",
);

/// Adds the statement that keeps a submission.
pub fn submit(batch: Batch, it: &Submitted) -> Batch {
    batch.run(&SUBMIT, values![it.id, it.kind.key(), it.batch, it.made_by])
}

/// Adds the statement that keeps what became of a device.
pub fn add_result(batch: Batch, submission: Id<AutopilotSubmission>, it: &ResultRow) -> Batch {
    let rules = it.rules.map(|rules| rules.key().to_owned());
    let (serial, key) = (&it.serial_number, &it.product_key);
    batch.run(&RESULT, values![submission, it.line, it.device, serial, key, it.outcome.key(), rules])
}

const FOUND: Read = Read::new(
    "select s.submission_id, s.kind, s.at, (select count(*) from autopilot_results r where r.tenant_id = s.tenant_id \
     and r.submission_id = s.submission_id), (select count(*) from autopilot_results r where r.tenant_id = s.tenant_id \
     and r.submission_id = s.submission_id and r.outcome <> 'done') from autopilot_submissions s \
     where {tenant:s.tenant_id} and (s.made_by = $1 or s.tenant_id = $1)",
);
const RESULTS: Read = Read::new(
    "select r.line, r.device_id, r.serial_number, r.product_key, r.outcome, r.rules from autopilot_results r \
     where {tenant:r.tenant_id} and r.submission_id = $1 order by r.line",
);

/// A submission of the organization in sight, for its maker and for the organization itself.
pub async fn submission(
    view: &mut View,
    id: Id<AutopilotSubmission>,
    reader: Id<Organization>,
) -> Result<Option<SubmissionRow>, StoreError> {
    let mut query = Query::new(&FOUND, values![reader]);
    query.push(" and s.submission_id = ").bind(id);
    view.rows(query).await?.first().map(read).transpose()
}

/// The newest submissions of the organization in sight, those of their maker alone unless it is the organization itself.
pub async fn submissions(
    view: &mut View,
    reader: Id<Organization>,
) -> Result<Vec<SubmissionRow>, StoreError> {
    let mut query = Query::new(&FOUND, values![reader]);
    query.push(" order by s.submission_id desc limit ").bind(MOST_SHOWN);
    view.rows(query).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<SubmissionRow, StoreError> {
    Ok(SubmissionRow {
        id: row.get(0)?,
        kind: word(row, 1, SubmissionKind::from_key)?,
        at: row.get(2)?,
        devices: row.get(3)?,
        faults: row.get(4)?,
    })
}

/// What became of the devices of a submission, in order.
pub async fn results(view: &mut View, id: Id<AutopilotSubmission>) -> Result<Vec<ResultRow>, StoreError> {
    let read = |row: &Row| {
        Ok(ResultRow {
            line: row.get(0)?,
            device: row.get(1)?,
            serial_number: row.get(2)?,
            product_key: row.get(3)?,
            outcome: word(row, 4, Outcome::from_key)?,
            rules: maybe_word(row, 5, RuleSet::from_key)?,
        })
    };
    view.rows(Query::new(&RESULTS, values![id])).await?.iter().map(read).collect()
}
