//! What a running server does by itself, each in its own rhythm; every job runs on every node without harm.

use std::{future::Future, sync::Arc, time::Duration};

use server::{
    Web,
    limits::Limits,
    mail::Mailer,
    meters::{Meters, TIDY_EVERY},
    tls::Certificate,
};
use service::{App, Followed, Refusal};
use tokio::time::MissedTickBehavior;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// The jobs of a server, to be awaited when it stops.
pub struct Jobs(TaskTracker);

impl Jobs {
    /// Waits until every job has finished what it was doing.
    pub async fn wait(self) {
        self.0.close();
        self.0.wait().await;
    }
}

/// Starts every job.
pub fn start(
    web: &Web,
    limits: &Limits,
    certificate: Option<Arc<Certificate>>,
    mailer: Option<Mailer>,
    meters: Option<Meters>,
    stop: &CancellationToken,
) -> Jobs {
    let tracker = TaskTracker::new();
    let app = &web.app;
    every(&tracker, stop, app, "observations", Duration::from_secs(1), {
        let app = app.clone();
        move || {
            let app = app.clone();
            async move { service::observe::write_down(&app, false).await }
        }
    });
    every(&tracker, stop, app, "other nodes", Duration::from_millis(250), {
        let (app, followed) = (app.clone(), Arc::new(tokio::sync::Mutex::new(Followed::default())));
        move || {
            let (app, followed) = (app.clone(), followed.clone());
            async move {
                let mut followed = followed.lock().await;
                *followed = app.follow(*followed).await?;
                Ok(())
            }
        }
    });
    every(&tracker, stop, app, "what other nodes took over", Duration::from_secs(600), {
        let app = app.clone();
        move || {
            let app = app.clone();
            async move { app.forget_stirred().await }
        }
    });
    every(&tracker, stop, app, "credentials", Duration::from_secs(3600), {
        let app = app.clone();
        move || {
            let app = app.clone();
            async move { service::sign_in::tidy(&app).await }
        }
    });
    every(&tracker, stop, app, "health watch", Duration::from_secs(1), {
        let app = app.clone();
        move || {
            let app = app.clone();
            async move { service::health_watch::watch(&app).await }
        }
    });
    every(&tracker, stop, app, "expiry of invitations", Duration::from_secs(60), {
        let app = app.clone();
        move || {
            let app = app.clone();
            async move { service::invitations::expire(&app).await.map(drop) }
        }
    });
    every(&tracker, stop, app, "privileges that nobody uses", Duration::from_secs(600), {
        let app = app.clone();
        move || {
            let app = app.clone();
            async move {
                service::delegated_admin_statistics::end_idle(&app).await?;
                service::delegation_migration::tend(&app).await?;
                service::delegated_admin_statistics::forget(&app).await
            }
        }
    });
    every(&tracker, stop, app, "customers that nobody answered for", Duration::from_secs(60), {
        let app = app.clone();
        move || {
            let app = app.clone();
            async move { service::added_customers::tend(&app).await }
        }
    });
    every(&tracker, stop, app, "jobs of rooms", Duration::from_secs(10), {
        let app = app.clone();
        move || {
            let app = app.clone();
            async move { service::jobs::tend(&app).await }
        }
    });
    every(&tracker, stop, app, "rollouts", Duration::from_secs(10), {
        let app = app.clone();
        move || {
            let app = app.clone();
            async move { service::rollouts::watch(&app).await }
        }
    });
    every(&tracker, stop, app, "days of rooms", Duration::from_secs(5), {
        let app = app.clone();
        move || {
            let app = app.clone();
            async move { service::reports::tend(&app).await }
        }
    });
    every(&tracker, stop, app, "warnings before assignments end", Duration::from_secs(60), {
        let app = app.clone();
        move || {
            let app = app.clone();
            async move { service::assignments::warn(&app).await.map(drop) }
        }
    });
    every(&tracker, stop, app, "granular relationships", Duration::from_secs(1), {
        let app = app.clone();
        move || {
            let app = app.clone();
            async move { service::granular_relationships::tend(&app).await }
        }
    });
    every(&tracker, stop, app, "statistics", Duration::from_secs(3600), {
        let app = app.clone();
        move || {
            let app = app.clone();
            async move { app.optimize().await }
        }
    });
    every(&tracker, stop, app, "limits", Duration::from_secs(60), {
        let limits = limits.clone();
        move || {
            limits.forget_idle();
            std::future::ready(Ok(()))
        }
    });
    every(&tracker, stop, app, "webhooks", Duration::from_secs(1), {
        let (app, messenger) = (app.clone(), web.messenger.clone());
        move || {
            let (app, messenger) = (app.clone(), messenger.clone());
            async move { service::webhooks::tend(&app, &messenger).await }
        }
    });
    if let Some(mailer) = mailer.map(Arc::new) {
        every(&tracker, stop, app, "invitations of added customers", Duration::from_secs(1), {
            let (app, mailer) = (app.clone(), mailer.clone());
            move || {
                let (app, mailer) = (app.clone(), mailer.clone());
                async move { service::added_customers::send(&app, mailer.as_ref()).await }
            }
        });
        every(&tracker, stop, app, "e-mail", Duration::from_secs(1), {
            let app = app.clone();
            move || {
                let (app, mailer) = (app.clone(), mailer.clone());
                async move { service::notifications::tend(&app, mailer.as_ref()).await }
            }
        });
    }
    if let Some(meters) = meters {
        every(&tracker, stop, app, "metrics", TIDY_EVERY, move || {
            meters.tidy();
            std::future::ready(Ok(()))
        });
    }
    if let Some(certificate) = certificate {
        every(&tracker, stop, app, "certificate", Duration::from_secs(10), move || {
            certificate.refresh();
            std::future::ready(Ok(()))
        });
    }
    Jobs(tracker)
}

fn every<F, W>(
    tracker: &TaskTracker,
    stop: &CancellationToken,
    app: &App,
    name: &'static str,
    period: Duration,
    mut work: F,
) where
    F: FnMut() -> W + Send + 'static,
    W: Future<Output = Result<(), Refusal>> + Send,
{
    let (stop, app) = (stop.clone(), app.clone());
    tracker.spawn(async move {
        let mut ticks = tokio::time::interval(period);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                _ = ticks.tick() => {}
            }
            let outcome = work().await;
            service::meters::ran(&app, name, outcome.is_ok());
            if let Err(refusal) = outcome {
                tracing::error!(job = name, ?refusal, "a job did not finish; it is tried again");
            }
        }
    });
}
