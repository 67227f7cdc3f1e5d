//! Tests of the rate budget.

use super::*;

const USER: Priority = Priority::User;
const BACK: Priority = Priority::Background;

fn spend(budget: &mut Budget, now: f64, priority: Priority, calls: usize) {
    for _ in 0..calls {
        assert_eq!(budget.decide(now, priority), Verdict::Go);
    }
}

fn own(until: f64) -> Verdict {
    Verdict::Wait { until, by_service: false }
}

#[test]
fn the_hundred_and_first_request_waits_for_the_window_to_move() {
    let mut budget = Budget::default();
    spend(&mut budget, 1_000.0, USER, 1);
    spend(&mut budget, 4_000.0, USER, 99);
    assert_eq!(budget.decide(5_000.0, USER), own(1_000.0 + WINDOW));
    assert_eq!(budget.decide(1_000.0 + WINDOW, USER), Verdict::Go);
    assert_eq!(budget.decide(1_000.0 + WINDOW, USER), own(4_000.0 + WINDOW));
}

#[test]
fn background_requests_use_at_most_half() {
    let mut budget = Budget::default();
    spend(&mut budget, 0.0, BACK, 50);
    assert_eq!(budget.decide(100.0, BACK), own(WINDOW));
    spend(&mut budget, 100.0, USER, 50);
    assert_eq!(budget.decide(200.0, USER), own(WINDOW));
}

#[test]
fn background_requests_let_the_users_own_pass() {
    let budget = RefCell::new(Budget::default());
    let quiet = |_| ();
    let waiting = Waiting::new(&budget, USER, &quiet);
    assert_eq!(budget.borrow_mut().decide(500.0, BACK), own(600.0));
    assert_eq!(budget.borrow_mut().decide(500.0, USER), Verdict::Go);
    drop(waiting);
    assert_eq!(budget.borrow_mut().decide(600.0, BACK), Verdict::Go);
}

#[test]
fn a_requested_pause_holds_all_requests_back() {
    let mut budget = Budget::default();
    budget.pause(1_000.0, 7_000.0, false);
    budget.pause(2_000.0, 1_000.0, false);
    let held = Verdict::Wait { until: 8_000.0, by_service: true };
    assert_eq!(budget.decide(2_000.0, USER), held);
    assert_eq!(budget.decide(7_999.0, BACK), held);
    assert_eq!(budget.decide(8_000.0, BACK), Verdict::Go);
}

#[test]
fn a_pause_that_was_told_holds_back_background_requests_alone_and_for_an_hour_at_most() {
    let mut budget = Budget::default();
    let named = budget.pause(1_000.0, 999_999_999_000.0, true);
    assert!((named - 1_000_000_000_000.0).abs() < f64::EPSILON);
    let until = 1_000.0 + LONGEST_OBEYED;
    assert_eq!(budget.decide(2_000.0, BACK), Verdict::Wait { until, by_service: true });
    assert_eq!(budget.decide(2_000.0, USER), Verdict::Go);
    assert_eq!(budget.decide(until, BACK), Verdict::Go);
}

#[test]
fn an_answer_to_a_request_sent_in_spite_of_a_pause_ends_it() {
    let mut budget = Budget::default();
    budget.pause(1_000.0, 7_000.0, false);
    budget.resume(1_500.0);
    assert_ne!(budget.decide(2_000.0, BACK), Verdict::Go);
    budget.pause(2_000.0, 600_000.0, true);
    budget.resume(1_900.0);
    assert_ne!(budget.decide(3_000.0, BACK), Verdict::Go, "it was sent before");
    budget.resume(2_500.0);
    assert_eq!(budget.decide(3_000.0, BACK), Verdict::Go);
}

#[test]
fn a_clock_set_back_delays_nothing() {
    let mut budget = Budget::default();
    spend(&mut budget, 1_000_000.0, USER, 100);
    budget.pause(1_000_000.0, 60_000.0, false);
    assert_eq!(budget.decide(500_000.0, USER), Verdict::Go);
}

#[test]
fn elements_with_one_base_share_a_budget_and_others_do_not() {
    assert!(Rc::ptr_eq(&of_base("/one"), &of_base("/one")));
    assert!(!Rc::ptr_eq(&of_base("/one"), &of_base("/two")));
}

#[test]
fn the_end_of_a_shown_wait_is_reported() {
    let budget = RefCell::new(Budget::default());
    let heard = RefCell::new(Vec::new());
    let tell = |wait: Option<Wait>| heard.borrow_mut().push(wait.is_some());
    let mut waiting = Waiting::new(&budget, BACK, &tell);
    waiting.shown = true;
    drop(waiting);
    drop(Waiting::new(&budget, BACK, &tell));
    assert_eq!(*heard.borrow(), [false]);
}

#[test]
fn seconds_are_rounded_up() {
    assert_eq!(
        [whole_seconds(0.0), whole_seconds(1.0), whole_seconds(2_000.0), whole_seconds(-5.0)],
        [0, 1, 2, 0]
    );
}
