//! Before there is a widget: the skeleton, and an honest sentence where module or words cannot be loaded.

use crate::{
    page::{button, row, tab},
    sandbox::World,
    visit::visit_in,
};

fn without(file: &'static str) -> World {
    World { missing: Some(file), ..World::company() }
}

/// The page says that the file could not be loaded, and comes up with *Retry* once it is there.
fn it_says_so_and_comes_up_with_retry(file: &'static str) {
    visit_in(without(file), async |page| {
        page.open_as("employee").await;
        page.see_text("The request center could not be loaded.").await;
        page.see_text("Check your connection and try again.").await;
        page.see_event("error", 1).await;
        let told = page.events("error").await;
        assert_eq!(told[0]["code"], "load_failed");
        assert_eq!(page.axe_serious().await, Vec::<String>::new());
        page.mend_site();
        page.click_button("Retry").await;
        page.see(row("Museum guide")).await;
    });
}

#[test]
fn a_module_that_cannot_be_loaded_is_said_so_and_can_be_tried_again() {
    it_says_so_and_comes_up_with_retry("request-center_bg.wasm");
}

#[test]
fn words_that_cannot_be_loaded_are_said_so_and_can_be_tried_again() {
    it_says_so_and_comes_up_with_retry("locales/en.json");
}

#[test]
fn a_language_that_cannot_be_loaded_leaves_the_one_there_is() {
    visit_in(without("locales/de.json"), async |page| {
        page.open_catalog().await;
        page.choose("Language", "Deutsch").await;
        page.see_event("error", 1).await;
        page.see(tab("Catalog")).await;
        page.see(button("Add to request: Museum guide")).await;
    });
}
