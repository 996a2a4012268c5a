//! The door for writing: every statement is limited to the organization of the permit and comes with its
//! audit event; rows, events, feed and notices are one transaction.

use authz::{Fact, Permit, Sight};
use domain::{
    directory::Principal,
    event::{Event, ResultStatus},
    id::{Id, OneTimeLink, Organization, Room, Ticket, User},
    notification::Occasion,
    time::Time,
};
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::{
    audit,
    db::Tx,
    error::StoreError,
    feed::{self, Raised, Stirred},
    image::{self, NodeImage},
    notices::{self, Notice},
    notifications::{self, News},
    opening::CallMeta,
    sql::{Fetch, Query, Scope, Write, render},
    value::{Row, Value},
    webhooks,
};

/// What belongs together: one event, the statements that make it true, the access facts it changes.
#[derive(Debug)]
#[must_use]
pub struct Batch {
    event: Event,
    facts: Vec<Fact>,
    writes: Vec<(&'static Write, Vec<Value>)>,
    stirred: Vec<Id<Room>>,
    stirs_organization: bool,
    stirs_rollouts: bool,
}

impl Batch {
    /// Starts with the event.
    pub const fn of(event: Event) -> Self {
        Self {
            event,
            facts: Vec::new(),
            writes: Vec::new(),
            stirred: Vec::new(),
            stirs_organization: false,
            stirs_rollouts: false,
        }
    }

    /// Adds a statement.
    pub fn run(mut self, write: &'static Write, values: Vec<Value>) -> Self {
        self.writes.push((write, values));
        self
    }

    /// Adds a changed access fact of the organization in which the batch is written.
    pub fn fact(mut self, fact: Fact) -> Self {
        self.facts.push(fact);
        self
    }

    /// Adds changed access facts.
    pub fn facts(mut self, facts: impl IntoIterator<Item = Fact>) -> Self {
        self.facts.extend(facts);
        self
    }

    /// Says that a room shows something new.
    pub fn stirs(mut self, room: Id<Room>) -> Self {
        self.stirred.push(room);
        self
    }

    /// Says that somebody of the organization may be known no more: live pages are decided anew.
    pub const fn stirs_organization(mut self) -> Self {
        self.stirs_organization = true;
        self
    }

    /// Says that a rollout goes on as a whole: live pages of whoever sees rings look again.
    pub const fn stirs_rollouts(mut self) -> Self {
        self.stirs_rollouts = true;
        self
    }
}

/// A writing transaction under a permit. Dropped without [`Change::commit`], it leaves nothing.
pub struct Change {
    tx: Tx,
    stir: broadcast::Sender<Stirred>,
    image: NodeImage,
    permit: Permit,
    /// Permits turned away from, in order.
    earlier: Vec<Permit>,
    meta: CallMeta,
    /// Events with the number of the permit each was written under.
    events: Vec<(usize, Event, ResultStatus)>,
    stirred: Vec<Stirred>,
    raised: Vec<Raised>,
    drawn: u64,
    sends_mail: bool,
}

impl Change {
    pub(crate) const fn new(
        tx: Tx,
        stir: broadcast::Sender<Stirred>,
        image: NodeImage,
        permit: Permit,
        meta: CallMeta,
        sends_mail: bool,
    ) -> Self {
        Self {
            tx,
            stir,
            image,
            permit,
            earlier: Vec::new(),
            meta,
            events: Vec::new(),
            stirred: Vec::new(),
            raised: Vec::new(),
            drawn: 0,
            sends_mail,
        }
    }

    /// Goes on in another organization, in the same transaction, under a permit of the engine for it. What was
    /// written before stays with the permit it was written under.
    pub fn turn_to(&mut self, permit: Permit) {
        self.earlier.push(std::mem::replace(&mut self.permit, permit));
    }

    /// The permit of this change.
    pub const fn permit(&self) -> &Permit {
        &self.permit
    }

    /// The organization in which it happens.
    pub const fn tenant(&self) -> Id<Organization> {
        self.permit.tenant()
    }

    /// The moment of this change.
    pub const fn now(&self) -> Time {
        self.meta.now
    }

    /// What is told of the call in the audit log.
    pub const fn meta(&self) -> &CallMeta {
        &self.meta
    }

