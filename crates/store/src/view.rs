//! The door for reading: every statement is limited to the sight.

use std::sync::Arc;

use authz::{
    Fact, Sight,
    image::{OrganizationFacts, RoomsInSight},
};
use domain::{
    id::{Id, Organization},
    time::Time,
};

use crate::{
    db::Tx,
    error::StoreError,
    image::NodeImage,
    sql::{Query, Read, Scope, render},
    value::{Row, Value},
};

/// A reading transaction under a sight. It cannot write.
pub struct View {
    tx: Tx,
    sight: Sight,
    image: NodeImage,
    /// What the sight shows of the image, once it was asked for.
    in_sight: Option<Arc<RoomsInSight>>,
}

impl View {
    pub(crate) const fn new(tx: Tx, sight: Sight, image: NodeImage) -> Self {
        Self { tx, sight, image, in_sight: None }
    }

    /// What is seen at the moment.
    pub const fn sight(&self) -> &Sight {
        &self.sight
    }

    /// Looks with another sight of the same caller, in the same state of the database.
    pub fn look(&mut self, sight: Sight) -> &mut Self {
        self.sight = sight;
        self.in_sight = None;
        self
    }

    /// What the sight shows of the image, no older than this transaction; none for a sight that is not one of rooms.
    pub(crate) fn rooms_in_sight(&mut self) -> Option<Arc<RoomsInSight>> {
        if self.in_sight.is_none() {
            self.in_sight = RoomsInSight::of(&self.sight).map(Arc::new);
        }
        self.in_sight.clone()
    }

    /// Whether other nodes may use the same database.
    pub(crate) fn has_other_nodes(&self) -> bool {
        self.tx.dialect() == crate::sql::Dialect::Pg
    }

    /// What is known of organizations, no older than this transaction: for what the engine says of others than the
    /// reader, which use cases cut to the reader's sight (decision 17).
    pub async fn organizations(
        &mut self,
        wanted: &[Id<Organization>],
    ) -> Result<Vec<Arc<OrganizationFacts>>, StoreError> {
        self.image.clone().organizations(&mut self.tx, wanted).await
    }

    /// The same as they were at a past moment: what changed since then taken back (`docs/change-feed.md`).
    pub async fn organizations_at(
        &mut self,
        wanted: &[Id<Organization>],
        moment: Time,
    ) -> Result<Vec<Arc<OrganizationFacts>>, StoreError> {
        let mut organizations = self.organizations(wanted).await?;
        for facts in &mut organizations {
            let since = crate::feed::changed_after(&mut self.tx, facts.id, moment).await?;
            if !since.is_empty() {
                let taken_back: Vec<_> = since.into_iter().map(Fact::inverse).collect();
                Arc::make_mut(facts).apply(&taken_back);
            }
        }
        Ok(organizations)
    }

    /// All rows of a read under a narrower sight, which the engine found within this one.
    pub(crate) async fn rows_of(&mut self, sight: &Sight, query: Query) -> Result<Vec<Row>, StoreError> {
        let (text, mut values) = query.into_parts();
        let sql = render(self.tx.dialect(), &text, &Scope::Sight(sight), &mut values)?;
        self.tx.query(&sql, &values).await
    }

    /// All rows of a read.
    pub async fn rows(&mut self, query: Query) -> Result<Vec<Row>, StoreError> {
        let (text, mut values) = query.into_parts();
        let sql = render(self.tx.dialect(), &text, &Scope::Sight(&self.sight), &mut values)?;
        self.tx.query(&sql, &values).await
    }

    /// The only row of a read, or none.
    pub async fn find(&mut self, read: &Read, values: Vec<Value>) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(Query::new(read, values)).await?.into_iter().next())
    }

    /// A read whose only answer is a number.
    pub async fn count(&mut self, query: Query) -> Result<i64, StoreError> {
        self.rows(query).await?.first().ok_or(StoreError::Column { index: 0 })?.get(0)
    }

    /// The plan the database would follow, as text: for tests that look at lists.
    pub async fn explain(&mut self, query: Query) -> Result<Vec<String>, StoreError> {
        let (text, mut values) = query.into_parts();
        let sql = render(self.tx.dialect(), &text, &Scope::Sight(&self.sight), &mut values)?;
        let (prefix, column) = match self.tx.dialect() {
            crate::sql::Dialect::Lite => ("explain query plan ", 3),
            crate::sql::Dialect::Pg => ("explain ", 0),
        };
        let rows = self.tx.query(&format!("{prefix}{sql}"), &values).await?;
        rows.iter().map(|row| row.get(column)).collect()
    }
}
