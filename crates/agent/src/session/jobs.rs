//! The job of a session: taken once, written down before anything is done, told until the server knows how it ended.

use std::{io, sync::Arc};

use tokio::sync::mpsc;
use wire::agents::{
    Activity, JobOrder, JobReport, JobState, MAX_OUTPUT_BYTES, MAX_PROGRESS_BYTES, fit_lines,
};

use crate::{
    courier::Courier,
    jobs::{
        Ended, Work, Worker,
        ledger::{Ledger, Shelf, Taken},
    },
};

/// What happened to the job that is being done.
pub(super) enum Happened {
    /// It is one step further.
    Step(String),
    /// It is over.
    Ended(Ended),
}

pub(super) struct Jobs {
    room: String,
    worker: Arc<dyn Worker>,
    shelf: Arc<dyn Shelf>,
    ledger: Ledger,
    /// What is done now, and its steps.
    under_way: Option<(Work, mpsc::UnboundedReceiver<String>)>,
    has_news: bool,
    /// What takes files of the job to the server.
    courier: Courier,
}

impl Jobs {
    /// Goes on where an earlier start of the agent was stopped.
    pub(super) fn resume(
        room: &str,
        worker: Arc<dyn Worker>,
        shelf: Arc<dyn Shelf>,
        courier: Courier,
    ) -> io::Result<Self> {
        let ledger = shelf.load()?;
        let room = room.to_owned();
        let mut jobs = Self { room, worker, shelf, ledger, under_way: None, has_news: false, courier };
        if let Some(taken) = &jobs.ledger.current {
            jobs.has_news = true;
            if taken.report.state == JobState::Running {
                let ended = jobs.worker.interrupted(&taken.order, taken.boot == jobs.worker.boot());
                jobs.end(ended);
            }
        }
        Ok(jobs)
    }

    /// Whether the server does not know yet where the job stands.
    pub(super) fn has_news(&self) -> bool {
        self.has_news
    }

    /// What is told of the job.
    pub(super) fn report(&self) -> Option<JobReport> {
        self.ledger.current.as_ref().map(|taken| taken.report.clone())
    }

    /// Waits until something happens to the job that is being done; for ever where none is.
    pub(super) async fn next(&mut self) -> Happened {
        let Some((work, steps)) = &mut self.under_way else { return std::future::pending().await };
        tokio::select! {
            biased;
            Some(step) = steps.recv() => Happened::Step(step),
            ended = work => Happened::Ended(ended),
        }
    }

    /// Takes note of what happened.
    pub(super) fn note(&mut self, happened: Happened) {
        match happened {
            Happened::Ended(ended) => self.end(ended),
            Happened::Step(step) => self.step(&step),
        }
    }

    fn step(&mut self, step: &str) {
        if let Some(taken) = &mut self.ledger.current {
            let progress = format!("{}{}\n", taken.report.progress, step.trim_end());
            taken.report.progress = fit_lines(&progress, MAX_PROGRESS_BYTES);
            self.has_news = true;
        }
    }

    /// The server answered a report that told this of the job, and may ask for another one.
    pub(super) fn answered(
        &mut self,
        told: Option<&JobReport>,
        order: Option<&JobOrder>,
        activity: Activity,
        takes_files: bool,
    ) {
        if told == self.report().as_ref() {
            self.has_news = false;
            if told.is_some_and(|told| told.state != JobState::Running) {
                self.ledger.close();
                self.save_or_say();
            }
        }
        if let Some(order) = order.filter(|order| !self.ledger.knows(order.id))
            && self.ledger.current.is_none()
        {
            self.take(order.clone(), activity, takes_files);
        }
    }

    fn take(&mut self, order: JobOrder, activity: Activity, takes_files: bool) {
        tracing::info!(room = self.room, job = %order.id, kind = ?order.kind, "a job is taken");
        let report = JobReport {
            id: order.id,
            state: JobState::Running,
            reason: None,
            progress: String::new(),
            output: String::new(),
        };
        let is_refused = activity == Activity::Busy && !order.forced;
        self.ledger.current = Some(Taken { order: order.clone(), boot: self.worker.boot(), report });
        self.has_news = true;
        if is_refused {
            self.end(Ended::failed("deviceInMeeting", "the room is in a meeting"));
            return;
        }
        // What is not written down might be done twice.
        if let Err(error) = self.shelf.save(&self.ledger) {
            self.end(Ended::failed("couldNotWrite", format!("the job cannot be written down: {error}")));
            return;
        }
        let (sender, steps) = mpsc::unbounded_channel();
        let courier = takes_files.then(|| self.courier.clone());
        self.under_way = Some((self.worker.work(order, sender, courier), steps));
    }

    fn end(&mut self, ended: Ended) {
        // The last steps may have been told in the very moment in which the work ended.
        if let Some((_, mut steps)) = self.under_way.take() {
            while let Ok(step) = steps.try_recv() {
                self.step(&step);
            }
        }
        let Some(taken) = &mut self.ledger.current else { return };
        taken.report.state = ended.state;
        taken.report.reason = ended.reason.map(str::to_owned);
        taken.report.output = fit_lines(&ended.output, MAX_OUTPUT_BYTES);
        self.has_news = true;
        tracing::info!(room = self.room, job = %taken.order.id, state = ?ended.state, reason = ended.reason, "a job is over");
        self.save_or_say();
    }

    fn save_or_say(&self) {
        if let Err(error) = self.shelf.save(&self.ledger) {
            tracing::error!(room = self.room, %error, "the ledger of jobs cannot be kept");
        }
    }
}
