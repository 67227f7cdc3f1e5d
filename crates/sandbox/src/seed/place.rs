//! Where in a JSON text a value stands, so that a complaint names line and column. The text has been parsed before; this
//! only counts. It knows nothing of seeds.

/// One step into a JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Into the field of this name.
    Field(&'static str),
    /// Into the field of this name, where the file chose the name.
    Key(String),
    /// Into the element with this index.
    At(usize),
}

/// The path as a complaint shows it, `items[3].owner` for example.
pub(super) fn shown(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::At(index) => text.push_str(&format!("[{index}]")),
            Step::Field(name) => push_name(&mut text, name),
            Step::Key(name) => push_name(&mut text, name),
        }
    }
    text
}

fn push_name(text: &mut String, name: &str) {
    if !text.is_empty() {
        text.push('.');
    }
    text.push_str(name);
}

/// Line and column, both from 1, of the value at this path, or of the last step of it that is there.
pub(super) fn find(text: &str, path: &[Step]) -> (usize, usize) {
    let mut reader = Reader { text: text.as_bytes(), at: 0 };
    let mut found = 0;
    for step in path {
        reader.space();
        found = reader.at;
        let entered = match step {
            Step::Field(name) => reader.field(name),
            Step::Key(name) => reader.field(name),
            Step::At(index) => reader.element(*index),
        };
        if !entered {
            return place(text, found);
        }
        reader.space();
        found = reader.at;
    }
    place(text, found)
}

fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    (line, column)
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    fn space(&mut self) {
        while self.peek().is_ascii_whitespace() {
            self.at += 1;
        }
    }

    /// Steps over the mark that opens, and says whether it was there.
    fn open(&mut self, mark: u8) -> bool {
        self.space();
        let there = self.peek() == mark;
        self.at += usize::from(there);
        there
    }

    fn field(&mut self, name: &str) -> bool {
        if !self.open(b'{') {
            return false;
        }
        loop {
            self.space();
            let key = self.string();
            self.space();
            self.at += 1;
            if serde_json::from_slice::<String>(key.as_bytes()).is_ok_and(|key| key == name) {
                return true;
            }
            self.value();
            self.space();
            if self.peek() != b',' {
                return false;
            }
            self.at += 1;
        }
    }

    fn element(&mut self, index: usize) -> bool {
        if !self.open(b'[') {
            return false;
        }
        for _ in 0..index {
            self.value();
            self.space();
            if self.peek() != b',' {
                return false;
            }
            self.at += 1;
        }
        true
    }

    /// Steps over a quoted text and gives it back with its quotes.
    fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        while self.at < self.text.len() && self.peek() != b'"' {
            self.at += if self.peek() == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        String::from_utf8_lossy(self.text.get(start..self.at).unwrap_or_default()).into_owned()
    }

    /// Steps over one value of any kind.
    fn value(&mut self) {
        self.space();
        let mut depth = 0_usize;
        while self.at < self.text.len() {
            match self.peek() {
                b'"' => {
                    self.string();
                    if depth == 0 {
                        return;
                    }
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 0 => return,
                b'}' | b']' => {
                    depth -= 1;
                    if depth == 0 {
                        self.at += 1;
                        return;
                    }
                }
                b',' if depth == 0 => return,
                _ => {}
            }
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "{\n  \"a\": [\"x, ]\\\"\", {\"b\": 1}],\n  \"c\": {\n    \"d\": [1, 2,\n      3]\n  }\n}";

    #[test]
    fn a_value_is_found_by_line_and_column() {
        for (path, expected) in [
            (vec![Step::Field("a")], (2, 8)),
            (vec![Step::Field("a"), Step::At(1), Step::Field("b")], (2, 25)),
            (vec![Step::Field("c"), Step::Key("d".to_owned()), Step::At(2)], (5, 7)),
            (vec![Step::Field("c"), Step::Field("missing")], (3, 8)),
        ] {
            assert_eq!(find(TEXT, &path), expected, "{}", shown(&path));
        }
    }
}
