//! How the sample data come into being: organizations are planted, every room enrols by the real agent with a real key
//! over loopback, and then people do what they did in the weeks before, through the use cases of the program.
//!
//! Invariant: nothing but organizations and people is written past the use cases.

use std::{net::Ipv4Addr, sync::Arc, time::Duration};

use agent::updates::signing::Key;
use anyhow::{Context as _, Result, anyhow};
use domain::{
    id::Ids as _,
    time::{Clock as _, DAY, HOUR, MINUTE},
};
use server::{Web, config::Config, limits::Limits, messenger::Messenger};
use service::{App, Refusal, Secrets as _, Settings, releases::SetReleaseKey, run};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{
    REQUESTS_PER_SECOND, app,
    beats::{self, BEGINNING},
    enrolled::Enrolled,
    folder::{self, Folder},
    founding::{self, Cast},
    options_of_web,
    past::PastClock,
    rooms::Rooms,
    scenario, settings,
    sites::{self, ESTATES, RoomPlan},
    teller::Teller,
    world,
};
use crate::{
    inputs::{MachineClock, OsSecrets, RandomIds},
    open,
};

/// Tells the whole story.
pub(super) async fn tell(folder: &Folder, config: &Config) -> Result<()> {
    let now = MachineClock.now();
    let beginning = now.plus(-BEGINNING * DAY);
    let store = open::store(config)?;
    store.migrate(beginning).await?;
    let cast = founding::found(&store, &RandomIds, beginning, OsSecrets.random32()).await?;
    drop(store);

    let clock = Arc::new(PastClock::at(beginning.plus(HOUR)));
    // Weeks pass between two reports of a room here, and none of them is silence.
    let settings = Settings { silence: Duration::from_hours(24 * 365), ..settings(config) };
    let app = app(config, clock.clone(), settings)?;
    // The customers of the demonstration trust one key; its private half lies where the server never looks.
    let key = Key::make(&folder.file(folder::RELEASE_KEY))?;
    write_keys(folder, &app, &cast, &key).await?;
    let rooms = sites::rooms();
    folder.write(folder::ENROLMENT, &scenario::enrolment(&rooms)?)?;
    enrol(folder, config, &app).await?;
    let enrolled = Enrolled::read(folder)?;

    let mut teller = Teller::new(app, clock, cast, enrolled);
    for (at, beat) in beats::all(now)? {
        teller.tell(at, &beat).await?;
    }
    teller.roll_out(now.plus(-MINUTE), &key).await?;
    teller.end().await?;
    folder.write(folder::SCENARIO, &scenario::demonstration(&rooms, &fresh_rooms())?)?;
    Ok(())
}

/// Each customer's administrator downloads the key file, which then lies where the rooms find it.
async fn write_keys(folder: &Folder, app: &App, cast: &Cast, release_key: &Key) -> Result<()> {
    for estate in sites::estates() {
        let organization = world::organization(estate.organization).context("an estate of nobody")?;
        let caller = cast.caller(world::administrator(organization.key)?, RandomIds.next().to_string())?;
        let set = SetReleaseKey { public_key: release_key.public_key(), signed: String::new() };
        run(app, &caller, set).await.map_err(refused)?;
        let key =
            run(app, &caller, service::enrolment_key::DownloadKey { tenant: caller.person.organization })
                .await
                .map_err(refused)?;
        let file = wire::agents::KeyFile {
            format: wire::agents::KEY_FILE_FORMAT.to_owned(),
            format_version: wire::agents::KEY_FILE_VERSION,
            server: key.server,
            tenant_id: key.tenant.uuid(),
            key_version: u32::try_from(key.version)?,
            secret: key.secret,
            release_key: key.release_key,
        };
        folder
            .write_secret(&scenario::key_file(estate.organization), &serde_json::to_string_pretty(&file)?)?;
    }
    Ok(())
}

/// A server whose clock stands in the past, for as long as all rooms need to enrol.
async fn enrol(folder: &Folder, config: &Config, app: &App) -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = format!("http://{}", listener.local_addr()?);
    let stop = CancellationToken::new();
    let web = Web::new(app.clone(), options_of_web(config), Messenger::of(config, stop.clone())?);
    let router = server::router(web, Limits::new(REQUESTS_PER_SECOND));
    let served = tokio::spawn(server::serve::serve(listener, router, None, stop.clone()));
    let mut rooms = Rooms::start(folder.path(), folder::ENROLMENT, &address).await?;
    let connected = rooms.all_connected().await;
    rooms.stop().await?;
    stop.cancel();
    served.await?;
    connected
}

/// Devices that enrol while the demonstration runs and wait for an administrator: they hang in rooms under
/// construction.
pub(super) fn fresh_rooms() -> Vec<RoomPlan> {
    let fresh = |estate: &sites::Estate, nth: usize| {
        let mut room = estate.rooms().into_iter().nth(nth * 7 + 3)?;
        room.host = format!("{}-NEW-{:02}", room.host.split('-').next()?, nth + 1);
        room.serial = format!("{}{:06}", room.model.serial, 900_001 + nth);
        Some(room)
    };
    ESTATES.iter().flat_map(|estate| (0..2).filter_map(move |nth| fresh(estate, nth))).collect()
}

/// A refusal as an error of the demonstration.
pub(super) fn refused(refusal: Refusal) -> anyhow::Error {
    anyhow!("Steward refused ({}): {refusal:?}", refusal.code().as_str())
}
