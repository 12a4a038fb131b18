//! Four papers: a plan's overview, a partnership's page, a case study, a board's covering report.

use super::support::{World, facts};

const PLAN: &str = include_str!("../data/partnership/recovery-plan.txt");
const PAGE: &str = include_str!("../data/partnership/web-page.txt");
const STORY: &str = include_str!("../data/partnership/case-study.txt");
const REPORT: &str = include_str!("../data/partnership/covering-report.txt");

#[test]
fn every_fact_of_a_partnerships_papers_is_typed_read_and_found() {
    let mut southwark = World::new();
    let (mut tried, mut not_here) = (Vec::new(), Vec::new());
    for paper in [PLAN, PAGE, STORY] {
        let (facts, missing) = facts(paper);
        southwark.enter(&facts);
        tried.push(facts.iter().filter(|fact| fact.counts).count());
        not_here.push(missing);
        southwark.holds(&facts);
    }
    let mut lewisham = World::new();
    let (facts, missing) = facts(REPORT);
    lewisham.enter(&facts);
    lewisham.holds(&facts);
    tried.push(facts.iter().filter(|fact| fact.counts).count());
    not_here.push(missing);
    // By hand, so that none goes unseen, and what has no place here cannot grow.
    assert_eq!((tried, not_here), (vec![83, 55, 29, 35], vec![0, 0, 1, 13]));
}

#[test]
fn what_is_not_in_a_record_is_not_found_in_it() {
    let mut world = World::new();
    let (facts, _) =
        facts("[a group]\nname = One cell\n! remit = Walks\n[b group]\nname = Other cell\nremit = Talks\n");
    world.enter(&facts);
    world.holds(&facts);
    assert_eq!(world.found("walks"), ["One cell"]);
    assert_eq!(world.found("cell"), ["One cell", "Other cell"]);
    assert_eq!(world.found("walks talks"), Vec::<String>::new());
    assert_eq!(world.found(" "), Vec::<String>::new());
}
