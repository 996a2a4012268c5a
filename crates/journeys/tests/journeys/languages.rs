//! The same portal in the reader's language: the choice of the account, before signing in that of the browser.

use crate::stage::play;

/// The tag, the word for rooms, and the word on the button that saves.
const LANGUAGES: [(&str, &str, &str); 5] = [
    ("ko", "회의실", "저장"),
    ("ja", "会議室", "保存"),
    ("zh-Hant", "會議室", "儲存"),
    ("ru", "Комнаты", "Сохранить"),
    ("en", "Rooms", "Save"),
];

/// A person chooses a language; every page speaks it from then on, refusals included, and the browser is told by `lang`.
#[tokio::test(flavor = "multi_thread")]
async fn a_person_changes_the_language() -> anyhow::Result<()> {
    play("languages", async |stage| {
        let mats = stage.enter("mats@contoso.example").await?;
        for (tag, rooms, save) in LANGUAGES {
            mats.go("/account").await?;
            mats.fill("language", tag).await?;
            mats.click_on("form[action='/account'] .button-main").await?;
            mats.sees(save).await?;
            mats.go("/rooms").await?;
            mats.until(&format!("document.documentElement.lang === '{tag}'"), "the language").await?;
            assert_eq!(mats.text_of("h1").await?, rooms);
            mats.refused("/rooms/nothing", 404).await?;
            mats.until(&format!("document.documentElement.lang === '{tag}'"), "the language").await?;
        }
        Ok(())
    })
    .await
}