    /// A fresh identifier, drawn from the call's seed: sortable by time, unique by the seed.
    pub fn new_id<T>(&mut self) -> Id<T> {
        Id::new(self.draw())
    }

    fn draw(&mut self) -> Uuid {
        self.drawn += 1;
        derive(self.meta.seed, self.meta.now, self.drawn)
    }

    /// Reads inside the permit's organization.
    pub async fn rows(
        &mut self,
        fetch: &'static Fetch,
        mut values: Vec<Value>,
    ) -> Result<Vec<Row>, StoreError> {
        let sql = render(
            self.tx.dialect(),
            fetch.text(),
            &Scope::Target(&self.permit, self.meta.now),
            &mut values,
        )?;
        self.tx.query(&sql, &values).await
    }

    /// The only row of a read, or none.
    pub async fn find(
        &mut self,
        fetch: &'static Fetch,
        values: Vec<Value>,
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(fetch, values).await?.into_iter().next())
    }

    /// Reads what a sight of the same caller shows, in the same transaction: for changes of several things, each of
    /// which must be in sight.
    pub async fn look(&mut self, sight: &Sight, query: Query) -> Result<Vec<Row>, StoreError> {
        let (text, mut values) = query.into_parts();
        let sql = render(self.tx.dialect(), &text, &Scope::Sight(sight), &mut values)?;
        self.tx.query(&sql, &values).await
    }

    /// Writes a batch: its statements now, its event with the commit. Returns how many rows each statement touched.
    pub async fn write(&mut self, batch: Batch) -> Result<Vec<u64>, StoreError> {
        self.write_as(batch, ResultStatus::Successful).await
    }

    /// Writes what a refused attempt leaves behind, such as its count; its event says Failed.
    pub async fn write_refused(&mut self, batch: Batch) -> Result<Vec<u64>, StoreError> {
        self.write_as(batch, ResultStatus::Failed).await
    }

    async fn write_as(&mut self, batch: Batch, result: ResultStatus) -> Result<Vec<u64>, StoreError> {
        if !self.permit.may_write(batch.event.kind) {
            return Err(StoreError::Door("this task may not write such an event"));
        }
        let mut touched = Vec::with_capacity(batch.writes.len());
        for (write, mut values) in batch.writes {
            let sql = render(
                self.tx.dialect(),
                write.text(),
                &Scope::Target(&self.permit, self.meta.now),
                &mut values,
            )?;
            touched.push(self.tx.execute(&sql, &values).await?);
        }
        let tenant = self.permit.tenant();
        if !batch.facts.is_empty() {
            let raised = feed::append(&mut self.tx, self.meta.now.into(), tenant, batch.facts).await?;
            self.stirred.push(Stirred::Organization(tenant));
            self.stirred.extend(raised.partners.iter().map(|(partner, _)| Stirred::Organization(*partner)));
            self.raised.push(raised);
        }
        if batch.stirs_organization {
            self.stirred.push(Stirred::Organization(tenant));
        }
        if batch.stirs_rollouts {
            self.stirred.push(Stirred::Rollouts(tenant));
        }
        self.stirred.extend(batch.stirred.into_iter().map(|room| Stirred::Room(tenant, room)));
        self.events.push((self.earlier.len(), batch.event, result));
        Ok(touched)
    }

    /// Writes an event about something refused; used by Steward's own tasks.
    pub fn refused(&mut self, event: Event) -> Result<(), StoreError> {
        if !self.permit.may_write(event.kind) {
            return Err(StoreError::Door("this task may not write such an event"));
        }
        self.events.push((self.earlier.len(), event, ResultStatus::Failed));
        Ok(())
    }

    /// Leaves a notice in the portal of an organization, about what happens in that of the permit; whoever reads it
    /// there is told of it by e-mail too.
    pub async fn notify(&mut self, notice: Notice) -> Result<(), StoreError> {
        let (id, within, tenant) = (self.draw(), self.permit.tenant(), notice.tenant);
        notices::insert(&mut self.tx, id, self.meta.now, within, None, notice).await?;
        self.tell(News { tenant, occasion: Occasion::Notice, about: id, room: None, is_urgent: true }).await
    }

