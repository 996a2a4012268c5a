//! A mail server on a port of its own, which keeps what it takes.
//!
//! Invariant: it answers as RFC 5321 says, and what it said yes to it has.

use std::sync::{Arc, Mutex};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rustls::{ServerConfig, crypto::ring, pki_types::PrivatePkcs8KeyDer};
use tokio::{
    io::{AsyncBufRead, AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::{CancellationToken, DropGuard};

/// A mail server that runs until this is dropped.
pub struct MailServer {
    port: u16,
    kept: Arc<Mutex<Kept>>,
    _stop: DropGuard,
}

#[derive(Default)]
struct Kept {
    messages: Vec<Received>,
    /// What is answered to recipients instead of yes.
    refusal: Option<String>,
    /// What is answered to accounts instead of yes.
    login_refusal: Option<String>,
}

/// How the way to it is protected.
#[derive(Clone)]
enum Tls {
    Off,
    /// After the greeting, when the client asks for it.
    Later(TlsAcceptor),
    /// From the first byte.
    AtOnce(TlsAcceptor),
}

/// A message as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Whom it is from.
    pub from: String,
    /// Whom it is for.
    pub to: Vec<String>,
    /// The lines above the text, unfolded.
    pub headers: Vec<String>,
    /// The text; of one with parts, as it came.
    pub text: String,
    /// What came below the headers.
    body: String,
}

/// A part of a message that holds something itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its headers, unfolded.
    pub headers: Vec<String>,
    /// What it holds.
    pub content: Vec<u8>,
}

impl Part {
    /// A header, empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        header(&self.headers, name)
    }

    /// What it holds, as text.
    pub fn text(&self) -> String {
        text(self.content.clone())
    }
}

impl Received {
    /// Its parts that hold something themselves, in order.
    pub fn parts(&self) -> Vec<Part> {
        parts(&self.headers, &self.body)
    }

    /// A header, empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        header(&self.headers, name)
    }
}

fn header<'a>(headers: &'a [String], name: &str) -> &'a str {
    let start = format!("{name}: ");
    headers.iter().find_map(|line| line.strip_prefix(&start)).unwrap_or_default()
}

impl MailServer {
    /// A mail server on any port.
    pub async fn start() -> Self {
        Self::at(0).await
    }

    /// A mail server on a port, such as that of one that is gone.
    pub async fn at(port: u16) -> Self {
        Self::listen(port, Tls::Off).await
    }

    /// A mail server that speaks TLS, after its greeting or from the first byte, and its certificate (PEM).
    pub async fn with_tls(at_once: bool) -> (Self, String) {
        let own = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).expect("a certificate");
        let key = PrivatePkcs8KeyDer::from(own.signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![own.cert.der().clone()], key.into())
            .expect("a certificate and its key");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let tls = if at_once { Tls::AtOnce(acceptor) } else { Tls::Later(acceptor) };
        (Self::listen(0, tls).await, own.cert.pem())
    }

    async fn listen(port: u16, tls: Tls) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("the port is free");
        let port = listener.local_addr().expect("an address").port();
        let kept = Arc::new(Mutex::new(Kept::default()));
        let stop = CancellationToken::new();
        tokio::spawn({
            let (kept, stop) = (kept.clone(), stop.clone());
            async move {
                loop {
                    let stream = tokio::select! {
                        () = stop.cancelled() => break,
                        accepted = listener.accept() => accepted.expect("a connection").0,
                    };
                    let (kept, stop, tls) = (kept.clone(), stop.clone(), tls.clone());
                    tokio::spawn(async move {
                        tokio::select! {
                            () = stop.cancelled() => {}
                            _ = welcome(stream, tls, &kept) => {}
                        }
                    });
                }
            }
        });
        Self { port, kept, _stop: stop.drop_guard() }
    }

    /// Where it listens.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// What it took.
    pub fn messages(&self) -> Vec<Received> {
        self.kept.lock().expect("nobody panicked").messages.clone()
    }

    /// What it answers to every account from now on; none stands for yes.
    pub fn refuse_login(&self, answer: Option<&str>) {
        self.kept.lock().expect("nobody panicked").login_refusal = answer.map(str::to_owned);
    }

    /// What it answers to every recipient from now on; none stands for yes.
    pub fn refuse(&self, answer: Option<&str>) {
        self.kept.lock().expect("nobody panicked").refusal = answer.map(str::to_owned);
    }
}

async fn welcome(mut stream: TcpStream, tls: Tls, kept: &Mutex<Kept>) -> std::io::Result<()> {
    match tls {
        Tls::AtOnce(acceptor) => {
            let mut stream = acceptor.accept(stream).await?;
            stream.write_all(b"220 sink\r\n").await?;
            serve(stream, false, kept).await.map(drop)
        }
        Tls::Off => {
            stream.write_all(b"220 sink\r\n").await?;
            serve(stream, false, kept).await.map(drop)
        }
        Tls::Later(acceptor) => {
            stream.write_all(b"220 sink\r\n").await?;
            let Some(stream) = serve(stream, true, kept).await? else { return Ok(()) };
            serve(acceptor.accept(stream).await?, false, kept).await.map(drop)
        }
    }
}

