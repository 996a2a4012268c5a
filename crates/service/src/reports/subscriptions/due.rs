//! What is due becomes mail.

use crate::{app::App, refusal::Refusal};

/// How much shares a transaction: little, since devices wait for it where there is one writer.
const TOGETHER: i64 = 50;

/// Makes mail of some subscriptions that are due; says whether there may be more. Of what came due while nobody looked, the
/// newest is sent alone.
pub(crate) async fn spread(app: &App) -> Result<bool, Refusal> {
    let now = app.clock.now();
    let mut mailroom = app.store.begin_mails(app.ids.next(), now).await?;
    let due = mailroom.due_reports(TOGETHER).await?;
    for it in &due {
        let after = |at| it.day.next(it.hour, &it.time_zone, at);
        let (mut at, mut next) = (it.at, after(it.at));
        while next <= now {
            (at, next) = (next, after(next));
        }
        mailroom.send_report(it, at, next).await?;
    }
    mailroom.commit().await?;
    Ok(i64::try_from(due.len()).is_ok_and(|count| count == TOGETHER))
}
