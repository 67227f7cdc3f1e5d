//! A model of everything that can happen between a click and its outcome: two tabs, reloads, locks or none, lost and late
//! answers, wrong clocks, another person signing in. It drives the journal's own functions against a service that carries out
//! whatever arrives, and looks for a write carried out twice, in another person's name, or lost. `JOURNAL_RUNS` and
//! `JOURNAL_SEED` choose the number of runs and the first seed.

use super::tab::{KEYS, Landing, PLANNED, Stage, Tab, Task, is_planned, write};
use crate::api::{ApiError, ErrorKind};
use crate::state::journal::claim::{Claim, claim, is_told, leave};
use crate::state::journal::intent::{Intent, Stamp};
use crate::state::journal::lookup::given_up;
use crate::state::journal::merge::{Intents, trim};
use crate::state::journal::probe::requests::shown_by;
use crate::state::journal::record::{forget_unsent, record};
use crate::state::journal::send::{Acceptance, outcome};
use crate::state::journal::state::{Event, WriteState};
use fastrand::Rng;
use request_center_models::draft::{METADATA_KEY, SubmitKey};
use request_center_models::moment::Moment;
use request_center_models::operation::Operation;
use request_center_models::wire::reference::ClientMetadata;
use request_center_models::wire::status::{RequestState, RequestedItemStatus};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::thread;
use time::{Duration, OffsetDateTime};

const PATIENCE: Duration = Duration::seconds(180);
/// How late a call may land after it left, in seconds; within the patience, or nothing could tell.
const LATEST: i64 = 170;
/// How long the status list may take to show what was carried out, in seconds.
const LISTED_AFTER: i64 = 8;
const STEPS: u32 = 60;
const TABS: usize = 2;
const PEOPLE: usize = 2;

struct World {
    random: Rng,
    now: i64,
    locks: Option<BTreeSet<(usize, SubmitKey)>>,
    stores: Vec<Intents>,
    tabs: Vec<Tab>,
    landings: Vec<Landing>,
    /// The writes carried out: when, and by whom.
    done: BTreeMap<SubmitKey, Vec<(i64, usize)>>,
    /// True once a call has carried another person's token than its intent's.
    forged: bool,
    wanted: BTreeSet<(usize, SubmitKey)>,
    /// True where every step is printed, for a single run.
    told: bool,
}

fn moment(second: i64) -> Moment {
    Moment::at(OffsetDateTime::from_unix_timestamp(1_800_000_000 + second).expect("a time"))
}

fn lost() -> ApiError {
    ApiError {
        operation: Some(Operation::CreateAccessRequest),
        sent: true,
        ..ApiError::new(ErrorKind::Network)
    }
}

impl World {
    fn new(seed: u64, told: bool) -> Self {
        let mut random = Rng::with_seed(seed);
        let locks = (random.u64(..4) != 0).then(BTreeSet::new);
        let mut tabs: Vec<Tab> = (0..TABS).map(|_| Tab::default()).collect();
        for tab in &mut tabs {
            tab.shift = [0, 0, -7_200, 7_200, 90][random.u64(..5) as usize];
        }
        Self {
            random,
            now: 0,
            locks,
            stores: (0..PEOPLE).map(|_| Intents::new()).collect(),
            tabs,
            landings: Vec::new(),
            done: BTreeMap::new(),
            forged: false,
            wanted: BTreeSet::new(),
            told,
        }
    }

    fn log(&self, what: impl FnOnce() -> String) {
        if self.told {
            println!("{:>6} {}", self.now, what());
        }
    }

    fn stamp(&self, tab: usize) -> Stamp {
        let tab = &self.tabs[tab];
        let shift = if tab.hears { 0 } else { tab.shift };
        Stamp { time: moment(self.now + shift), by_service: tab.hears }
    }

    fn happen(&mut self, tab: usize, person: usize, events: Vec<(SubmitKey, Event)>) {
        let stamp = self.stamp(tab);
        for (key, event) in events {
            self.log(|| format!("tab {tab}: {} {event:?}", key.as_str()));
            record(&mut self.stores[person], &key, event, &stamp);
        }
        trim(&mut self.stores[person], &[]);
    }

    fn step(&mut self) {
        self.now += self.random.u64(..12) as i64;
        if self.random.u64(..12) == 0 {
            self.now += self.random.u64(..240) as i64;
        }
        self.land();
        let tab = self.random.u64(..TABS as u64) as usize;
        match self.random.u64(..16) {
            0..=4 => self.click(tab),
            5..=11 => self.go_on(tab),
            12..=13 => self.look_up(tab),
            14 => self.reload(tab),
            _ => {
                if self.random.u64(..3) == 0 {
                    self.reload(tab);
                    self.tabs[tab].person = self.random.u64(..PEOPLE as u64) as usize;
                } else {
                    self.tabs[tab].shift = [0, -7_200, 7_200][self.random.u64(..3) as usize];
                }
            }
        }
    }

