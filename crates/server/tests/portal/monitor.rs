//! Customers > Monitor, on pages.

use domain::{agent::Agent, time::DAY};
use service::observe::write_down;
use testkit::{World, each, http::Served};

const MONITOR: &str = "/partner/customers/monitor";
const PIA: &str = "pia@northwind.example";
const GUS: &str = "gus@northwind.example";
const PAUL: &str = "paul@northwind.example";

/// the page shows who lies idle, cut by its filters, and as a file; Admin agents tick customers and give their privileges back
/// after one more question; Helpdesk agents look on, others do not.
#[tokio::test]
async fn idle_privileges_are_found_and_given_back() {
    each(async |world: World| {
        let members = [(PIA, Agent::Admin), (PAUL, Agent::Sales), (GUS, Agent::Helpdesk)];
        world.agents("northwind.example", &members).await;
        world.reseller("tailspin.example", "northwind.example", true).await;
        let tailspin = world.organization("tailspin.example");
        world.clock.advance(70 * DAY);
        world.reseller("fabrikam.example", "northwind.example", true).await;
        let fabrikam = world.organization("fabrikam.example");
        let served = Served::start(world).await;
        let mut pia = served.sign_in(PIA).await;
        let mut gus = served.sign_in(GUS).await;
        let mut paul = served.sign_in(PAUL).await;
        assert_eq!(paul.get(MONITOR).await.status, 403);
        assert!(!paul.page("/partner/customers").await.contains(MONITOR));
        assert!(gus.page("/partner/customers").await.contains(MONITOR));
        let looks = gus.page(MONITOR).await;
        assert!(looks.contains("Tailspin Toys") && !looks.contains("name=\"customer\""), "{looks}");

        let page = pia.page(MONITOR).await;
        assert!(page.contains("60+") && page.contains("70") && page.contains("Never used"), "{page}");
        for (query, tail, fabri) in [
            ("?state=new", false, true),
            ("?state=30", false, false),
            ("?state=60", true, false),
            ("?state=90", false, false),
            ("?q=tail", true, false),
            ("?sort=displayName", true, true),
        ] {
            let page = pia.page(&format!("{MONITOR}{query}")).await;
            assert_eq!(page.contains("Tailspin Toys"), tail, "{query}: {page}");
            assert_eq!(page.contains("Fabrikam"), fabri, "{query}: {page}");
        }
        pia.page(&format!("/partner/customers/{tailspin}/people")).await;
        write_down(&served.world.app, true).await.unwrap();
        let file = pia.get(&format!("{MONITOR}.csv?sort=displayName")).await.text();
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(lines[1], format!("{fabrikam},Fabrikam,fabrikam.example,0,0,0,0,keep"));
        assert_eq!(lines[2], format!("{tailspin},Tailspin Toys,tailspin.example,1,1,60+,0,keep"));

        let give_back = format!("{MONITOR}/return");
        pia.page(MONITOR).await;
        let nothing = pia.post(&give_back, &[]).await;
        assert!(pia.page(nothing.location()).await.contains("Nothing was ticked"));
        let (one, other) = (tailspin.to_string(), fabrikam.to_string());
        let ticked = [("customer", one.as_str()), ("customer", &other)];
        let asked = pia.post(&give_back, &ticked).await.text();
        assert!(asked.contains("Tailspin Toys") && asked.contains("Fabrikam"), "{asked}");
        assert!(
            asked.contains("find a notice") && !asked.contains("name=\"mail\""),
            "no mail server: {asked}"
        );
        assert!(pia.page(MONITOR).await.contains("Fabrikam"), "nothing is done before");
        let done = pia.post(&give_back, &[ticked.as_slice(), &[("go", "save")]].concat()).await.text();
        assert!(done.contains("Given back at 2 of 2 customers"), "{done}");
        assert!(pia.page(MONITOR).await.contains("No delegated admin privileges"));
        for go in ["ask", "save"] {
            let refused = gus.post(&give_back, &[ticked.as_slice(), &[("go", go)]].concat()).await;
            assert_eq!(refused.status, 403, "{go}");
        }
    })
    .await;
}
