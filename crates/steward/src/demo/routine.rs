//! What happens every week: people sign in and write notes, partners look after their customers' rooms, devices
//! fail and recover. Thrown by dice that fall the same at every start.

use anyhow::{Context as _, Result};
use domain::{
    role::DirectoryRole,
    time::{MINUTE, Time},
};

use super::{
    beats::{Beat, moment, with_duty},
    monday::{self, LASTING, OFFLINE},
    sites::{self, ESTATES, Kind},
    world::{self, Duty},
};

/// What people of a customer write about a room.
const NOTES: [(&str, [&str; 4]); 5] = [
    (
        "contoso",
        [
            "Table sockets checked.",
            "The vendor updated the display's firmware.",
            "Touch console cable renewed.",
            "Booked for workshops until Friday.",
        ],
    ),
    (
        "hanbit",
        [
            "테이블 전원을 점검했습니다.",
            "디스플레이 펌웨어를 업데이트했습니다.",
            "콘솔 케이블을 교체했습니다.",
            "금요일까지 워크숍으로 예약되어 있습니다.",
        ],
    ),
    (
        "aoyama",
        [
            "机の電源を点検しました。",
            "ディスプレイのファームウェアを更新しました。",
            "コンソールのケーブルを交換しました。",
            "金曜日まで研修で予約済みです。",
        ],
    ),
    ("morningstar", ["已檢查桌面電源。", "顯示器韌體已更新。", "已更換控制台線材。", "工作坊預約至星期五。"]),
    (
        "volga",
        [
            "Розетки в столе проверены.",
            "Прошивка дисплея обновлена.",
            "Кабель пульта заменен.",
            "До пятницы занята для обучения.",
        ],
    ),
];

/// Who of the partners looks after which customer.
const ROUNDS: [(&str, &str); 8] = [
    ("priya@northwind.example", "contoso"),
    ("tomas@northwind.example", "contoso"),
    ("liam@northwind.example", "contoso"),
    ("liam@northwind.example", "hanbit"),
    ("yuna@northwind.example", "hanbit"),
    ("marcus@pacificrooms.example", "aoyama"),
    ("marcus@pacificrooms.example", "morningstar"),
    ("mei@pacificrooms.example", "morningstar"),
];

/// Small things that people do with rooms.
pub(super) fn chores(beats: &mut Vec<(Time, Beat)>, now: Time) -> Result<()> {
    let mut dice = Dice(0xc0_ffee);
    for (organization, notes) in &NOTES {
        let organization = world::organization(organization).context("notes of nobody")?;
        let estate = ESTATES.iter().find(|estate| estate.organization == organization.key);
        let estate = estate.context("notes without rooms")?;
        let rooms = estate.rooms();
        for _ in 0..16 {
            let (nth, site_duty) = if dice.below(2) == 0 { (0, Duty::SiteLead) } else { (1, Duty::SiteTech) };
            let site = estate.sites.get(nth).context("a customer with two sites")?;
            let duty = match dice.below(3) {
                0 => Duty::Directory(DirectoryRole::ManagedServiceAdministrator),
                _ => site_duty,
            };
            let by = with_duty(organization, |other| other == duty)?;
            let there: Vec<_> = rooms.iter().filter(|room| room.groups.contains(&site.group.0)).collect();
            let room = there.get(dice.below(there.len()) as usize).context("a site with rooms")?;
            let note = notes.get(dice.below(notes.len()) as usize).context("notes")?;
            let at = working_hour(&mut dice, now, site.zone)?;
            beats.push((at, Beat::Note { by, host: room.host.clone(), note }));
        }
    }
    for (by, customer) in ROUNDS {
        let zone = world::organization(customer).context("a round at nobody")?.zone;
        for _ in 0..4 {
            beats.push((working_hour(&mut dice, now, zone)?, Beat::Look { by, customer }));
        }
    }
    Ok(())
}

/// Some moment of work in the last weeks.
fn working_hour(dice: &mut Dice, now: Time, zone: &str) -> Result<Time> {
    let days_ago = 1 + i64::from(dice.below(26));
    let (hour, minute) = (9 + dice.below(8), dice.below(60));
    moment(now, zone, days_ago, i8::try_from(hour)?, i8::try_from(minute)?)
}

/// People sign in on working mornings.
pub(super) fn sign_ins(beats: &mut Vec<(Time, Beat)>, now: Time) -> Result<()> {
    let mut dice = Dice(0x5eed);
    for organization in &world::ORGANIZATIONS {
        for person in organization.people.iter().filter(|person| person.duty.message().is_some()) {
            // Every one of them some times in the last weeks.
            for _ in 0..=dice.below(2) {
                let days_ago = 1 + i64::from(dice.below(26));
                let minute = i8::try_from(dice.below(60)).unwrap_or_default();
                let at = moment(now, world::zone(organization, person), days_ago, 8, minute)?;
                beats.push((at, Beat::SignIn(person.upn)));
            }
        }
    }
    Ok(())
}

/// What devices said over the weeks: faults in working hours that healed, and those that last.
pub(super) fn faults(beats: &mut Vec<(Time, Beat)>, now: Time) -> Result<()> {
    const KINDS: [&str; 8] = [
        "camera.room",
        "display.front",
        "microphone.conference",
        "network.connection",
        "pairing.console",
        "sign-in.teams",
        "speaker.conference",
        "hdmi.ingest",
    ];
    let mut dice = Dice(0xfa_0175);
    for estate in sites::estates() {
        for room in estate.rooms() {
            let often = if matches!(room.kind, Kind::Board | Kind::Training) { 2 } else { 1 };
            for _ in 0..often {
                let wanted =
                    KINDS.get(dice.below(KINDS.len()) as usize).copied().unwrap_or("network.connection");
                let told = room.model.signals.iter().find(|(signal, _)| *signal == wanted);
                let Some(&(signal, value)) = told else { continue };
                // Monitoring began two weeks into the story.
                let days_ago = 2 + i64::from(dice.below(44));
                let (hour, minute) = (8 + dice.below(9), dice.below(60));
                let broken = moment(now, room.zone, days_ago, i8::try_from(hour)?, i8::try_from(minute)?)?;
                let healed = broken.plus((4 + i64::from(dice.below(170))) * MINUTE);
                for (at, is_healthy) in [(broken, false), (healed, true)] {
                    beats.push((at, Beat::Report { host: room.host.clone(), signal, value, is_healthy }));
                }
            }
        }
    }
    let rooms = sites::rooms();
    for fault in &LASTING {
        let at = now.plus(-(fault.hours * 60 + 35) * MINUTE);
        let (host, signal) = (fault.host.to_owned(), fault.signal);
        let room = rooms.iter().find(|room| room.host == host).context("a lasting fault of no room")?;
        let told = room.model.signals.iter().find(|(known, _)| *known == signal);
        let value = told.map(|(_, value)| *value).context("a lasting fault of no signal")?;
        beats.push((at, Beat::Report { host, signal, value, is_healthy: false }));
    }
    for room in rooms.into_iter().filter(|room| OFFLINE.contains(&room.host.as_str())) {
        let &(signal, value) = room.model.signals.first().context("a model that tells nothing")?;
        let last = Beat::Report { host: room.host, signal, value, is_healthy: true };
        beats.push((monday::last_words(now), last));
    }
    Ok(())
}

/// Numbers that look thrown and are the same at every start.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let thrown = (self.0 >> 33) % u64::try_from(bound.max(1)).unwrap_or(1);
        u32::try_from(thrown).unwrap_or_default()
    }
}