    /// Carries out the calls that are due.
    fn land(&mut self) {
        let now = self.now;
        for landing in self.landings.extract_if(.., |landing| landing.at <= now) {
            if self.told {
                println!("{:>6} {} is carried out", landing.at, landing.key.as_str());
            }
            self.done.entry(landing.key).or_default().push((landing.at, landing.person));
        }
    }

    /// The person submits; the form allows it unless it knows that it was sent.
    fn click(&mut self, tab: usize) {
        let person = self.tabs[tab].person;
        let key = SubmitKey::from(format!("{person}-{}", self.random.u64(..KEYS + PLANNED)));
        // The calls of a plan are stored in one step, before the first is sent.
        if is_planned(&key) && self.wanted.insert((person, key.clone())) {
            let intent = Intent::new(key.clone(), write(&key), self.stamp(tab).time);
            self.stores[person].push(Arc::new(intent));
        }
        let known = self.stores[person].iter().find(|one| one.key == key).map(|one| one.state);
        let open = match known {
            Some(WriteState::Prepared) => true,
            None | Some(WriteState::NotFound) => !is_planned(&key),
            _ => false,
        };
        let busy = self.tabs[tab].tasks.iter().any(|task| task.key == key);
        // Sometimes a tab has not heard of the other yet.
        if busy || !(open || self.random.u64(..6) == 0) {
            return;
        }
        if let Some(locks) = &mut self.locks
            && !locks.insert((person, key.clone()))
        {
            return;
        }
        self.log(|| format!("tab {tab}: click {} {known:?}", key.as_str()));
        self.wanted.insert((person, key.clone()));
        self.tabs[tab].tasks.push(Task { key, stage: Stage::Entered });
    }

    fn go_on(&mut self, tab: usize) {
        let tasks = self.tabs[tab].tasks.len() as u64;
        if tasks == 0 {
            return;
        }
        let at = self.random.u64(..tasks) as usize;
        let task = self.tabs[tab].tasks[at].clone();
        match self.advance(tab, &task) {
            Some(stage) => self.tabs[tab].tasks[at].stage = stage,
            None => {
                self.tabs[tab].tasks.remove(at);
                self.unlock(tab, &task);
            }
        }
    }

    fn unlock(&mut self, tab: usize, task: &Task) {
        let person = self.tabs[tab].person;
        if let Some(locks) = &mut self.locks {
            locks.remove(&(person, task.key.clone()));
        }
    }

    /// The next stage of a sending; `None` where it has ended.
    fn advance(&mut self, tab: usize, task: &Task) -> Option<Stage> {
        let person = self.tabs[tab].person;
        let (stamp, sole) = (self.stamp(tab), self.locks.is_some());
        match &task.stage {
            Stage::Entered => {
                let missed: Intents = self.stores[person]
                    .iter()
                    .filter(|one| one.key == task.key && one.state == WriteState::NotFound)
                    .cloned()
                    .collect();
                if !missed.is_empty() {
                    if self.random.u64(..3) == 0 {
                        return None; // the look itself went wrong
                    }
                    let events = self.read(person, &missed);
                    self.tabs[tab].hears = true;
                    self.happen(tab, person, events);
                }
                let intent = Intent::new(task.key.clone(), write(&task.key), stamp.time.clone());
                let claim = claim(&mut self.stores[person], intent, &stamp, sole);
                let mine = self.stores[person].iter().find(|one| one.key == task.key).cloned();
                mine.filter(|_| claim == Claim::Free).map(Stage::Claimed)
            }
            Stage::Claimed(claimed) => {
                if self.random.u64(..5) == 0 {
                    // Without a token, or with another person's, the call never leaves.
                    self.answer(tab, claimed, Err(ApiError::new(ErrorKind::NoToken)));
                    return None;
                }
                if !leave(&mut self.stores[person], claimed, &stamp) {
                    return None;
                }
                self.log(|| format!("tab {tab}: {} leaves", task.key.as_str()));
                let lands = match self.random.u64(..4) {
                    0 => None,
                    1 => Some(self.now + self.random.u64(..LATEST as u64) as i64),
                    _ => Some(self.now),
                };
                if let Some(at) = lands {
                    let key = task.key.clone();
                    self.forged |= !key.as_str().starts_with(&person.to_string());
                    self.landings.push(Landing { at, person, key });
                    self.land();
                }
                Some(Stage::Left { claimed: claimed.clone(), lands })
            }
            Stage::Left { claimed, lands } => {
                let at_once = lands.is_some_and(|lands| lands <= self.now);
                let answer = match self.random.u64(..3) {
                    0 | 1 if at_once => {
                        Ok(Acceptance { ids: vec![task.key.as_str().into()], response: None })
                    }
                    2 if lands.is_none() => Err(ApiError {
                        operation: lost().operation,
                        sent: true,
                        ..ApiError::new(ErrorKind::BadRequest)
                    }),
                    _ => Err(lost()),
                };
                if !matches!(&answer, Err(error) if error.kind == ErrorKind::Network) {
                    self.tabs[tab].hears = true;
                }
                self.answer(tab, claimed, answer);
                None
            }
        }
    }

