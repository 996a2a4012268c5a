//! What is said of a job that somebody asks for, checked.

use domain::{
    job::{DeviceSettings, FORCE_REASON_MAX, JobKind, JobTiming, SettingFault},
    text::{TextError, line},
};

use crate::{
    form::Form,
    refusal::{Code, Refusal},
};

/// A job in words.
#[derive(Clone, Debug, Default)]
pub struct JobForm {
    /// What the device is asked to do.
    pub kind: String,
    /// When; empty for now.
    pub timing: String,
    /// The settings to take, for `configUpdate`.
    pub settings: Option<DeviceSettings>,
    /// Why it is to be done although the room is in a meeting; none where it is not.
    pub force_reason: Option<String>,
}

/// The same with its words understood.
pub(super) struct Checked {
    pub(super) kind: JobKind,
    pub(super) timing: JobTiming,
    pub(super) settings: Option<DeviceSettings>,
    pub(super) force_reason: Option<String>,
}

impl JobForm {
    pub(super) fn check(self) -> Result<Checked, Refusal> {
        let mut form = Form::default();
        let kind = JobKind::from_key(&self.kind).filter(|kind| JobKind::ASKED.contains(kind));
        if kind.is_none() {
            form.fault("kind", if self.kind.is_empty() { Code::Required } else { Code::UnknownValue });
        }
        let timing =
            if self.timing.is_empty() { Some(JobTiming::Now) } else { JobTiming::from_key(&self.timing) };
        if timing.is_none() {
            form.fault("timing", Code::UnknownValue);
        }
        let settings = settings(&mut form, kind, self.settings);
        let force_reason = self.force_reason.and_then(|typed| {
            let checked = line(&typed, FORCE_REASON_MAX);
            let said =
                checked.and_then(|text| if text.is_empty() { Err(TextError::Empty) } else { Ok(text) });
            form.text("forceReason", said)
        });
        let (Some(kind), Some(timing)) = (kind, timing) else { return Err(form.refusal()) };
        form.finish()?;
        Ok(Checked { kind, timing, settings, force_reason })
    }
}

fn settings(form: &mut Form, kind: Option<JobKind>, sent: Option<DeviceSettings>) -> Option<DeviceSettings> {
    match (kind, sent) {
        (Some(JobKind::ConfigUpdate), None) => form.fault("settings", Code::Required),
        (Some(JobKind::ConfigUpdate), Some(sent)) => match sent.checked() {
            Ok(settings) => return Some(settings),
            Err(faults) => faults.into_iter().for_each(|fault| tell(form, fault)),
        },
        (Some(_), Some(_)) => form.fault("settings", Code::UnknownValue),
        _ => {}
    }
    None
}

fn tell(form: &mut Form, fault: SettingFault) {
    match fault {
        SettingFault::Name(field, error) => {
            let _ = form.text::<()>(&format!("settings/{field}"), Err(error));
        }
        SettingFault::Time => form.fault("settings/nightlyRestart/time", Code::NotATimeOfDay),
        SettingFault::Nothing => form.fault("settings", Code::Required),
    }
}