    /// Leaves a notice for one person or team of an organization, who are told of it by e-mail too.
    pub async fn notify_one(&mut self, to: Principal, notice: Notice) -> Result<(), StoreError> {
        let (id, within, tenant) = (self.draw(), self.permit.tenant(), notice.tenant);
        notices::insert(&mut self.tx, id, self.meta.now, within, Some(to.uuid()), notice).await?;
        self.tell(News { tenant, occasion: Occasion::Notice, about: id, room: None, is_urgent: true }).await
    }

    /// Leaves a notice in the portal of an organization alone: nobody is told of it elsewhere.
    pub async fn leave(&mut self, notice: Notice) -> Result<(), StoreError> {
        let (id, within) = (self.draw(), self.permit.tenant());
        notices::insert(&mut self.tx, id, self.meta.now, within, None, notice).await
    }

    /// Tells what happened by e-mail and to webhooks, once this is committed.
    pub async fn tell(&mut self, news: News) -> Result<(), StoreError> {
        let id = self.draw();
        notifications::insert(&mut self.tx, id, self.meta.now, &news, self.sends_mail).await
    }

    /// Tells a person by e-mail that a ticket of the organization of the permit was given to them, once this is committed (R-251,
    ///
    pub async fn tell_given(
        &mut self,
        to: (Id<Organization>, Id<User>),
        ticket: Id<Ticket>,
    ) -> Result<(), StoreError> {
        if !self.sends_mail {
            return Ok(());
        }
        let (id, within) = (self.draw(), self.permit.tenant());
        notifications::add_given(&mut self.tx, id, self.meta.now, to, (within, ticket)).await
    }

    /// Lets a link to set a password be mailed to a person, on the order of a partner, once this is committed (decision 6).
    pub async fn mail_link(
        &mut self,
        to: (Id<Organization>, Id<User>),
        partner: Id<Organization>,
        link: Id<OneTimeLink>,
    ) -> Result<(), StoreError> {
        let id = self.draw();
        notifications::add_link(&mut self.tx, id, self.meta.now, to, (partner, link)).await
    }

    /// Makes rows, events, feed and notices durable together.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        let events = std::mem::take(&mut self.events);
        let mut told = Vec::new();
        for (place, (number, event, result)) in events.iter().enumerate() {
            if *result == ResultStatus::Successful && webhooks::tells_partner(event) {
                let within = self.earlier.get(*number).unwrap_or(&self.permit).tenant();
                let id = self.draw();
                if webhooks::tell_partner(&mut self.tx, self.meta.now, id, within, event).await? {
                    told.push((place, event.partner, id));
                }
            }
        }
        let seed = self.draw();
        self.earlier.push(self.permit);
        let mut marks = image::Marks::new();
        for stirred in &self.stirred {
            if let Stirred::Room(tenant, room) = stirred {
                marks.entry(*tenant).or_default().insert(*room);
            }
        }
        self.stirred.dedup();
        image::tell_nodes(&mut self.tx, self.stirred.iter().copied(), self.meta.now).await?;
        let lines = audit::append(&mut self.tx, &self.earlier, &self.meta, seed, &events).await?;
        for (place, partner, id) in told {
            webhooks::name_record(&mut self.tx, partner, id, lines.get(&place).copied()).await?;
        }
        self.tx.commit().await?;
        self.image.committed(self.raised, &marks);
        for stirred in self.stirred {
            // Nobody listening is no error.
            let _ = self.stir.send(stirred);
        }
        Ok(())
    }

    /// The transaction, for the store's own narrow writes that are no change of meaning.
    pub(crate) const fn tx_mut(&mut self) -> &mut Tx {
        &mut self.tx
    }
}

/// The `n`th identifier of a seed: version 7 in form, so that new rows lie together in their index.
pub(crate) fn derive(seed: Uuid, now: Time, n: u64) -> Uuid {
    use sha2::{Digest, Sha256};
    let digest = Sha256::new().chain_update(seed.as_bytes()).chain_update(n.to_be_bytes()).finalize();
    let mut random = [0_u8; 10];
    for (to, from) in random.iter_mut().zip(digest.iter()) {
        *to = *from;
    }
    let millis = u64::try_from(now.micros() / 1000).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}