    fn answer(&mut self, tab: usize, claimed: &Intent, answer: Result<Acceptance, ApiError>) {
        let person = self.tabs[tab].person;
        let (event, _) = outcome(&claimed.write, answer);
        if is_told(&self.stores[person], claimed, &event) {
            self.happen(tab, person, vec![(claimed.key.clone(), event)]);
        }
    }

    /// The events the status list shows of the intents.
    fn read(&mut self, person: usize, intents: &Intents) -> Vec<(SubmitKey, Event)> {
        let mut rows = Vec::new();
        for (key, done) in &self.done {
            for (at, by) in done {
                if *by == person && at + LISTED_AFTER <= self.now {
                    let metadata = ClientMetadata::from([(METADATA_KEY.to_owned(), key.as_str().to_owned())]);
                    rows.push(RequestedItemStatus {
                        access_request_id: Some(key.as_str().into()),
                        client_metadata: Some(metadata),
                        state: Some(RequestState::Executing),
                        ..RequestedItemStatus::default()
                    });
                }
            }
        }
        shown_by(intents, &rows.iter().collect::<Vec<_>>())
    }

    fn look_up(&mut self, tab: usize) {
        let person = self.tabs[tab].person;
        let open: Intents =
            self.stores[person].iter().filter(|one| one.state.is_looked_up()).cloned().collect();
        if open.is_empty() || self.random.u64(..5) == 0 {
            return;
        }
        let begun = self.stamp(tab);
        let events = self.read(person, &open);
        self.tabs[tab].hears = true;
        self.happen(tab, person, events);
        let missing = given_up(&self.stores[person], &open, &begun, true, PATIENCE);
        self.happen(tab, person, missing);
    }

    /// The tab is closed and opened again: its sendings end, calls that have left go on.
    fn reload(&mut self, tab: usize) {
        let person = self.tabs[tab].person;
        for task in std::mem::take(&mut self.tabs[tab].tasks) {
            self.unlock(tab, &task);
        }
        self.tabs[tab].hears = false;
        let now = self.stamp(tab).time.instant().expect("a time");
        forget_unsent(&mut self.stores[person], now);
        if let Some(locks) = &self.locks {
            let free = |one: &&Arc<Intent>| {
                one.state == WriteState::Sent && !locks.contains(&(person, one.key.clone()))
            };
            let left: Vec<_> = self.stores[person]
                .iter()
                .filter(free)
                .map(|one| (one.key.clone(), Event::Unclear(ApiError::new(ErrorKind::Aborted))))
                .collect();
            self.happen(tab, person, left);
        }
    }

    /// Carries out every call that has left, and looks up until nothing changes.
    fn settle(&mut self) {
        for person in 0..PEOPLE {
            for tab in 0..TABS {
                self.reload(tab);
                self.tabs[tab].person = person;
                self.reload(tab);
            }
            for _ in 0..40 {
                self.now += 60;
                self.land();
                self.look_up(0);
            }
        }
    }

    fn check(&self) -> Result<(), String> {
        if self.forged {
            return Err("a write left in another person's name".to_owned());
        }
        for (person, key) in &self.wanted {
            let times = self.done.get(key).map_or(0, Vec::len);
            let state = self.stores[*person].iter().find(|one| one.key == *key).map(|one| one.state);
            let told = match state {
                // Its plan does.
                None if is_planned(key) => false,
                Some(WriteState::Refused) => is_planned(key) && times == 0,
                // The form still holds it.
                None | Some(WriteState::Prepared | WriteState::NotFound) => times == 0,
                Some(state) => state.has_arrived() && times == 1,
            };
            if times > 1 || !told {
                return Err(format!("{} was carried out {times} times and is {state:?}", key.as_str()));
            }
        }
        Ok(())
    }
}

fn run(seed: u64, told: bool) -> Result<(), String> {
    let mut world = World::new(seed, told);
    for _ in 0..STEPS {
        world.step();
    }
    world.settle();
    world.check().map_err(|what| format!("seed {seed}: {what}"))
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

#[test]
fn no_write_is_carried_out_twice_or_lost_in_any_interleaving() {
    let (runs, first) = (number("JOURNAL_RUNS", 100_000), number("JOURNAL_SEED", 0));
    let workers: Vec<_> = (0..2)
        .map(|worker| {
            let mut seeds = (first..first + runs).skip(worker).step_by(2);
            thread::spawn(move || seeds.try_for_each(|seed| run(seed, runs == 1)))
        })
        .collect();
    for worker in workers {
        worker.join().expect("a worker").unwrap_or_else(|what| panic!("{what}"));
    }
    println!("{runs} runs of {STEPS} steps from seed {first}: no double effect, no lost intent");
}
