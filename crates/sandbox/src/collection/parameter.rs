//! The query string, decoded once: which parameters came, and their values as text, number or flag.

use crate::error::Error;

/// The parameters of one call, in the order they came.
#[derive(Clone, Debug, Default)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Decodes the part of the address after `?`.
    pub fn parse(query: &str) -> Parameters {
        Parameters(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// Refuses any parameter the operation does not have.
    pub fn only(&self, known: &[&str]) -> Result<(), Error> {
        match self.0.iter().find(|(name, _)| !known.contains(&name.as_str())) {
            None => Ok(()),
            Some((name, _)) => Err(Error::Query(format!(
                "query parameter \"{name}\" is not supported here, only {}",
                known.join(", ")
            ))),
        }
    }

    /// The value, where one came that is not empty; twice the same parameter is refused.
    pub fn text(&self, name: &str) -> Result<Option<&str>, Error> {
        let mut values = self.0.iter().filter(|(given, _)| given == name).map(|(_, value)| value.trim());
        let first = values.next();
        if values.next().is_some() {
            return Err(Error::Query(format!("query parameter \"{name}\" was given more than once")));
        }
        Ok(first.filter(|value| !value.is_empty()))
    }

    /// All values of a list parameter, written with commas or by repeating it; `None` where it did not come.
    pub fn list(&self, name: &str) -> Option<Vec<&str>> {
        let values: Vec<&str> = self
            .0
            .iter()
            .filter(|(given, _)| given == name)
            .flat_map(|(_, value)| value.split(','))
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .collect();
        (!values.is_empty()).then_some(values)
    }

    /// A whole number from 0.
    pub fn number(&self, name: &str) -> Result<Option<u32>, Error> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let number = text.parse().ok().filter(|number| i32::try_from(*number).is_ok());
        number
            .map(Some)
            .ok_or_else(|| Error::Query(format!("{name} must be a whole number from 0, not \"{text}\"")))
    }

    /// `true` or `false`.
    pub fn flag(&self, name: &str) -> Result<Option<bool>, Error> {
        match self.text(name)? {
            None => Ok(None),
            Some(text) if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
            Some(text) if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
            Some(text) => Err(Error::Query(format!("{name} must be true or false, not \"{text}\""))),
        }
    }
}