/// Serves until the client goes, or asks for TLS where that is offered: then the stream is given back.
async fn serve<S>(stream: S, offers_tls: bool, kept: &Mutex<Kept>) -> std::io::Result<Option<S>>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut stream = BufReader::new(stream);
    let (mut from, mut to) = (String::new(), Vec::new());
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(None);
        }
        let command = line.trim_end().to_owned();
        let verb = command.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "STARTTLS" if offers_tls => {
                stream.write_all(b"220 go on\r\n").await?;
                return Ok(Some(stream.into_inner()));
            }
            "EHLO" if offers_tls => "250-sink\r\n250 STARTTLS".to_owned(),
            // Nothing of a message goes over an open way where TLS is offered.
            _ if offers_tls => "530 STARTTLS first".to_owned(),
            "EHLO" => "250-sink\r\n250-8BITMIME\r\n250-AUTH PLAIN\r\n250 SMTPUTF8".to_owned(),
            "AUTH" => {
                let refusal = kept.lock().expect("nobody panicked").login_refusal.clone();
                refusal.unwrap_or_else(|| "235 welcome".to_owned())
            }
            "MAIL" => {
                (from, to) = (address(&command), Vec::new());
                "250 ok".to_owned()
            }
            "RCPT" => {
                let refusal = kept.lock().expect("nobody panicked").refusal.clone();
                if refusal.is_none() {
                    to.push(address(&command));
                }
                refusal.unwrap_or_else(|| "250 ok".to_owned())
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let message = data(&mut stream).await?;
                let received = read(from.clone(), to.clone(), &message);
                kept.lock().expect("nobody panicked").messages.push(received);
                "250 kept".to_owned()
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n").await?;
                return Ok(None);
            }
            _ => "250 ok".to_owned(),
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

fn address(command: &str) -> String {
    let inner = command.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inner.map(|(address, _)| address.to_owned()).unwrap_or_default()
}

async fn data(stream: &mut (impl AsyncBufRead + Unpin)) -> std::io::Result<String> {
    let mut text = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 || line == ".\r\n" {
            return Ok(text);
        }
        text.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}

fn read(from: String, to: Vec<String>, message: &str) -> Received {
    let (headers, body) = halves(message);
    let text = text(content(&headers, body)).replace("\r\n", "\n");
    Received { from, to, headers, text, body: body.to_owned() }
}

/// The headers, and what is below them.
fn halves(message: &str) -> (Vec<String>, &str) {
    let (head, body) = message.split_once("\r\n\r\n").unwrap_or((message, ""));
    let headers = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    (headers.split("\r\n").map(words).collect(), body)
}

fn content(headers: &[String], body: &str) -> Vec<u8> {
    match header(headers, "Content-Transfer-Encoding") {
        "base64" => STANDARD.decode(body.replace("\r\n", "")).expect("base64"),
        "quoted-printable" => unquoted(&body.replace("=\r\n", ""), b'='),
        _ => body.as_bytes().to_vec(),
    }
}

/// The parts of a message, or of a part of it, that have none themselves (RFC 2046).
fn parts(headers: &[String], body: &str) -> Vec<Part> {
    let Some((_, boundary)) = header(headers, "Content-Type").split_once("boundary=\"") else {
        return vec![Part { headers: headers.to_vec(), content: content(headers, body) }];
    };
    let mark = format!("--{}", boundary.split('"').next().expect("a boundary"));
    let whole = body.split(&mark).skip(1).take_while(|part| !part.starts_with("--"));
    let inner = whole.map(|part| part.trim_start_matches("\r\n").trim_end_matches("\r\n"));
    inner
        .flat_map(|part| {
            let (headers, body) = halves(part);
            parts(&headers, body)
        })
        .collect()
}

/// A header with its encoded words read (RFC 2047, base64 alone).
fn words(line: &str) -> String {
    let mut out = String::new();
    let mut rest = &*line.replace("?= =?", "?==?");
    while let Some((before, after)) = rest.split_once("=?utf-8?b?") {
        let (word, after) = after.split_once("?=").expect("an encoded word ends");
        out.push_str(before);
        out.push_str(&text(STANDARD.decode(word).expect("base64")));
        rest = after;
    }
    out + rest
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

fn unquoted(body: &str, mark: u8) -> Vec<u8> {
    let mut bytes = body.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        let quoted = (byte == mark).then(|| [bytes.next(), bytes.next()].map(|digit| digit.unwrap_or(b'0')));
        out.push(quoted.map_or(byte, |[high, low]| {
            let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|it| u8::try_from(it).ok());
            16 * digit(high).expect("a digit") + digit(low).expect("a digit")
        }));
    }
    out
}
