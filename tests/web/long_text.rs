//! Stored texts of a megabyte: they open at once, are complete, and can be shortened.

use crate::service::{run, until};
use crate::widget::{ONE_ROLE, Widget, service};
use wasm_bindgen_test::wasm_bindgen_test;

/// Stores a draft of one item whose comment has so many characters.
fn store_comment(base: &str, length: usize) {
    run(&format!(
        "localStorage.setItem('request-center:{base}:me', JSON.stringify({{ schema: 3, journal: [], draft: {{
            key: 'k', recipients: ['me'], items: [{{ id: 'r1', type: 'ROLE', name: 'Museum guide', comment_required: false,
                comment: 'word and '.repeat({length}).slice(0, {length}), remove_date: {{ text: '' }} }}] }} }}))"
    ));
}

/// A number the script finds in the comment field `area` with the box `area.parentNode` it grows in.
fn measure(widget: &Widget, script: &str) -> f64 {
    let find = "const area = window.widgetRoot.querySelector('.rc-card textarea');";
    widget.ask(&format!("{find} return area ? {script} : -1;")).as_f64().unwrap_or_default()
}

#[wasm_bindgen_test]
async fn a_stored_comment_of_a_megabyte_costs_no_more_layout_than_one_of_20_kilobytes() {
    let _service = service(&format!("world.objects = {ONE_ROLE};"));
    let laid_out = "area.parentNode.dataset.value.length * (area.dir === 'auto' ? area.value.length : 1)";
    let mut costs = Vec::new();
    for (base, length) in [("/long-20k", 20_001), ("/long-1m", 1_000_000)] {
        store_comment(base, length);
        let widget = Widget::open(base, "catalog");
        until("the whole comment", || measure(&widget, "area.value.length") == length as f64).await;
        costs.push(measure(&widget, laid_out));
        run(&format!("localStorage.removeItem('request-center:{base}:me')"));
    }
    assert_eq!(costs.first(), costs.last());
}

#[wasm_bindgen_test]
async fn a_stored_comment_of_a_megabyte_is_complete_until_the_person_shortens_it() {
    let _service = service(&format!("world.objects = {ONE_ROLE};"));
    let stored =
        "return JSON.parse(localStorage.getItem('request-center:/long:me')).draft.items[0].comment.length";
    store_comment("/long", 1_000_000);
    let widget = Widget::open("/long", "catalog");
    widget.see("Museum guide").await;
    widget.click("Review request").await;
    widget.see("Shorten the text to 4,000 characters or fewer.").await;
    assert_eq!(run(stored).as_f64(), Some(1e6), "nothing of it is lost");
    widget.write("Comment (optional)", "For the winter season").await;
    widget.see_no("Shorten the text").await;
    assert_eq!(run(stored).as_f64(), Some(21.0));
    assert_eq!(measure(&widget, "area.dir === 'auto' ? 1 : 0"), 1.0, "a short text has its own direction");
    widget.click("Review request").await;
    widget.see("For the winter season").await;
    run("localStorage.removeItem('request-center:/long:me')");
}
