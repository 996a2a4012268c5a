//! `steward mail test`: what it says, and how it ends.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::process::Command;

use testkit::smtp::MailServer;

/// an operator tries the mail settings out with one message.
#[tokio::test(flavor = "multi_thread")]
async fn an_operator_tries_the_mail_settings_out() {
    let server = MailServer::start().await;
    let directory = tempfile::tempdir().unwrap();
    let port = server.port().to_string();
    let said = |port: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_steward"))
            .current_dir(directory.path())
            .env_clear()
            .args(["mail", "test", "ada@steward.example", "--mail-server", "127.0.0.1", "--mail-port", port])
            .args(["--mail-security", "none", "--mail-from", "Steward <steward@operator.example>"])
            .output()
            .expect("the program starts");
        let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
        (output.status.success(), String::from_utf8_lossy(&text).into_owned())
    };
    let (worked, text) = said(&port);
    assert!(worked && text.contains("took a message for ada@steward.example"), "{text}");
    assert_eq!(server.messages().len(), 1);
    server.refuse(Some("550 no such mailbox"));
    let (worked, text) = said(&port);
    assert!(!worked && text.contains("refuses the recipient ada@steward.example"), "{text}");
}
